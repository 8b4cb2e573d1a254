using FusionPortal.Core.ConventionBooks;
using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.People;
using Npgsql;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>
/// Judges what is stored with records changed, compares in the database and says what would open and close. Writes temporary tables only and
/// calls nobody. A process previews one change at a time: each reads every current resource.
/// </summary>
public sealed class PreviewRecords(
    NpgsqlDataSource dataSource, EvaluationInput input, OrganizationQueries organizations, AccountQueries accounts) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>What another title or environment of a client would open and close.</summary>
    /// <exception cref="RefusedException">Forbidden: it needs Lead or Administrator. Invalid, not found.</exception>
    public async Task<RecordPreview> OrganizationAsync(string orgId, string? title, EnvironmentKind environment, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        CorrectOrganization.CheckEnvironment(environment);
        title = CorrectOrganization.CheckTitle(title);
        var organization = await organizations.FindAsync(orgId, cancellationToken) ?? throw CorrectOrganization.Unknown();
        return await ExecuteAsync(
            [organization.OrgId, title, environment.ToString()], organization.Revision,
            records => new PortalRecords(
                records.Organizations.Select(o => o.OrgId == organization.OrgId ? o with { Title = title, Environment = environment } : o), records.Accounts),
            cancellationToken);
    }

    /// <summary>What another role of an account would open and close.</summary>
    /// <exception cref="RefusedException">Forbidden: it needs Lead or Administrator. Invalid, not found.</exception>
    public async Task<RecordPreview> AccountAsync(string accountId, AccountRole role, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        DeclareAccount.CheckRole(role);
        var account = (await accounts.ListAsync(cancellationToken)).SingleOrDefault(a => a.Id == accountId) ?? throw DeclareAccount.Unknown(accountId);
        return await ExecuteAsync(
            [accountId, role.ToString()], account.Revision,
            records => new PortalRecords(records.Organizations, records.Accounts.Select(a => a.AccountId == accountId ? a with { Role = role } : a)),
            cancellationToken);
    }

    public void Dispose() => _one.Dispose();

    private async Task<RecordPreview> ExecuteAsync(
        IReadOnlyList<string> wanted, long revision, Func<PortalRecords, PortalRecords> change, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            if (await EvaluationInput.LastHashAsync(connection, cancellationToken) is not { } last) return RecordPreview.Nothing(wanted, revision);
            var read = await input.ReadAsync(cancellationToken);
            BookQueries.RequireReadable(read.Book);
            var changed = read with { Records = change(read.Records) };
            await new Judge(dataSource).StageAsync(connection, changed, cancellationToken);
            return await PreviewSql.CompareAsync(connection, changed, wanted, revision, last != read.Hash, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }
}
