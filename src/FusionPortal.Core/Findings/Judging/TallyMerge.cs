using FusionPortal.Core.Data;
using Npgsql;
using NpgsqlTypes;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>Writes tallies that differ from the current ones; equal ones write nothing.</summary>
internal static class TallyMerge
{
    /// <summary>The organization of resources that claim one nobody knows. No organization ID begins with a question mark.</summary>
    public const string UnknownOrganization = "?";

    private const string CreateSql = """
        create temporary table if not exists stage_verdicts (
          target_id integer not null, convention_id text not null, org_id text not null, passed integer not null, violated integer not null,
          not_evaluated integer not null);
        create temporary table if not exists stage_resources (target_id integer not null, org_id text not null, resources integer not null);
        truncate stage_verdicts, stage_resources
        """;

    private const string VerdictsSql = """
        update verdict_tally v set valid_to = $1 where v.valid_to = 'infinity' and v.target_id = any($2::int[])
          and not exists (select from stage_verdicts s where s.target_id = v.target_id and s.convention_id = v.convention_id
            and s.org_id = v.org_id
            and s.passed = v.passed and s.violated = v.violated and s.not_evaluated = v.not_evaluated)
        """;

    private const string NewVerdictsSql = """
        insert into verdict_tally (target_id, convention_id, org_id, passed, violated, not_evaluated, valid_from, valid_to)
        select s.target_id, s.convention_id, s.org_id, s.passed, s.violated, s.not_evaluated, $1, 'infinity' from stage_verdicts s
        where not exists (select from verdict_tally v
          where v.valid_to = 'infinity' and v.target_id = s.target_id and v.convention_id = s.convention_id and v.org_id = s.org_id)
        """;

    private const string ResourcesSql = """
        update resource_tally v set valid_to = $1 where v.valid_to = 'infinity' and v.target_id = any($2::int[])
          and not exists (select from stage_resources s where s.target_id = v.target_id and s.org_id = v.org_id
            and s.resources = v.resources)
        """;

    private const string NewResourcesSql = """
        insert into resource_tally (target_id, org_id, resources, valid_from, valid_to)
        select s.target_id, s.org_id, s.resources, $1, 'infinity' from stage_resources s
        where not exists (select from resource_tally v where v.valid_to = 'infinity' and v.target_id = s.target_id and v.org_id = s.org_id)
        """;

    /// <param name="targetIds">Whose tallies are replaced; 0 among them for what is judged over all targets.</param>
    public static async Task ExecuteAsync(
        NpgsqlConnection connection, Tallies tallies, DateTimeOffset at, int[] targetIds, CancellationToken cancellationToken)
    {
        await StageAsync(connection, tallies, cancellationToken);
        await Sql.RunAsync(connection, VerdictsSql, cancellationToken, at, targetIds);
        await Sql.RunAsync(connection, NewVerdictsSql, cancellationToken, at);
        await Sql.RunAsync(connection, ResourcesSql, cancellationToken, at, targetIds);
        await Sql.RunAsync(connection, NewResourcesSql, cancellationToken, at);
    }

    private static async Task StageAsync(NpgsqlConnection connection, Tallies tallies, CancellationToken cancellationToken)
    {
        await Sql.RunAsync(connection, CreateSql, cancellationToken);
        await using (var copy = await connection.BeginBinaryImportAsync(
            "copy stage_verdicts (target_id, convention_id, org_id, passed, violated, not_evaluated) from stdin (format binary)",
                cancellationToken))
        {
            foreach (var (targetId, conventionId, orgId, counts) in tallies.Verdicts())
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(targetId, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(conventionId, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(orgId, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(counts.Passed, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(counts.Violated, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(counts.NotEvaluated, NpgsqlDbType.Integer, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await using var resources = await connection.BeginBinaryImportAsync(
            "copy stage_resources (target_id, org_id, resources) from stdin (format binary)", cancellationToken);
        foreach (var (targetId, orgId, count) in tallies.Resources())
        {
            await resources.StartRowAsync(cancellationToken);
            await resources.WriteAsync(targetId, NpgsqlDbType.Integer, cancellationToken);
            await resources.WriteAsync(orgId, NpgsqlDbType.Text, cancellationToken);
            await resources.WriteAsync(count, NpgsqlDbType.Integer, cancellationToken);
        }

        await resources.CompleteAsync(cancellationToken);
    }
}
