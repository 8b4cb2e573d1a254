using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using Npgsql;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>
/// Streams the current resources of every covered target through the convention book and stages the outcome. Calls nobody, writes
/// nothing but temporary tables, and holds no more than a batch of violations.
/// </summary>
internal sealed class Judge(NpgsqlDataSource dataSource)
{
    private const int ViolationsPerCopy = 5_000;

    // The tables may have grown a thousandfold since the planner last looked at them: then it would go through them row by row.
    private const string PlanSql = "set local enable_nestloop = off; set local work_mem = '64MB'; set local jit = off";

    private static readonly string ResourcesSql = $"""
        with {ResourceSql.TagsOfCte()}
        select {ObservationRow.Columns}
        from resource_version r
        {ResourceSql.Joins("t.valid_to = 'infinity'")}
        where r.valid_to = 'infinity' and r.target_id = any($1::int[])
        """;

    /// <returns>The tallies; violations are in the connection's temporary tables.</returns>
    public async Task<Tallies> StageAsync(NpgsqlConnection connection, JudgingInput input, CancellationToken cancellationToken)
    {
        var stage = new FindingStage(connection);
        await stage.OpenAsync(cancellationToken);
        var plan = EvaluationPlan.Compile(input.Book, input.Records, input.Reach);
        var session = plan.Begin();
        var sink =
            new JudgingSink(
            input.Book, input.Records, await OpenFindingsAsync(connection, cancellationToken), input.RecordedSubjects.ToHashSet());

        await using (var source = await dataSource.OpenConnectionAsync(cancellationToken))
        {
            await using var transaction = await source.BeginTransactionAsync(cancellationToken);
            await Sql.RunAsync(source, PlanSql, cancellationToken);
            await KnowAsync(source, session, input, cancellationToken);
            await using var command = Sql.Command(source, ResourcesSql, [input.Targets]);
            command.CommandTimeout = 0;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var observation = ObservationRow.Read(reader);
                sink.Begin(reader.GetInt32(0), Organization(plan.Attribute(observation)));
                if (session.Observe(observation, ref sink)) sink.Remember(observation.Arn);
                if (sink.Violations.Count >= ViolationsPerCopy) await FlushAsync(stage, sink, cancellationToken);
            }
        }

        sink.BeginEverything();
        session.Complete(ref sink);
        sink.Tallies.Unrecorded = session.Unrecorded;
        if (ToldOnce.By(input.Book) is { } recorded)
        {
            foreach (var (key, why) in await SeenOrganizationMerge.OutOfSightAsync(connection, cancellationToken))
                sink.OutOfSight(new(recorded, ToldOnce.SubjectHash(key)), why);
        }

        await FlushAsync(stage, sink, cancellationToken);
        await stage.WriteUnjudgedAsync(sink.Unjudged, cancellationToken);
        await stage.WritePassedAsync(sink.Passed, cancellationToken);
        return sink.Tallies;
    }

    // By which others are judged, so before them; of few kinds, so read twice.
    private static async Task KnowAsync(
        NpgsqlConnection source, EvaluationSession session, JudgingInput input, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(
            source, ResourcesSql + " and r.kind = any($2::text[])", [input.Targets, session.KnownBefore.ToArray()]);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) session.Know(ObservationRow.Read(reader));
    }

    private static async Task FlushAsync(FindingStage stage, JudgingSink sink, CancellationToken cancellationToken)
    {
        await stage.WriteAsync(sink.Violations, cancellationToken);
        sink.Violations.Clear();
    }

    private static async Task<HashSet<FindingKey>> OpenFindingsAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        [.. await Sql.ListAsync(
            connection,
            """
            select f.convention_id, f.subject_hash from finding_version v join finding f on f.id = v.finding_id
            where v.valid_to = 'infinity' and v.status <> 'Resolved'
            """,
            r => new FindingKey(r.GetString(0), r.GetGuid(1)), cancellationToken)];

    private static string Organization(Attribution attribution) =>
        attribution.Organization?.OrgId ?? (attribution.OrgId is null ? "" : TallyMerge.UnknownOrganization);
}
