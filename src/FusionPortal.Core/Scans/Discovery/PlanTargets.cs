using System.Text.Json;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans.Discovery;

/// <param name="Regions">Regions to read in the account.</param>
public sealed record AccountToScan(DiscoveredAccount Account, IReadOnlyList<string> Regions);

/// <summary>
/// Lays out the targets of a scan: every account × region × service within its scope. What is known of accounts that nobody can read,
/// because AWS suspended or closed them, they left or a person retired them, becomes targets out of sight: not evaluated, and no target of
/// the scan, which names the account instead. Targets of paused accounts fail. Repeating it is harmless: targets laid out before are kept.
/// </summary>
public sealed class PlanTargets(
    IDbContextFactory<PortalDbContext> factory, ITargetReader reader, IOptions<ScanOptions> options, AccountRegister accounts,
        TimeProvider clock)
{
    private const string AddSql = """
        insert into scan_target (scan_id, target_id, state, attempt, pages, calls, throttled, resources, added, changed, removed,
          out_of_sight)
        select $1, c.id, 'Waiting', 0, 0, 0, 0, 0, 0, 0, 0, false from coverage c
        """;

    // Known targets of the scope that this scan would not read: their resources are still in the inventory and need a word.
    private const string DepartedSql = AddSql + """
         join scan s on s.id = $1
        where c.last_complete_at is not null and not c.is_pass and (s.account_id is null or c.account_id = s.account_id)
          and s.org_id is null
        on conflict do nothing
        """;

    // Where a client's resources were seen, with the tags of the same places; new places of a client only a whole scan finds.
    private const string ClientSql = AddSql + """
         join scan s on s.id = $1
        where not c.is_pass and exists (
          select from resource_tally t join coverage k on k.id = t.target_id join organization o on o.org_id = s.org_id
          where t.valid_to = 'infinity' and t.org_id = o.org_id and k.account_id = c.account_id
            and (k.id = c.id or (c.service = $2 and (k.region = c.region or k.region = $3))))
        on conflict do nothing
        """;

    /// <returns>The targets that may be read now; empty where the scan had left this stage already.</returns>
    public async Task<IReadOnlyList<int>> ExecuteAsync(
        Guid scanId, IReadOnlyList<AccountToScan> found, int calls, string apis, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var at = await HistoryClock.StampAsync(connection, clock, HistoryDomains.Estate | HistoryDomains.Records, cancellationToken);
        var scan = await Sql.ListAsync(
            connection, "select state, account_id, org_id from scan where id = $1 for update",
            r => (State: r.GetEnum<ScanState>(0), Account: r.GetText(1), Org: r.GetText(2)), cancellationToken, scanId);
        if (scan is not [{ State: ScanState.Discovering } scope]) return [];

        await accounts.RecordAsync(connection, [.. found.Select(f => f.Account)], at, cancellationToken);
        var (standings, returned) = await AccountRegister.StandAsync(connection, [.. found.Select(f => f.Account)], at, cancellationToken);
        var read = standings.Where(s => s.Sight == AccountSight.Read).Select(s => s.AccountId).ToHashSet(StringComparer.Ordinal);
        foreach (var account in found.Where(f => read.Contains(f.Account.AccountId)))
            await AddCoverageAsync(connection, account, at, cancellationToken);
        if (scope.Org is not null)
            await Sql.RunAsync(connection, ClientSql, cancellationToken, scanId, ScanTarget.Tagging, ScanTarget.Global);
        else
            foreach (
                var account in found.Where(
                f => read.Contains(f.Account.AccountId) && (scope.Account is null || f.Account.AccountId == scope.Account)))
                await AddTargetsAsync(connection, scanId, account, cancellationToken);
        await Sql.RunAsync(connection, DepartedSql, cancellationToken, scanId);
        await CloseUnreachableAsync(connection, scanId, found, standings, at, cancellationToken);

        var unread = await UnreadAsync(connection, scanId, standings, scope.Org is null, scope.Account, cancellationToken);
        await Sql.RunAsync(
            connection,
            "update scan set state = 'Reading', accounts = $2, discovery_calls = $3, discovery_apis = $4::jsonb, accounts_unread = "
                + "$5::jsonb, discovered_at = $6 where id = $1",
            cancellationToken, scanId, found.Count(f => scope.Account is null || f.Account.AccountId == scope.Account), calls, apis,
            JsonSerializer.Serialize(unread, JsonSerializerOptions.Web), at);
        await Sql.RunAsync(connection, "select pg_notify('portal', 'scan:' || $1::uuid)", cancellationToken, scanId);
        if (returned.Count > 0) await PortalEvents.PublishAsync(db, "accounts", cancellationToken);
        foreach (var account in returned)
            await AuditWriter.AppendAsync(
                db, Actor.System,
                new AuditEvent(
                    "account.returned", $"account:{account.AccountId}",
                    new { Before = account.State, After = AccountStates.Active, account.RetiredBy }),
                cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await ScanWork.DueTargetsAsync(connection, scanId, cancellationToken);
    }

    private async Task AddCoverageAsync(
        NpgsqlConnection connection, AccountToScan account, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var service in reader.Services)
        {
            string[] regions = service.IsGlobal ? [ScanTarget.Global] : [.. account.Regions];
            await Sql.RunAsync(
                connection,
                """
                insert into coverage (account_id, region, service, outcome, resources, kinds, is_pass, last_calls, last_throttled,
                  total_calls, listed_at)
                select $1, r, $3, 'Never', 0, $4, false, 0, 0, 0, $5 from unnest($2::text[]) r
                on conflict (account_id, region, service) do update set kinds = excluded.kinds where coverage.kinds <> excluded.kinds
                """,
                cancellationToken, account.Account.AccountId, regions, service.Service, service.Kinds.Order(StringComparer.Ordinal)
                    .ToArray(), at);
        }
    }

    private async Task AddTargetsAsync(NpgsqlConnection connection, Guid scanId, AccountToScan account, CancellationToken cancellationToken)
    {
        string[] services = [.. reader.Services.Select(s => s.Service)];
        await Sql.RunAsync(
            connection,
            AddSql + " where c.account_id = $2 and not c.is_pass and (c.region = any($3::text[]) or c.region = $5) and c.service = "
                + "any($4::text[]) on conflict do nothing",
            cancellationToken, scanId, account.Account.AccountId, account.Regions.ToArray(), services, ScanTarget.Global);
    }

    private async Task CloseUnreachableAsync(
        NpgsqlConnection connection, Guid scanId, IReadOnlyList<AccountToScan> found, IReadOnlyList<Standing> standings, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        var targets = await Sql.ListAsync(
            connection,
            """
            select c.id, c.account_id, c.region, c.service, a.paused_by
            from scan_target t join coverage c on c.id = t.target_id left join account a on a.id = c.account_id where t.scan_id = $1
              and t.state = 'Waiting'
            """,
            r => (Id: r.GetInt32(0), Target: new ScanTarget(r.GetString(1), r.GetString(2), r.GetString(3)), PausedBy: r.GetText(4)),
            cancellationToken, scanId);
        var byId = found.ToDictionary(a => a.Account.AccountId, StringComparer.Ordinal);
        var unread = standings.Where(s => s.Sight != AccountSight.Read).ToDictionary(s => s.AccountId, StringComparer.Ordinal);
        foreach (var (id, target, pausedBy) in targets)
        {
            var outOfSight = unread.TryGetValue(target.AccountId, out var standing);
            var why = outOfSight ? AccountStates.Describe(standing!.State)
                : !byId.TryGetValue(target.AccountId, out var account) ? AccountStates.Describe(AccountStates.Departed)
                : target.Region != ScanTarget.Global && !account.Regions.Contains(target.Region) ? NoRegion()
                : reader.Services.All(s => s.Service != target.Service) ? "The portal no longer reads this service."
                : null;
            var failure = why is null && pausedBy is not null ? TargetFailure.Paused : TargetFailure.NotSupported;
            why ??= pausedBy is null ? null : $"{pausedBy} paused scanning of the account.";
            if (why is null) continue;
            await Sql.RunAsync(
                connection,
                "update scan_target set state = 'Failed', failure = $5, message = $3, ended_at = $4, out_of_sight = $6 where "
                    + "scan_id = $1 and target_id = $2",
                cancellationToken, scanId, id, why, at, failure.ToString(), outOfSight);
            await Reading.TargetOutcome.CoverageFailedAsync(connection, id, failure, why, at, cancellationToken);
        }
    }

    // A scan of one client names the accounts in which the client was seen; others say nothing about it.
    private static async Task<IReadOnlyList<UnreadAccount>> UnreadAsync(
        NpgsqlConnection connection, Guid scanId, IReadOnlyList<Standing> standings, bool ofAnyClient, string? onlyAccount,
            CancellationToken cancellationToken)
    {
        var touched = await Sql.ListAsync(
            connection,
                "select distinct c.account_id from scan_target t join coverage c on c.id = t.target_id where "
                    + "t.scan_id = $1 and t.out_of_sight",
            r => r.GetString(0), cancellationToken, scanId);
        return
        [
            .. standings.Where(s => s.Sight != AccountSight.Read
                    && (ofAnyClient ? onlyAccount is null || s.AccountId == onlyAccount : touched.Contains(s.AccountId)))
                .Select(s => new UnreadAccount(s.AccountId, s.State, s.Sight)),
        ];
    }

    private string NoRegion() =>
        options.Value.DiscoverRegions ? "The region is no longer switched on for the account." : "The region is no longer configured.";
}
