using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Inventory;

/// <summary>What one merge wrote. <paramref name="At"/> is the moment its changes are valid from; changes of tags count as changes.</summary>
/// <param name="Differs">Whether anything was written at all, first tags of a known resource included.</param>
internal sealed record MergeResult(DateTimeOffset At, int Resources, int Added, int Changed, int Removed, bool Differs);

/// <summary>
/// Turns a completely staged target into history: closes what changed or disappeared, inserts what is new or changed, leaves alone
/// what is equal. Runs inside the caller's transaction on the connection that holds the stage.
/// </summary>
internal static class ResourceMerge
{
    // Temporary tables are not analyzed by themselves; below this the planner's guess is good enough.
    private const int AnalyzeFrom = 5_000;

    // A page may repeat a resource: what came last is what is true.
    private const string DropRepeatsSql = """
        delete from stage_resource s
        using (select arn_hash, max(seq) as last from stage_resource group by arn_hash having count(*) > 1) d
        where s.arn_hash = d.arn_hash and s.seq < d.last
        """;

    // The same for both tables: what a list shows to exist, and the tags of what lists show.
    private static string CloseSql(Destination to) => $"""
        with due as (
          select v.arn_hash, v.valid_from, s.arn_hash is not null as changed
          from {to.Table} v left join stage_resource s on s.arn_hash = v.arn_hash and s.tags_only = {to.TagsOnly}
          where v.target_id = $1 and v.valid_to = 'infinity' and v.valid_from <= $3
            and ({(to.Partial ? "false" : "s.arn_hash is null")} or s.content_hash <> v.content_hash)),
        closed as (
          update {to.Table} v set valid_to = $2
          from due where v.target_id = $1 and v.arn_hash = due.arn_hash and v.valid_from = due.valid_from
          returning due.changed)
        select count(*) filter (where changed)::int, count(*) filter (where not changed)::int from closed
        """;

    // In the order of the index, so that its pages fill one after the other.
    private static string InsertSql(Destination to) => $"""
        insert into {to.Table} (target_id, arn_hash, content_hash, arn, kind, name, account_id, region, tags{to.Columns}, valid_from, valid_to)
        select $1, s.arn_hash, s.content_hash, s.arn, s.kind, s.name, s.account_id, s.region, s.tags::jsonb{to.Values}, $2, 'infinity'
        from stage_resource s
        where s.tags_only = {to.TagsOnly} and not exists (
          select from {to.Table} v where v.target_id = $1 and v.arn_hash = s.arn_hash and v.valid_to = 'infinity')
        order by s.arn_hash
        """;

    private static readonly Destination Resources = new("resource_version", "false", ", facts", ", s.facts::jsonb");
    private static readonly Destination Tags = new("tag_version", "true", "", "");

    /// <param name="connection">Holds the stage and the transaction.</param>
    /// <param name="targetId">Whose reading is staged.</param>
    /// <param name="staged">Rows in the stage.</param>
    /// <param name="tagsToo">True for the tagging API, whose rows are mostly tags of what other targets list.</param>
    /// <param name="beganAt">When the reading began. What was written since, by a re-check, is younger than what is staged and stays.</param>
    /// <param name="clock">For the moment the changes are valid from.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<MergeResult> ExecuteAsync(
        NpgsqlConnection connection, int targetId, int staged, bool tagsToo, DateTimeOffset beganAt, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Sorting and hashing a large target in memory instead of in files; back to normal when the transaction ends.
        await RunAsync(connection, "set local work_mem = '64MB'", cancellationToken);
        var repeats = await RunAsync(connection, DropRepeatsSql, cancellationToken);
        if (staged >= AnalyzeFrom) await RunAsync(connection, "analyze stage_resource", cancellationToken);

        var now = await HistoryClock.StampAsync(connection, clock, cancellationToken);
        var at = await AfterLastAsync(connection, targetId, now, cancellationToken);
        var (added, changed, removed) = await MergeAsync(connection, Resources, targetId, beganAt, at, cancellationToken);
        var (tagged, retagged, untagged) = tagsToo ? await MergeAsync(connection, Tags, targetId, beganAt, at, cancellationToken) : default;
        var resources = tagsToo ? await ResourcesAsync(connection, cancellationToken) : staged - repeats;
        return new MergeResult(at, resources, added, changed + retagged, removed, added + changed + removed + tagged + retagged + untagged > 0);
    }

    // Two merges of one target in one microsecond, or a clock set back, must not make a version that ends before it begins.
    private static async Task<DateTimeOffset> AfterLastAsync(NpgsqlConnection connection, int targetId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection, "select greatest($2, last_complete_at + interval '1 microsecond', last_changed_at + interval '1 microsecond') from coverage where id = $1 for update", targetId, now);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) throw new InvalidOperationException($"There is no target {targetId}.");
        return await reader.GetFieldValueAsync<DateTimeOffset>(0, cancellationToken);
    }

    /// <summary>Merges a few resources that were read again by name: what is not staged stays as it is.</summary>
    /// <returns>The moment, and whether anything differed.</returns>
    public static async Task<(DateTimeOffset At, bool Differs)> SomeAsync(
        NpgsqlConnection connection, int targetId, TimeProvider clock, CancellationToken cancellationToken)
    {
        await RunAsync(connection, DropRepeatsSql, cancellationToken);
        var now = await HistoryClock.StampAsync(connection, clock, cancellationToken);
        var at = await AfterLastAsync(connection, targetId, now, cancellationToken);
        var (added, changed, _) = await MergeAsync(connection, Resources with { Partial = true }, targetId, at, at, cancellationToken);
        var (tagged, retagged, _) = await MergeAsync(connection, Tags with { Partial = true }, targetId, at, at, cancellationToken);
        return (at, added + changed + tagged + retagged > 0);
    }

    private static async Task<(int Added, int Changed, int Removed)> MergeAsync(
        NpgsqlConnection connection, Destination to, int targetId, DateTimeOffset beganAt, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (changed, removed) = await CloseAsync(connection, to, targetId, beganAt, at, cancellationToken);
        var inserted = await RunAsync(connection, InsertSql(to), cancellationToken, targetId, at);
        return (inserted - changed, changed, removed);
    }

    private static async Task<int> ResourcesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, "select count(*)::int from stage_resource where not tags_only");
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<(int Changed, int Removed)> CloseAsync(NpgsqlConnection connection, Destination to, int targetId, DateTimeOffset beganAt, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, CloseSql(to), targetId, at, beganAt);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetInt32(1));
    }

    private static async Task<int> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <param name="TagsOnly">The stage's flag of rows that go there, as SQL.</param>
    private sealed record Destination(string Table, string TagsOnly, string Columns, string Values)
    {
        /// <summary>True where the stage holds some of the target only, so that nothing follows from what it does not hold.</summary>
        public bool Partial { get; init; }
    }

    // A merge of a million resources takes longer than the default patience of 30 s.
    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = Sql.Command(connection, sql, values);
        command.CommandTimeout = 0;
        return command;
    }
}
