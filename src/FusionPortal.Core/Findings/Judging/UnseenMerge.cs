using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>Keeps which open findings nobody could judge, since when and why. The same as before writes nothing.</summary>
internal static class UnseenMerge
{
    private const string MergeSql = """
        with due as (
          select f.id, u.why, v.target_id, v.valid_from
          from stage_unjudged u
          join finding f on f.convention_id = u.convention_id and f.subject_hash = u.subject_hash
          join finding_version v on v.finding_id = f.id and v.valid_to = 'infinity' and v.status <> 'Resolved'
          where not exists (select from stage_finding s where s.convention_id = u.convention_id and s.subject_hash = u.subject_hash)),
        closed as (
          update finding_unseen u set valid_to = $1::timestamptz from finding_version v
          where u.valid_to = 'infinity' and v.finding_id = u.finding_id and v.valid_to = 'infinity'
            -- What is due was judged this time, be it in another target that shows the same resource.
            and (v.status = 'Resolved' or v.target_id is null or v.target_id = any($3::int[]) or u.finding_id in (select id from due))
            and not exists (select from due d where d.id = u.finding_id and d.why = u.why)
          returning u.finding_id, u.seen_at)
        insert into finding_unseen (finding_id, valid_from, valid_to, seen_at, why)
        select d.id, $1::timestamptz, 'infinity', coalesce(
            c.seen_at,
            case when d.target_id is null then $2::timestamptz else (
              select max(t.ended_at) from scan_target t where t.target_id = d.target_id and t.state = 'Completed'
                and t.ended_at <= $2::timestamptz) end,
            d.valid_from), d.why
        from due d left join closed c on c.finding_id = d.id
        where not exists (select from finding_unseen u where u.finding_id = d.id and u.valid_to = 'infinity' and u.why = d.why)
        """;

    public static Task<int> ExecuteAsync(NpgsqlConnection connection, MergeScope scope, CancellationToken cancellationToken) =>
        Sql.RunAsync(connection, MergeSql, cancellationToken, scope.At, scope.LastAt, scope.TargetIds);
}
