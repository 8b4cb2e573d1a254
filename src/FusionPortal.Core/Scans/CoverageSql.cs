using FusionPortal.Core.Accounts;
using FusionPortal.Core.Data;

namespace FusionPortal.Core.Scans;

/// <summary>The coverage ledger as one relation, now or at a past moment, for joins by other features' queries.</summary>
internal static class CoverageSql
{
    /// <summary>
    /// A common table expression <c>cover(target_id, account_id, region, service, outcome, message, last_complete_at, since, resources, sight)</c>;
    /// <c>since</c> is set where the target is not covered, <c>sight</c> is an <see cref="AccountSight"/>: targets of accounts that are not read are
    /// never covered, count for no coverage, and those of closed and retired accounts for no score (<see cref="Counts"/>). A past moment is counted
    /// again from the scans; the names <c>account</c> and <c>organization</c> then mean what was recorded at it.
    /// </summary>
    public static string Cte(Where where, DateTimeOffset? asOf)
    {
        if (asOf is not { } moment) return Sighted(Now, null);
        var at = where.Value(HistoryClock.Micro(moment));
        return $"{RecordSql.Ctes(at)}, {Sighted(Past(at), at)}";
    }

    /// <summary>Whether what lies there counts for a score, well or badly; true of what lies in no target.</summary>
    /// <param name="cover">The alias of the relation.</param>
    public static string Counts(string cover) => $"coalesce({cover}.sight not in ('Closed', 'Retired'), true)";

    private static string Sighted(string known, string? at) => $"""
        known as ({known}),
        cover as (
          select k.target_id, k.account_id, k.region, k.service,
            case when st.sight <> 'Read' and k.outcome = 'Completed' then 'NotSupported' else k.outcome end as outcome,
            case when st.sight <> 'Read' then {StandingSql.Why} else k.message end as message, k.last_complete_at,
            case when st.sight <> 'Read' then coalesce(k.since, st.valid_from) else k.since end as since, k.resources, coalesce(st.sight, 'Read') as sight
          from known k {StandingSql.Join("k.account_id", at)})
        """;

    private const string Now = """
          select c.id as target_id, c.account_id, c.region, c.service, c.outcome, c.message, c.last_complete_at,
            case when c.outcome <> 'Completed' then c.outcome_since end as since, c.resources
          from coverage c where not c.is_pass
        """;

    private static string Past(string at) => $"""
          select c.id as target_id, c.account_id, c.region, c.service,
            case when last.state is null then 'Never' when last.state = 'Completed' then 'Completed' else last.failure end as outcome,
            last.message, done.ended_at as last_complete_at,
            case when last.state = 'Failed' then (
              select min(f.ended_at) from scan_target f
              where f.target_id = c.id and f.state = 'Failed' and f.ended_at <= {at} and (done.ended_at is null or f.ended_at > done.ended_at)) end as since,
            coalesce(done.resources, 0) as resources
          from coverage c
          left join lateral (
            select t.state, t.failure, t.message from scan_target t
            where t.target_id = c.id and t.ended_at <= {at} order by t.ended_at desc limit 1) last on true
          left join lateral (
            select t.ended_at, t.resources from scan_target t
            where t.target_id = c.id and t.state = 'Completed' and t.ended_at <= {at} order by t.ended_at desc limit 1) done on true
          where not c.is_pass
        """;
}
