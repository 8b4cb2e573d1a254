using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Coverage;

/// <summary>One row of the coverage ledger: what is known of one service of one account in one region, and what it cost.</summary>
/// <param name="Outcome">How the last attempt ended.</param>
/// <param name="Message">Why, where it was not read whole; else what AWS refused to tell of what it listed, null for nothing. Fit to be
/// shown.</param>
/// <param name="Since">Since when it has ended so.</param>
/// <param name="IsPass">True for what is read by the resource and not by the list: bucket facts, creators, re-checks, tag changes.</param>
/// <param name="LastCalls">AWS calls of the last attempt.</param>
/// <param name="Throttled">Answers to slow down in the last attempt.</param>
/// <param name="TotalCalls">AWS calls of all attempts.</param>
/// <param name="Sight">Whether anybody reads the account.</param>
public sealed record CoverageRow(
    ScanTarget Target, string AccountName, CoverageOutcome Outcome, string? Message, DateTimeOffset? Since, DateTimeOffset? LastCompleteAt,
    DateTimeOffset? LastAttemptAt, int Resources, bool IsPass, int LastCalls, int Throttled, long TotalCalls,
        AccountSight Sight = AccountSight.Read);

/// <param name="Rows">By account, region and service; scans' targets and passes.</param>
/// <param name="DiscoveryCalls">AWS calls of all scans to list accounts and regions.</param>
/// <param name="Accounts">Accounts nobody reads, one line each; their rows are no targets.</param>
public sealed record CoverageLedger(IReadOnlyList<CoverageRow> Rows, long DiscoveryCalls, IReadOnlyList<AccountOutOfSight>? Accounts = null)
{
    /// <summary>Every AWS call the portal has made and counted.</summary>
    public long TotalCalls => DiscoveryCalls + Rows.Sum(r => r.TotalCalls);

    /// <summary>Targets scans read.</summary>
    public IReadOnlyList<CoverageRow> Targets => [.. Rows.Where(r => !r.IsPass && r.Sight == AccountSight.Read)];

    /// <summary>
    /// Targets not read whole the last time, the worst first: what a person must mend before what mends itself, then what was never seen,
    /// then what has been out of sight longest.
    /// </summary>
    public IReadOnlyList<CoverageRow> Gaps =>
    [
        .. Targets.Where(r => r.Outcome != CoverageOutcome.Completed)
            .OrderBy(r => Urgency(r.Outcome)).ThenBy(r => r.LastCompleteAt is not null).ThenBy(r => r.Since ?? DateTimeOffset.MinValue),
    ];

    /// <summary>Targets read whole, of whose resources AWS refused to tell something.</summary>
    public IReadOnlyList<CoverageRow> Refusals => [.. Targets.Where(r => r.Outcome == CoverageOutcome.Completed && r.Message is not null)];

    public IReadOnlyList<CoverageRow> Passes => [.. Rows.Where(r => r.IsPass && r.Sight == AccountSight.Read)];

    /// <summary>How much of each account was read whole, by account id.</summary>
    public IReadOnlyDictionary<string, AccountCoverage> ByAccount => Targets.GroupBy(r => r.Target.AccountId).ToDictionary(
        account => account.Key,
        account => new AccountCoverage(
            account.Count(), account.Count(r => r.Outcome == CoverageOutcome.Completed),
            account.Any(r => r.LastCompleteAt is null) ? null : account.Min(r => r.LastCompleteAt)),
        StringComparer.Ordinal);

    private static int Urgency(CoverageOutcome outcome) => outcome switch
    {
        CoverageOutcome.Denied => 0,
        CoverageOutcome.Failed => 1,
        CoverageOutcome.Expired => 2,
        CoverageOutcome.Throttled => 3,
        CoverageOutcome.NotSupported => 4,
        CoverageOutcome.Aged => 5,
        CoverageOutcome.Unjudged => 6,
        CoverageOutcome.Never => 7,
        CoverageOutcome.Capped => 8,
        CoverageOutcome.Paused => 9,
        _ => 10,
    };
}

/// <summary>How much of one account was read whole.</summary>
/// <param name="Completed">Targets whose last attempt read them whole.</param>
/// <param name="WholeAt">Everything in the account was seen at this moment or later; null where some of it never was.</param>
public sealed record AccountCoverage(int Targets, int Completed, DateTimeOffset? WholeAt);

/// <summary>Reads of the coverage ledger.</summary>
public sealed class CoverageLedgerQueries(NpgsqlDataSource dataSource, Knowledge knowledge, KnowledgeLimits limits, TimeProvider clock)
{
    /// <param name="asOf">The ledger as it stood then, with the passes and the calls up to then; null for now.</param>
    /// <exception cref="RefusedException">The moment lies in the future, before what is kept, or is still being written.</exception>
    public async Task<CoverageLedger> ReadAsync(DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        if (await HistoryClock.EstateAsync(dataSource, clock, asOf, cancellationToken) is { } moment)
            return await AtAsync(moment, cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await Sql.ListAsync(
            connection,
            $"""
            select c.account_id, c.region, c.service, coalesce(a.name, c.account_id), c.outcome, c.message, c.outcome_since,
              c.last_complete_at,
              c.last_attempt_at, c.resources, c.is_pass, c.last_calls, c.last_throttled, c.total_calls, coalesce(st.sight, 'Read')
            from coverage c left join account a on a.id = c.account_id {StandingSql.Join("c.account_id", null)} order by a.name,
              c.account_id, c.region, c.service
            """,
            Read, cancellationToken);
        var (now, hours) = (clock.GetUtcNow(), knowledge.Limit.TotalHours);
        rows = [.. rows.Select(r => Aged(r, now, hours))];
        var accounts = await StandingSql.OutOfSightAsync(connection, null, null, cancellationToken);
        return new CoverageLedger(
            rows, await Sql.ScalarAsync<long>(connection, "select coalesce(sum(discovery_calls), 0)::bigint from scan", cancellationToken),
            accounts);
    }

    // Targets from the scans up to then, passes from what was written down after each.
    private async Task<CoverageLedger> AtAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var limit = await limits.AtAsync(moment, cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, moment);
        var at = where.Value(moment);
        var rows = await where.ListAsync(
            connection,
            $"""
            with {cover},
            ledger as (
              select k.account_id, k.region, k.service, k.outcome, k.message,
                case when k.outcome = 'Completed' then whole.since else k.since end as since,
                k.last_complete_at, ever.at as last_attempt_at, k.resources, false as is_pass, coalesce(paid.calls, 0) as last_calls,
                coalesce(paid.throttled, 0) as last_throttled, coalesce(ever.calls, 0) as total_calls
              from known k
              left join lateral (
                select max(t.ended_at) as at, max(t.ended_at) filter (where t.state = 'Failed') as failed_at, sum(t.calls) as calls
                from scan_target t where t.target_id = k.target_id and t.ended_at <= {at}) ever on true
              left join lateral (
                select t.calls, t.throttled from scan_target t where t.target_id = k.target_id and t.ended_at <= {at}
                  and t.started_at is not null
                order by t.ended_at desc limit 1) paid on true
              left join lateral (
                select t.ended_at as since from scan_target t
                where t.target_id = k.target_id and t.ended_at <= {at} and t.ended_at > coalesce(ever.failed_at, '-infinity')
                  and t.state = 'Completed'
                order by t.ended_at limit 1) whole on true
              union all
              select c.account_id, c.region, c.service, p.outcome, p.message, p.outcome_since, p.last_complete_at, p.last_attempt_at, 0,
                true,
                p.last_calls, p.last_throttled, p.total_calls
              from coverage c cross join lateral (
                select * from pass_version p where p.target_id = c.id and p.valid_from <= {at} order by p.valid_from desc limit 1) p
              where c.is_pass)
            select l.account_id, l.region, l.service, coalesce(a.name, l.account_id), l.outcome, l.message, l.since, l.last_complete_at,
              l.last_attempt_at, l.resources, l.is_pass, l.last_calls, l.last_throttled, l.total_calls::bigint, coalesce(st.sight, 'Read')
            from ledger l left join account a on a.id = l.account_id {StandingSql.Join("l.account_id", at)}
            order by a.name, l.account_id, l.region, l.service
            """,
            Read, cancellationToken);
        rows = [.. rows.Select(r => Aged(r, moment, limit.Hours))];
        var accounts = await StandingSql.OutOfSightAsync(connection, null, moment, cancellationToken);
        var discovery = await Sql.ScalarAsync<long>(
            connection, "select coalesce(sum(discovery_calls), 0)::bigint from scan where coalesce(discovered_at, started_at) <= $1",
                cancellationToken,
            moment);
        await HistoryKept.RequireAsync(connection, moment, HistoryKept.Passes, cancellationToken);
        return new CoverageLedger(rows, discovery, accounts);
    }

    private static CoverageRow Read(NpgsqlDataReader r) => new(
        new ScanTarget(r.GetString(0), r.GetString(1), r.GetString(2)), r.GetString(3), r.GetEnum<CoverageOutcome>(4), r.GetText(5),
        r.GetNullable<DateTimeOffset>(6), r.GetNullable<DateTimeOffset>(7), r.GetNullable<DateTimeOffset>(8), r.GetInt32(9),
            r.GetBoolean(10),
        r.GetInt32(11), r.GetInt32(12), r.GetInt64(13), r.GetEnum<AccountSight>(14));

    private static CoverageRow Aged(CoverageRow row, DateTimeOffset now, double hours) =>
        row is { IsPass: false, Sight: AccountSight.Read, Outcome: CoverageOutcome.Completed, LastCompleteAt: { } at }
            && Knowledge.IsAged(at, now, TimeSpan.FromHours(hours))
            ? row with { Outcome = CoverageOutcome.Aged, Since = at + TimeSpan.FromHours(hours), Message = Knowledge.AgedFor(hours) }
            : row;
}
