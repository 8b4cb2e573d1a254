using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>What one judging did to findings.</summary>
/// <param name="Deleted">Of the resolved ones, how many because their resource is gone.</param>
internal sealed record FindingChanges(int Opened, int Reopened, int Changed, int Resolved, int Deleted)
{
    public static FindingChanges None { get; } = new(0, 0, 0, 0, 0);
}

/// <param name="At">The moment the changes are valid from.</param>
/// <param name="LastAt">The judging before this one; null for the first.</param>
/// <param name="TargetIds">Targets whose last attempt was complete: only their findings may change.</param>
/// <param name="Everything">True where every target is among them, so that findings over all targets may be resolved as well.</param>
/// <param name="Appeared">Why findings appear that were not there before.</param>
/// <param name="Gone">Why findings go.</param>
/// <param name="Recorded">The convention that tells an unrecorded organization once; null in a book that tells each of its
/// resources.</param>
/// <param name="RecordedSubjects">Subjects of recorded organizations, of which that finding goes even where not everything was
/// read.</param>
internal sealed record MergeScope(
    DateTimeOffset At, DateTimeOffset? LastAt, Guid? ScanId, int BookVersion, int[] TargetIds, bool Everything, FindingCause? Appeared,
        FindingCause Gone,
    string? Recorded, Guid[] RecordedSubjects);

/// <summary>
/// Turns staged violations into the life of findings, set by set: opens, reopens, rewrites what differs, resolves what a complete
/// reading no longer shows. Findings of targets that were not read whole, and of subjects that could not be judged, stay as they are.
/// </summary>
internal static class FindingMerge
{
    // Two targets may show one resource; one finding speaks for it.
    private const string DropRepeatsSql = """
        delete from stage_finding s using stage_finding o
        where s.convention_id = o.convention_id and s.subject_hash = o.subject_hash and s.ctid > o.ctid
        """;

    // What each staged violation means to its finding: null current is new, resolved is back, another content differs, equal is nothing.
    private static readonly string OpenSql = $"""
        with due as (
          select f.id, f.first_seen_at, v.status as was, s.*
          from stage_finding s
          join finding f on f.convention_id = s.convention_id and f.subject_hash = s.subject_hash
          left join finding_version v on v.finding_id = f.id and v.valid_to = 'infinity'
          where v.finding_id is null or v.status = 'Resolved' or v.content_hash <> s.content_hash or v.target_id is distinct
            from s.target_id),
        closed as (
          update finding_version v set valid_to = $1::timestamptz from due where v.finding_id = due.id and v.valid_to = 'infinity'
          returning v.finding_id),
        opened as (
          insert into finding_version (finding_id, valid_from, valid_to, status, cause, scan_id, book_version, {FindingColumns.OfVersion})
          select d.id, $1::timestamptz, 'infinity',
            case when d.was is null then 'Open' when d.was = 'Resolved' then 'Reopened' else d.was end,
            case when d.was is null then coalesce($4::text, 'New') when d.was = 'Resolved' then coalesce($4::text, 'Reappeared')
              else 'Changed' end,
            $2::uuid, $3::int, {FindingColumns.ValuesOf("d", isStaged: true)}
          from due d left join closed c on c.finding_id = d.id
          returning finding_id)
        select count(*) filter (where was is null)::int, count(*) filter (where was = 'Resolved')::int,
          count(*) filter (where was is not null and was <> 'Resolved')::int
        from due
        """;

    // A resource that no target of its account shows any more is deleted; one that is still there was mended, or the rules changed. What an
    // earlier book told of each resource of an unrecorded organization, and this one tells once for the organization, is neither.
    private static readonly string ResolveSql = $"""
        with once as (
          select s.subject, o.id from stage_finding s join finding o on o.convention_id = s.convention_id
            and o.subject_hash = s.subject_hash
          where s.convention_id = $7::text),
        due as (
          select v.*, o.id as teller, v.target_id is not null and not exists (
              select from coverage c join resource_version r on r.target_id = c.id and r.arn_hash = f.subject_hash
                and r.valid_to = 'infinity'
              where c.account_id = v.account_id and not c.is_pass) as gone
          from finding_version v
          join finding f on f.id = v.finding_id
          left join once o on o.subject = 'organization:' || lower(v.org_id) and f.convention_id = any($8::text[]) and v.book_version <> $3
          where v.valid_to = 'infinity' and v.status <> 'Resolved'
            and (v.target_id = any($5::int[])
              or (v.target_id is null and ($6 or (f.convention_id = $7 and f.subject_hash = any($9::uuid[]))
                or exists (
                  select from stage_passed p where p.convention_id = f.convention_id and p.subject_hash = f.subject_hash))))
            and not exists (select from stage_finding s where s.convention_id = f.convention_id and s.subject_hash = f.subject_hash)
            and not exists (select from stage_unjudged u where u.convention_id = f.convention_id and u.subject_hash = f.subject_hash)),
        closed as (
          update finding_version v set valid_to = $1::timestamptz from due where v.finding_id = due.finding_id
            and v.valid_from = due.valid_from
          returning v.finding_id),
        resolved as (
          insert into finding_version (finding_id, valid_from, valid_to, status, cause, subject_gone, scan_id, book_version, told_by,
            {FindingColumns.OfVersion})
          select d.finding_id, $1::timestamptz, 'infinity', 'Resolved',
            case when d.gone then 'Fixed' when d.teller is not null then 'ConventionChanged' else $4::text end, d.gone, $2::uuid, $3::int,
            case when not d.gone then d.teller end, {FindingColumns.ValuesOf("d")}
          from due d left join closed c on c.finding_id = d.finding_id)
        select count(*)::int, count(*) filter (where gone)::int from due
        """;

    public static async Task<FindingChanges> ExecuteAsync(
        NpgsqlConnection connection, MergeScope scope, CancellationToken cancellationToken)
    {
        await Sql.RunAsync(connection, "set local work_mem = '64MB'", cancellationToken);
        await Sql.RunAsync(
            connection, "create index if not exists ix_stage_finding on stage_finding (convention_id, subject_hash)", cancellationToken);
        await Sql.RunAsync(connection, DropRepeatsSql, cancellationToken);
        await Sql.RunAsync(connection, "analyze stage_finding", cancellationToken);
        await FindingNumbers.GiveAsync(connection, scope.At, cancellationToken);
        var (opened, reopened, changed) = await OpenAsync(connection, scope, cancellationToken);
        var (resolved, deleted) = (await Sql.ListAsync(
            connection, ResolveSql, r => (r.GetInt32(0), r.GetInt32(1)), cancellationToken,
            scope.At, scope.ScanId, scope.BookVersion, scope.Gone.ToString(), scope.TargetIds, scope.Everything,
            scope.Recorded, ToldOnce.Before, scope.RecordedSubjects))[0];
        await UnseenMerge.ExecuteAsync(connection, scope, cancellationToken);
        return new FindingChanges(opened, reopened, changed, resolved, deleted);
    }

    private static async Task<(int Opened, int Reopened, int Changed)> OpenAsync(
        NpgsqlConnection connection, MergeScope scope, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, OpenSql, scope.At, scope.ScanId, scope.BookVersion, scope.Appeared?.ToString());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2));
    }
}
