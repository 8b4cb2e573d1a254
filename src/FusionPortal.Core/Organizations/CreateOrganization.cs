using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Organizations;

/// <param name="OrgId">Lower-case letters and digits, the first a letter; at most <see cref="OrganizationId.MaxLength"/>
/// characters.</param>
/// <param name="Title">The site title, at most <see cref="Organization.TitleLimit"/> characters.</param>
public sealed record CreateOrganizationRequest(string OrgId, string Title, EnvironmentKind Environment);

/// <summary>Records a new client under an ID that nobody else has, in any letter case.</summary>
public sealed class CreateOrganization(IDbContextFactory<PortalDbContext> factory, BookQueries books, TimeProvider clock)
{
    /// <exception cref="RefusedException">
    /// Forbidden; Invalid: the ID or a name that would follow from it breaks a rule; Conflict: somebody has the ID; SecretFound.
    /// </exception>
    public async Task<OrganizationDetail> ExecuteAsync(CreateOrganizationRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Administrator);
        var orgId = FreeText.Guard(request.OrgId, "orgId")?.Trim() ?? "";
        var title = FreeText.Required(request.Title, "title", "Site title", Organization.TitleLimit);
        if (!Enum.IsDefined(request.Environment))
            throw new RefusedException(RefusalKind.Invalid, "invalid-environment", "Choose an environment.", "environment");

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        // First: "Acme" beside an existing "acme" is taken, which says more than that it is upper-case.
        if (OrganizationId.IsValid(orgId.ToLowerInvariant()) && await OrganizationQueries.FindAsync(db, orgId, cancellationToken) is { }
            existing) throw Taken(existing);
        CheckId(orgId, await books.CurrentAsync(cancellationToken));

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var organization = new Organization
        {
            Id = Guid.CreateVersion7(),
            OrgId = orgId,
            Title = title,
            Environment = request.Environment,
            CreatedById = actor.SubjectId,
            CreatedBy = actor.DisplayName,
            CreatedAt = await db.StampAsync(clock, HistoryDomains.Records, cancellationToken),
        };
        db.Add(organization);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(OrganizationConfiguration.UniqueKey))
        {
            // Somebody was faster between the look above and now.
            await transaction.RollbackAsync(cancellationToken);
            throw Taken((await OrganizationQueries.FindAsync(db, orgId, cancellationToken))!);
        }

        await PortalEvents.PublishAsync(db, "organizations", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent(
                "organization.created", $"organization:{orgId}",
                new { organization.Id, organization.OrgId, organization.Title, organization.Environment }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new OrganizationDetail(
            organization.Id, organization.OrgId, organization.Title, organization.Environment, null, null, organization.CreatedBy,
                organization.CreatedAt);
    }

    internal static void CheckId(string orgId, ConventionBook book)
    {
        var problems = OrganizationId.Validate(orgId);
        if (problems.Count > 0)
            throw new RefusedException(RefusalKind.Invalid, "invalid-organization-id", string.Join(' ', problems), "orgId");
        BookQueries.RequireReadable(book);
        // Every name that will follow has to be one AWS accepts, before anybody tells the client.
        var impossible = book.NamesFor(orgId).FirstOrDefault(name => name.Name is null || name.Problem is not null);
        if (impossible is not null)
            throw new RefusedException(RefusalKind.Invalid, "impossible-name", $"{impossible.Label}: {impossible.Problem}", "orgId");
    }

    internal static RefusedException Taken(OrganizationDetail existing) => new(
        RefusalKind.Conflict, "organization-id-taken",
        $"The organization ID {existing.OrgId} is taken by {existing.Title}, created by {existing.CreatedBy}.", "orgId",
        new { existing.OrgId, existing.Title, existing.CreatedBy, existing.CreatedAt });
}
