using FusionPortal.Core.Data;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans.Discovery;

/// <summary>
/// Lays out the targets of a scan: every account × configured region × service. Accounts that AWS closed, or that left the organization,
/// become targets that failed, so that what was known of them shows as not evaluated. Repeating it is harmless: targets laid out before are kept.
/// </summary>
public sealed class LayOutTargets(
    NpgsqlDataSource dataSource, ITargetReader reader, IOptions<ScanOptions> options, AccountRegister accounts, TimeProvider clock)
{
    /// <returns>The targets that wait to be read; empty where the scan had left this stage already.</returns>
    public async Task<IReadOnlyList<int>> ExecuteAsync(Guid scanId, IReadOnlyList<DiscoveredAccount> found, int calls, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var at = await HistoryClock.StampAsync(connection, clock, cancellationToken);
        if (await Sql.ScalarAsync<string>(connection, "select state from scan where id = $1 for update", cancellationToken, scanId) != nameof(ScanState.Discovering))
            return [];

        await accounts.RecordAsync(connection, found, at, cancellationToken);
        foreach (var account in found) await AddTargetsAsync(connection, scanId, account.AccountId, cancellationToken);
        await Sql.RunAsync(connection, AddDepartedSql, cancellationToken, scanId);
        await CloseUnreachableAsync(connection, scanId, found, at, cancellationToken);

        await Sql.RunAsync(
            connection, "update scan set state = 'Reading', accounts = $2, discovery_calls = $3 where id = $1", cancellationToken, scanId, found.Count, calls);
        await Sql.RunAsync(connection, "select pg_notify('portal', 'scan:' || $1::uuid)", cancellationToken, scanId);
        await transaction.CommitAsync(cancellationToken);
        return await ScanWork.WaitingTargetsAsync(connection, scanId, cancellationToken);
    }

    private async Task AddTargetsAsync(NpgsqlConnection connection, Guid scanId, string accountId, CancellationToken cancellationToken)
    {
        string[] regions = [.. options.Value.Regions];
        string[] services = [.. reader.Services.Select(s => s.Service)];
        await Sql.RunAsync(
            connection,
            """
            insert into coverage (account_id, region, service, outcome, resources)
            select $1, r, s, 'Never', 0 from unnest($2::text[]) r cross join unnest($3::text[]) s
            on conflict (account_id, region, service) do nothing
            """,
            cancellationToken, accountId, regions, services);
        await Sql.RunAsync(
            connection,
            """
            insert into scan_target (scan_id, target_id, state, attempt, pages, calls, throttled, resources, added, changed, removed)
            select $1, c.id, 'Waiting', 0, 0, 0, 0, 0, 0, 0, 0 from coverage c
            where c.account_id = $2 and c.region = any($3::text[]) and c.service = any($4::text[])
            on conflict do nothing
            """,
            cancellationToken, scanId, accountId, regions, services);
    }

    // Targets of earlier scans that this one does not read: their resources are still in the inventory and need a word.
    private const string AddDepartedSql = """
        insert into scan_target (scan_id, target_id, state, attempt, pages, calls, throttled, resources, added, changed, removed)
        select $1, c.id, 'Waiting', 0, 0, 0, 0, 0, 0, 0, 0 from coverage c
        where c.last_complete_at is not null
        on conflict do nothing
        """;

    private async Task CloseUnreachableAsync(
        NpgsqlConnection connection, Guid scanId, IReadOnlyList<DiscoveredAccount> found, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var targets = await Sql.ListAsync(
            connection,
            "select c.id, c.account_id, c.region, c.service from scan_target t join coverage c on c.id = t.target_id where t.scan_id = $1 and t.state = 'Waiting'",
            r => (Id: r.GetInt32(0), Account: r.GetString(1), Region: r.GetString(2), Service: r.GetString(3)),
            cancellationToken, scanId);
        var byId = found.ToDictionary(a => a.AccountId, StringComparer.Ordinal);
        foreach (var target in targets)
        {
            var why = !byId.TryGetValue(target.Account, out var account) ? "The account is no longer in the AWS organization."
                : account.Status != "ACTIVE" ? $"AWS reports the account as {account.Status}."
                : !options.Value.Regions.Contains(target.Region) ? "The region is no longer configured."
                : reader.Services.All(s => s.Service != target.Service) ? "The portal no longer reads this service."
                : null;
            if (why is null) continue;
            await Sql.RunAsync(
                connection,
                "update scan_target set state = 'Failed', failure = 'NotSupported', message = $3, ended_at = $4 where scan_id = $1 and target_id = $2",
                cancellationToken, scanId, target.Id, why, at);
            await Reading.TargetOutcome.CoverageFailedAsync(connection, target.Id, TargetFailure.NotSupported, why, at, cancellationToken);
        }
    }
}
