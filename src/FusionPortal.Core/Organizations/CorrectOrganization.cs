using FusionPortal.Conventions;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Organizations;

/// <param name="OrgId">In any letter case. It is not what is corrected: it is permanent once an install has begun, and names in AWS follow
/// from it.</param>
/// <param name="Title">The site title, at most <see cref="Organization.TitleLimit"/> characters.</param>
/// <param name="Reason">Why the record was wrong, 1 to <see cref="CorrectOrganization.ReasonLimit"/> characters; kept in the audit
/// trail.</param>
/// <param name="Revision">The revision the person saw.</param>
public sealed record CorrectOrganizationRequest(string OrgId, string? Title, EnvironmentKind Environment, string? Reason, long Revision);

/// <summary>Corrects a client's title and environment. What is stored is judged again with it; AWS is not called.</summary>
public sealed class CorrectOrganization(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int ReasonLimit = 500;

    /// <exception cref="RefusedException">
    /// Forbidden: it needs Lead or Administrator. Invalid: a text breaks a rule, or nothing differs. SecretFound. Not found. Conflict:
    /// somebody corrected it in the meantime.
    /// </exception>
    public async Task<OrganizationDetail> ExecuteAsync(CorrectOrganizationRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var corrected = await WriteAsync(db, request, actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return corrected;
    }

    /// <summary>The same in a transaction of the caller's, who has asked what the actor may.</summary>
    internal async Task<OrganizationDetail> WriteAsync(
        PortalDbContext db, CorrectOrganizationRequest request, Actor actor, CancellationToken cancellationToken)
    {
        CheckEnvironment(request.Environment);
        var title = CheckTitle(request.Title);
        var reason = CheckReason(request.Reason);
        var key = request.OrgId.ToLowerInvariant();
        var organization = await db.Set<Organization>().FromSql($"select * from organization where org_key = {key} for update")
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw Unknown();
        if (organization.Revision != request.Revision)
            throw new RefusedException(
                RefusalKind.Conflict, "organization-changed",
                $"Somebody corrected it in the meantime: it is {organization.Title}, {organization.Environment}. "
                    + "Look at what that changes first.", "revision",
                new { organization.Title, organization.Environment, organization.Revision });
        if (organization.Title == title && organization.Environment == request.Environment)
            throw new RefusedException(RefusalKind.Invalid, "nothing-changed", "Title and environment are recorded so already.", "title");

        var before = new { organization.Title, organization.Environment };
        await db.StampAsync(clock, HistoryDomains.Records, cancellationToken);
        (organization.Title, organization.Environment) = (title, request.Environment);
        organization.Revision++;
        await db.SaveChangesAsync(cancellationToken);
        await PortalEvents.PublishAsync(db, "organizations", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent("organization.corrected", $"organization:{organization.OrgId}", new
            {
                Before = before,
                After = new { organization.Title, organization.Environment },
                Reason = reason,
            }),
            cancellationToken);
        return OrganizationQueries.View(organization);
    }

    internal static string CheckReason(string? reason) => FreeText.Required(reason, "reason", "A reason", ReasonLimit);

    internal static string CheckTitle(string? title) => FreeText.Required(title, "title", "Site title", Organization.TitleLimit);

    internal static void CheckEnvironment(EnvironmentKind environment)
    {
        if (!Enum.IsDefined(environment))
            throw new RefusedException(RefusalKind.Invalid, "invalid-environment", "Choose an environment.", "environment");
    }

    internal static RefusedException Unknown() => new(RefusalKind.NotFound, "no-such-organization", "No client has this organization ID.");
}
