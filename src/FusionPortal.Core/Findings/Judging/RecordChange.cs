using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Organizations;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>A change of the portal's own records that can be judged before it is made.</summary>
/// <param name="Wanted">What would be recorded, in the order of the record's fields.</param>
/// <param name="Revision">Of the record now.</param>
/// <param name="Apply">The records with it.</param>
internal sealed record RecordChange(IReadOnlyList<string> Wanted, long Revision, Func<PortalRecords, PortalRecords> Apply)
{
    /// <exception cref="RefusedException">Invalid: a text breaks a rule. Not found.</exception>
    public static async Task<RecordChange> OfOrganizationAsync(
        OrganizationQueries organizations, string orgId, string? title, EnvironmentKind environment, CancellationToken cancellationToken)
    {
        CorrectOrganization.CheckEnvironment(environment);
        title = CorrectOrganization.CheckTitle(title);
        var organization = await organizations.FindAsync(orgId, cancellationToken) ?? throw CorrectOrganization.Unknown();
        return new RecordChange(
            [organization.OrgId, title, environment.ToString()], organization.Revision,
            records => records.With(records.Organizations.Select(
                o => o.OrgId == organization.OrgId ? o with { Title = title, Environment = environment } : o)));
    }

    /// <exception cref="RefusedException">As <see cref="CreateOrganizations.CheckAsync"/>.</exception>
    public static async Task<RecordChange> OfNewOrganizationsAsync(
        CreateOrganizations create, IReadOnlyList<CreateOrganizationRequest> clients, CancellationToken cancellationToken)
    {
        var made = await create.CheckAsync(clients, cancellationToken);
        return new RecordChange(
            [.. made.SelectMany(c => (string[])[c.OrgId, c.Title, c.Environment.ToString()])], 0,
            records => records.With(
                records.Organizations.Concat(made.Select(c => new OrganizationRecord(c.OrgId, c.Title, c.Environment)))));
    }

    /// <exception cref="RefusedException">Invalid: no such role. Not found.</exception>
    public static async Task<RecordChange> OfAccountAsync(
        AccountQueries accounts, string accountId, AccountRole role, CancellationToken cancellationToken)
    {
        DeclareAccount.CheckRole(role);
        var account = (await accounts.ListAsync(cancellationToken)).SingleOrDefault(a => a.Id == accountId)
            ?? throw DeclareAccount.Unknown(accountId);
        return new RecordChange(
            [accountId, role.ToString()], account.Revision,
            records => records.With(accounts: records.Accounts.Select(a => a.AccountId == accountId ? a with { Role = role } : a)));
    }
}
