using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Organizations;

/// <summary>What is wrong with one of several clients.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Field"><c>orgId</c>, <c>title</c> or <c>environment</c>.</param>
public sealed record ClientProblem(int Index, string OrgId, string Field, string Message);

/// <summary>Records several clients, all of them or none: each under the rules of <see cref="CreateOrganization"/>, each with an event of
/// its own.</summary>
public sealed class CreateOrganizations(IDbContextFactory<PortalDbContext> factory, BookQueries books, TimeProvider clock)
{
    /// <summary>At most so many at once.</summary>
    public const int Most = 200;

    /// <summary>Every client as it would be recorded. Writes nothing.</summary>
    /// <exception cref="RefusedException">
    /// Invalid <c>clients-refused</c>: details holds a <see cref="ClientProblem"/> for each field that breaks a rule, ids that somebody has
    /// among them.
    /// Invalid: none, or too many. SecretFound.
    /// </exception>
    internal async Task<IReadOnlyList<CreateOrganizationRequest>> CheckAsync(
        IReadOnlyList<CreateOrganizationRequest> clients, CancellationToken cancellationToken)
    {
        if (clients.Count == 0)
            throw new RefusedException(RefusalKind.Invalid, "no-clients", "Select at least one organization.", "clients");
        if (clients.Count > Most)
            throw new RefusedException(
                RefusalKind.Invalid, "too-many", $"{clients.Count:N0} organizations are selected; at most {Most} can be recorded at once.",
                "clients");
        var book = await books.CurrentAsync(cancellationToken);
        BookQueries.RequireReadable(book);
        var ids = clients.Select(c => (c.OrgId ?? "").Trim()).ToList();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var keys = ids.Select(id => id.ToLowerInvariant()).ToArray();
        var taken = await db.Set<Organization>().AsNoTracking().Where(o => keys.Contains(o.OrgKey))
            .ToDictionaryAsync(o => o.OrgKey, cancellationToken);

        var problems = new List<ClientProblem>();
        var made = new List<CreateOrganizationRequest>();
        for (var i = 0; i < clients.Count; i++)
        {
            var (index, id, client) = (i, ids[i], clients[i]);
            Check(problems, index, id, "orgId", () =>
            {
                FreeText.Guard(id, Field(index, "orgId"));
                if (taken.TryGetValue(keys[index], out var existing)) throw CreateOrganization.Taken(OrganizationQueries.View(existing));
                if (Array.IndexOf(keys, keys[index]) < index)
                    throw new RefusedException(RefusalKind.Invalid, "twice", $"{id} stands there twice.");
                CreateOrganization.CheckId(id, book);
            });
            var title = "";
            Check(problems, index, id, "title", () =>
                title = FreeText.Required(client.Title, Field(index, "title"), "Site title", Organization.TitleLimit));
            Check(problems, index, id, "environment", () => CorrectOrganization.CheckEnvironment(client.Environment));
            made.Add(new CreateOrganizationRequest(id, title, client.Environment));
        }

        if (problems.Count == 0) return made;
        throw new RefusedException(
            RefusalKind.Invalid, "clients-refused",
            $"{problems.Select(p => p.Index).Distinct().Count()} of {clients.Count} cannot be recorded so; nothing was recorded. "
                + $"{problems[0].OrgId}: {problems[0].Message}",
            Field(problems[0].Index, problems[0].Field), problems);
    }

    /// <summary>Records them in the caller's transaction, who has asked what the actor may.</summary>
    /// <param name="db">With its transaction.</param>
    /// <param name="clients">Recorded in this order.</param>
    /// <param name="seenIn">What each event says of where the organization was seen, by its ID.</param>
    /// <param name="actor">Who records them.</param>
    /// <param name="cancellationToken">Ends it; nothing is recorded then.</param>
    /// <exception cref="RefusedException">As <see cref="CheckAsync"/>; Conflict: somebody has just recorded one of them.</exception>
    internal async Task<IReadOnlyList<OrganizationDetail>> WriteAsync(
        PortalDbContext db, IReadOnlyList<CreateOrganizationRequest> clients, Func<string, object?> seenIn, Actor actor,
            CancellationToken cancellationToken)
    {
        var checkedClients = await CheckAsync(clients, cancellationToken);
        var at = await db.StampAsync(clock, HistoryDomains.Records, cancellationToken);
        var made = checkedClients.Select(c => new Organization
        {
            Id = Guid.CreateVersion7(),
            OrgId = c.OrgId,
            Title = c.Title,
            Environment = c.Environment,
            CreatedById = actor.SubjectId,
            CreatedBy = actor.DisplayName,
            CreatedAt = at,
        }).ToList();
        db.AddRange(made);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(OrganizationConfiguration.UniqueKey))
        {
            // Somebody was faster between the look above and now: look again, and say who.
            await CheckAsync(clients, cancellationToken);
            throw new RefusedException(
                RefusalKind.Conflict, "organization-id-taken", "Somebody has just recorded one of them. Nothing was recorded; look again.",
                "clients");
        }

        await PortalEvents.PublishAsync(db, "organizations", cancellationToken);
        foreach (var o in made)
        {
            await AuditWriter.AppendAsync(
                db, actor,
                new AuditEvent(
                    "organization.created", $"organization:{o.OrgId}",
                    new { o.Id, o.OrgId, o.Title, o.Environment, SeenIn = seenIn(o.OrgId) }),
                cancellationToken);
        }

        return [.. made.Select(OrganizationQueries.View)];
    }

    private static void Check(List<ClientProblem> problems, int index, string id, string field, Action check)
    {
        try
        {
            check();
        }
        catch (RefusedException refused) when (refused.Kind != RefusalKind.SecretFound)
        {
            problems.Add(new ClientProblem(index, id, field, refused.Message));
        }
    }

    private static string Field(int index, string field) => $"clients[{index}].{field}";
}
