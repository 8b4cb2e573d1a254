using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>Compares staged violations with the findings that are open now: the same rules as <see cref="FindingMerge"/>, and nothing
/// written.</summary>
internal static class PreviewSql
{
    private const string DifferenceSql = """
        create temporary table if not exists stage_preview (
          opens boolean not null, number bigint, convention_id text not null, severity text not null, severity_order smallint not null,
            title text not null,
          name text not null, subject text not null, account_id text not null, org_id text);
        truncate stage_preview;
        """;

    private const string OpensSql = """
        insert into stage_preview
        select true, f.number, s.convention_id, s.severity, s.severity_order, s.title, s.name, s.subject, s.account_id, s.org_id
        from (select distinct on (convention_id, subject_hash) * from stage_finding order by convention_id, subject_hash, target_id) s
        left join finding f on f.convention_id = s.convention_id and f.subject_hash = s.subject_hash
        left join finding_version v on v.finding_id = f.id and v.valid_to = 'infinity'
        where v.finding_id is null or v.status = 'Resolved'
        """;

    private const string ClosesSql = """
        insert into stage_preview
        select false, f.number, f.convention_id, v.severity, v.severity_order, v.title, v.name, f.subject, v.account_id, v.org_id
        from finding_version v join finding f on f.id = v.finding_id
        where v.valid_to = 'infinity' and v.status <> 'Resolved' and (
            v.target_id = any($1::int[])
              or (v.target_id is null and ($2 or (f.convention_id = $3::text and f.subject_hash = any($4::uuid[]))
                or exists (
                  select from stage_passed p where p.convention_id = f.convention_id and p.subject_hash = f.subject_hash))))
          and not exists (select from stage_finding s where s.convention_id = f.convention_id and s.subject_hash = f.subject_hash)
          and not exists (select from stage_unjudged u where u.convention_id = f.convention_id and u.subject_hash = f.subject_hash)
        """;

    private const string UnjudgedSql = """
        select count(*) from stage_unjudged u join finding f on f.convention_id = u.convention_id and f.subject_hash = u.subject_hash
        where not exists (select from stage_finding s where s.convention_id = u.convention_id and s.subject_hash = u.subject_hash)
          and not exists (select from finding_unseen n where n.finding_id = f.id and n.valid_to = 'infinity')
        """;

    // Which findings, whatever is told of them: hashes of a fixed length, so that no two differences read alike.
    private const string DifferenceHashSql = """
        select coalesce(encode(sha256(string_agg(d.hash, ''::bytea order by d.hash)), 'hex'), '') from (
          select sha256(convert_to(opens::text || ' ' || convention_id || ' ' || subject, 'UTF8')) as hash from stage_preview) d
        """;

    private const string ExamplesSql = """
        select opens, number, convention_id, severity, title, name, account_id, org_id from (
          select p.*, row_number() over (partition by opens order by severity_order, convention_id, subject) as place
            from stage_preview p) p
        where place <= $1 order by opens desc, place
        """;

    public static async Task<RecordPreview> CompareAsync(
        NpgsqlConnection connection, JudgingInput input, RecordChange change, bool includesOthers, CancellationToken cancellationToken)
    {
        await Sql.RunAsync(connection, DifferenceSql, cancellationToken);
        await Sql.RunAsync(
            connection, "create index if not exists ix_stage_finding on stage_finding (convention_id, subject_hash)", cancellationToken);
        await Sql.RunAsync(connection, "analyze stage_finding", cancellationToken);
        await Sql.RunAsync(connection, OpensSql, cancellationToken);
        await Sql.RunAsync(
            connection, ClosesSql, cancellationToken, input.Targets, input.Everything, ToldOnce.By(input.Book), input.RecordedSubjects);
        var counts = await Sql.ListAsync(
            connection,
            """
            select convention_id, count(*) filter (where opens), count(*) filter (where not opens) from stage_preview
            group by convention_id order by count(*) desc, convention_id
            """,
            r => new PreviewCount(
                r.GetString(0), input.Book.Convention(r.GetString(0))?.Title ?? r.GetString(0), r.GetInt64(1), r.GetInt64(2)),
                cancellationToken);
        var examples = await Sql.ListAsync<PreviewFinding>(connection, ExamplesSql, cancellationToken, RecordPreview.Most);
        var unjudged = await Sql.ScalarAsync<long>(connection, UnjudgedSql, cancellationToken);
        var difference = await Sql.ScalarAsync<string>(connection, DifferenceHashSql, cancellationToken);
        return new RecordPreview(
            change.Revision, counts.Sum(c => c.Opens), counts.Sum(c => c.Closes), unjudged, counts, examples, includesOthers,
            SeenPreview.Token(change.Wanted, change.Revision, unjudged, difference!));
    }
}
