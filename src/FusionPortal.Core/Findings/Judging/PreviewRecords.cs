using FusionPortal.Core.ConventionBooks;
using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Organizations;
using Npgsql;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>
/// Judges what is stored with records changed, compares in the database and says what would open and close. Writes temporary tables only
/// and calls nobody. A process previews one change at a time: each reads every current resource.
/// </summary>
public sealed class PreviewRecords(
    NpgsqlDataSource dataSource, EvaluationInput input, OrganizationQueries organizations, AccountQueries accounts,
    CreateOrganizations create) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>What another title or environment of a client would open and close.</summary>
    /// <exception cref="RefusedException">Forbidden: it needs Lead or Administrator. Invalid, not found.</exception>
    public async Task<RecordPreview> OrganizationAsync(
        string orgId, string? title, EnvironmentKind environment, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        return await ExecuteAsync(
            await RecordChange.OfOrganizationAsync(organizations, orgId, title, environment, cancellationToken), cancellationToken);
    }

    /// <summary>What recording new clients, all of them together, would open and close.</summary>
    /// <exception cref="RefusedException">Forbidden: it needs Lead or Administrator. Invalid, conflict: as
    /// <see cref="CreateOrganizations"/>.</exception>
    public async Task<RecordPreview> NewOrganizationsAsync(
        IReadOnlyList<CreateOrganizationRequest> clients, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        return await ExecuteAsync(await RecordChange.OfNewOrganizationsAsync(create, clients, cancellationToken), cancellationToken);
    }

    /// <summary>What another role of an account would open and close.</summary>
    /// <exception cref="RefusedException">Forbidden: it needs Lead or Administrator. Invalid, not found.</exception>
    public async Task<RecordPreview> AccountAsync(string accountId, AccountRole role, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        return await ExecuteAsync(await RecordChange.OfAccountAsync(accounts, accountId, role, cancellationToken), cancellationToken);
    }

    public void Dispose() => _one.Dispose();

    private async Task<RecordPreview> ExecuteAsync(RecordChange change, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            if (await EvaluationInput.LastHashAsync(connection, cancellationToken) is not { } last)
                return RecordPreview.Nothing(change.Wanted, change.Revision);
            var includesOthers = last != (await input.ReadAsync(null, cancellationToken)).Hash;
            var changed = await input.ReadAsync(change.Apply, cancellationToken);
            BookQueries.RequireReadable(changed.Book);
            await new Judge(dataSource).StageAsync(connection, changed, cancellationToken);
            return await PreviewSql.CompareAsync(connection, changed, change, includesOthers, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }
}
