using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>
/// Gives staged violations that nobody has seen before their identity and their number, one after the other without a gap. Needs
/// <see cref="FindingLock.AllAsync"/>: a portal of the version before takes its numbers from the identity under the same lock.
/// </summary>
internal static class FindingNumbers
{
    // The larger of the two: a portal of the version before counts in the identity only.
    private const string LastSql = """
        insert into finding_counter (id, last) select 1, coalesce(max(number), 0) from finding
        on conflict (id) do update set last = greatest(finding_counter.last, excluded.last)
        returning last
        """;

    private const string GiveSql = """
        insert into finding (id, number, convention_id, subject, subject_hash, first_seen_at) overriding system value
        select gen_random_uuid(), $2::bigint + row_number() over (order by s.severity_order, s.convention_id, s.subject),
          s.convention_id, s.subject, s.subject_hash, $1::timestamptz
        from stage_finding s
        where not exists (select from finding f where f.convention_id = s.convention_id and f.subject_hash = s.subject_hash)
        order by s.severity_order, s.convention_id, s.subject
        """;

    public static async Task GiveAsync(NpgsqlConnection connection, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var last = await Sql.ScalarAsync<long>(connection, LastSql, cancellationToken);
        var given = await Sql.RunAsync(connection, GiveSql, cancellationToken, at, last);
        if (given == 0) return;
        await Sql.RunAsync(connection, "update finding_counter set last = $1 where id = 1", cancellationToken, last + given);
        await Sql.RunAsync(connection, "select setval(pg_get_serial_sequence('finding', 'number'), $1)", cancellationToken, last + given);
    }
}
