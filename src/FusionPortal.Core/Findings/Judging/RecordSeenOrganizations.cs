using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Organizations;

namespace FusionPortal.Core.Findings.Judging;

/// <param name="Clients">What to record, at most <see cref="CreateOrganizations.Most"/>. Each organization has to be among those
/// seen.</param>
/// <param name="Preview">The token of the <see cref="RecordPreview"/> the person saw.</param>
public sealed record RecordSeenOrganizationsRequest(IReadOnlyList<CreateOrganizationRequest> Clients, string? Preview);

/// <summary>
/// Records organizations that AWS shows as clients, all of them or none, by somebody who has seen what that opens and closes. Each has its
/// event in the trail, with what showed it.
/// </summary>
public sealed class RecordSeenOrganizations(
    PreviewRecords previews, ChangeRecord changes, CreateOrganizations create, SeenOrganizationQueries seen)
{
    /// <summary>What recording them would open and close. Writes nothing.</summary>
    /// <exception cref="RefusedException">As <see cref="ExecuteAsync"/>.</exception>
    public async Task<RecordPreview> PreviewAsync(
        IReadOnlyList<CreateOrganizationRequest> clients, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        await RequireSeenAsync(clients, cancellationToken);
        return await previews.NewOrganizationsAsync(clients, actor, cancellationToken);
    }

    /// <exception cref="RefusedException">
    /// Forbidden: it needs Lead or Administrator. Invalid <c>clients-refused</c>: details names each field that cannot be recorded so, as
    /// does an organization that nothing in AWS names any more. Invalid: no preview is named. Conflict: what recording them opens and
    /// closes is no longer what was shown; details holds the preview of now. SecretFound. In each case nothing was recorded.
    /// </exception>
    /// <returns>The clients, and what recording them opened and closed.</returns>
    public async Task<JudgedChange<IReadOnlyList<OrganizationDetail>>> ExecuteAsync(
        RecordSeenOrganizationsRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        var found = await RequireSeenAsync(request.Clients, cancellationToken);
        return await changes.ExecuteAsync(
            () => RecordChange.OfNewOrganizationsAsync(create, request.Clients, cancellationToken), request.Preview, 0,
            db => create.WriteAsync(db, request.Clients, id => SeenIn(found[id.ToLowerInvariant()]), actor, cancellationToken),
                cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, SeenOrganization>> RequireSeenAsync(
        IReadOnlyList<CreateOrganizationRequest> clients, CancellationToken cancellationToken)
    {
        // First what breaks a rule: it says more, for example who has recorded the client meanwhile.
        await create.CheckAsync(clients, cancellationToken);
        var found = await seen.FindAsync([.. clients.Select(c => c.OrgId.Trim().ToLowerInvariant())], cancellationToken);
        var problems = clients.Select((c, i) => (Client: c, Index: i))
            .Where(c => !found.ContainsKey(c.Client.OrgId.Trim().ToLowerInvariant()))
            .Select(c =>
                new ClientProblem(
                c.Index, c.Client.OrgId, "orgId", "Nothing in AWS names it at the last judging. Record it as a new client instead."))
                .ToList();
        if (problems.Count == 0) return found;
        throw new RefusedException(
            RefusalKind.Invalid, "clients-refused", $"{problems[0].OrgId}: {problems[0].Message} Nothing was recorded.",
                $"clients[{problems[0].Index}].orgId", problems);
    }

    private static object SeenIn(SeenOrganization seen) => new
    {
        seen.Resources,
        Accounts = seen.Accounts.Select(a => new { a.AccountId, a.Role, a.Count }),
        ToldBy = seen.ToldBy.Select(t => new { t.What, t.Count }),
        Disagrees = seen.Disputes.Select(d => d.OrgId),
    };
}
