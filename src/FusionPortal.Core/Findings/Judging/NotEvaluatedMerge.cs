using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using Npgsql;
using NpgsqlTypes;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>Writes reasons that differ from the current ones; equal ones write nothing, and a reason that stays keeps its
/// beginning.</summary>
internal static class NotEvaluatedMerge
{
    private const string CreateSql = """
        create temporary table if not exists stage_not_evaluated (
          target_id integer not null, convention_id text not null, subject_hash uuid not null, why_hash uuid not null, subject text,
            org_id text,
          why text not null, answer text not null, pairs integer not null);
        truncate stage_not_evaluated
        """;

    private const string CopySql = """
        copy stage_not_evaluated (target_id, convention_id, subject_hash, why_hash, subject, org_id, why, answer, pairs)
          from stdin (format binary)
        """;

    private const string Same = """
        s.target_id = n.target_id and s.convention_id = n.convention_id and s.subject_hash = n.subject_hash and s.why_hash = n.why_hash
          and s.pairs = n.pairs and s.org_id is not distinct from n.org_id and s.answer = n.answer
        """;

    private const string MergeSql = $"""
        with closed as (
          update not_evaluated n set valid_to = $1::timestamptz
          where n.valid_to = 'infinity' and n.target_id = any($2::int[]) and not exists (select from stage_not_evaluated s where {Same})
          returning n.target_id, n.convention_id, n.subject_hash, n.why_hash, n.since)
        insert into not_evaluated (target_id, convention_id, subject_hash, why_hash, subject, org_id, why, answer, pairs, since, valid_from,
          valid_to)
        select s.target_id, s.convention_id, s.subject_hash, s.why_hash, s.subject, s.org_id, s.why, s.answer, s.pairs,
          coalesce(c.since, $1::timestamptz), $1::timestamptz, 'infinity'
        from stage_not_evaluated s
        left join closed c on c.target_id = s.target_id and c.convention_id = s.convention_id and c.subject_hash = s.subject_hash
          and c.why_hash = s.why_hash
        where not exists (select from not_evaluated n where n.valid_to = 'infinity' and {Same})
        """;

    /// <param name="targetIds">Whose reasons are replaced; 0 among them for what is judged over all targets.</param>
    public static async Task ExecuteAsync(
        NpgsqlConnection connection, Tallies tallies, DateTimeOffset at, int[] targetIds, CancellationToken cancellationToken)
    {
        await Sql.RunAsync(connection, CreateSql, cancellationToken);
        await using (var copy = await connection.BeginBinaryImportAsync(CopySql, cancellationToken))
        {
            // Two subjects that read the same once made visible are one.
            var written = new HashSet<(int, string, Guid, Guid)>();
            foreach (var row in tallies.NotEvaluated.Rows(tallies.JudgedBy()))
            {
                var subject = row.Subject is null ? Guid.Empty : Fingerprint.Of(row.Subject);
                var why = Fingerprint.Of(row.Why);
                if (written.Add((row.TargetId, row.ConventionId, subject, why)))
                    await WriteAsync(copy, row, subject, why, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await Sql.RunAsync(connection, MergeSql, cancellationToken, at, targetIds);
    }

    private static async Task WriteAsync(
        NpgsqlBinaryImporter copy, UnjudgedRow row, Guid subject, Guid why, CancellationToken cancellationToken)
    {
        await copy.StartRowAsync(cancellationToken);
        await copy.WriteAsync(row.TargetId, NpgsqlDbType.Integer, cancellationToken);
        await copy.WriteAsync(row.ConventionId, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(subject, NpgsqlDbType.Uuid, cancellationToken);
        await copy.WriteAsync(why, NpgsqlDbType.Uuid, cancellationToken);
        await TextAsync(copy, row.Subject, cancellationToken);
        await TextAsync(copy, row.OrgId, cancellationToken);
        await copy.WriteAsync(row.Why, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(row.Answer, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(row.Pairs, NpgsqlDbType.Integer, cancellationToken);
    }

    private static Task TextAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken cancellationToken) =>
        text is null ? copy.WriteNullAsync(cancellationToken) : copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken);
}
