using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Inventory;

/// <summary>What one merge wrote. <paramref name="At"/> is the moment its changes are valid from; changes of tags count as
/// changes.</summary>
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

    // A page may repeat a resource: what came last is what is true, also where that is what was known already.
    private static string DropRepeatsSql(string seen) => $"""
        with repeated as (select arn_hash, tags_only, max(seq) as last, count(*) - 1 as times from {seen} group by arn_hash, tags_only
          having count(*) > 1),
        dropped as (delete from stage_resource s using repeated r where s.arn_hash = r.arn_hash and s.tags_only = r.tags_only
          and s.seq < r.last)
        select coalesce(sum(times) filter (where not tags_only), 0)::int from repeated
        """;

    // The same for both tables: what a list shows to exist, and the tags of what lists show.
    private static string CloseChangedSql(Destination to) => $"""
        update {to.Table} v set valid_to = $2 from stage_resource s
        where s.tags_only = {to.TagsOnly} and v.target_id = $1 and v.arn_hash = s.arn_hash and v.valid_to = 'infinity'
          and v.valid_from <= $3
          and v.content_hash <> s.content_hash
        """;

    private static string CloseGoneSql(Destination to, string gone) => $"""
        update {to.Table} v set valid_to = $2 where v.target_id = $1 and v.valid_to = 'infinity' and v.valid_from <= $3 and {gone}
        """;

    // In the order of the index, so that its pages fill one after the other.
    private static string InsertSql(Destination to) => $"""
        insert into {to.Table} (target_id, arn_hash, content_hash, arn, kind, name, account_id, region, tags{to.Columns}, valid_from,
          valid_to)
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
    /// <param name="stage">What was read, flushed.</param>
    /// <param name="tagsToo">True for the tagging API, whose rows are mostly tags of what other targets list.</param>
    /// <param name="beganAt">When the reading began. What was written since, by a re-check, is younger than what is staged and
    /// stays.</param>
    /// <param name="clock">For the moment the changes are valid from.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<MergeResult> ExecuteAsync(
        NpgsqlConnection connection, int targetId, ResourceStage stage, bool tagsToo, DateTimeOffset beganAt, TimeProvider clock,
            CancellationToken cancellationToken)
    {
        // Sorting and hashing a large target in memory instead of in files; back to normal when the transaction ends.
        await RunAsync(connection, "set local work_mem = '64MB'", cancellationToken);
        if (stage.Current is null && stage.Rows >= AnalyzeFrom) await RunAsync(connection, "analyze stage_seen", cancellationToken);
        if (stage.IsKnown && stage.Differing >= AnalyzeFrom) await RunAsync(connection, "analyze stage_resource", cancellationToken);
        var repeats = await RepeatsAsync(connection, stage, cancellationToken);

        var now = await HistoryClock.StampAsync(connection, clock, HistoryDomains.Estate, cancellationToken);
        var at = await AfterLastAsync(connection, targetId, now, cancellationToken);
        var (added, changed, removed) = await MergeAsync(connection, Resources, targetId, stage, beganAt, at, cancellationToken);
        var (tagged, retagged, untagged) = tagsToo ? await MergeAsync(connection, Tags, targetId, stage, beganAt, at, cancellationToken)
            : default;
        return new MergeResult(
            at, stage.Current is { } current ? current.Seen + added : stage.Resources - repeats, added, changed + retagged, removed, added
            + changed + removed + tagged + retagged + untagged > 0);
    }

    // Two merges of one target in one microsecond, or a clock set back, must not make a version that ends before it begins.
    private static async Task<DateTimeOffset> AfterLastAsync(
        NpgsqlConnection connection, int targetId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
                "select greatest($2, last_complete_at + interval '1 microsecond', last_changed_at + interval '1 microsecond') from "
                    + "coverage where id = $1 for update", targetId, now);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) throw new InvalidOperationException($"There is no target {targetId}.");
        return await reader.GetFieldValueAsync<DateTimeOffset>(0, cancellationToken);
    }

    /// <summary>Merges a few resources that were read again by name: what is not staged stays as it is.</summary>
    /// <returns>The moment, and whether anything differed.</returns>
    public static async Task<(DateTimeOffset At, bool Differs)> SomeAsync(
        NpgsqlConnection connection, int targetId, ResourceStage stage, TimeProvider clock, CancellationToken cancellationToken)
    {
        await RepeatsAsync(connection, stage, cancellationToken);
        var now = await HistoryClock.StampAsync(connection, clock, HistoryDomains.Estate, cancellationToken);
        var at = await AfterLastAsync(connection, targetId, now, cancellationToken);
        var (added, changed, _) =
            await MergeAsync(connection, Resources with { Partial = true }, targetId, stage, at, at, cancellationToken);
        var (tagged, retagged, _) = await MergeAsync(connection, Tags with { Partial = true }, targetId, stage, at, at, cancellationToken);
        return (at, added + changed + tagged + retagged > 0);
    }

    private static async Task<(int Added, int Changed, int Removed)> MergeAsync(
        NpgsqlConnection connection, Destination to, int targetId, ResourceStage stage, DateTimeOffset beganAt, DateTimeOffset at,
            CancellationToken cancellationToken)
    {
        var removed = to.Partial ? 0 : await CloseGoneAsync(connection, to, targetId, stage, beganAt, at, cancellationToken);
        if (stage.Differing == 0) return (0, 0, removed);
        var changed = stage.IsKnown ? await RunAsync(connection, CloseChangedSql(to), cancellationToken, targetId, at, beganAt) : 0;
        var inserted = await RunAsync(connection, InsertSql(to), cancellationToken, targetId, at);
        return (inserted - changed, changed, removed);
    }

    private static async Task<int> CloseGoneAsync(
        NpgsqlConnection connection, Destination to, int targetId, ResourceStage stage, DateTimeOffset beganAt, DateTimeOffset at,
            CancellationToken cancellationToken)
    {
        if (stage.Current is null)
        {
            var notSeen = $"not exists (select from stage_seen s where s.arn_hash = v.arn_hash and s.tags_only = {to.TagsOnly})";
            return await RunAsync(connection, CloseGoneSql(to, notSeen), cancellationToken, targetId, at, beganAt);
        }

        var unseen = stage.Current.Unseen(to == Tags);
        return unseen.Length == 0 ? 0
            : await RunAsync(
            connection, CloseGoneSql(to, "v.arn_hash = any($4::uuid[])"), cancellationToken, targetId, at, beganAt, unseen);
    }

    /// <returns>How often resources came again, tags alone not counted; only where <c>stage_seen</c> holds all of them.</returns>
    private static async Task<int> RepeatsAsync(NpgsqlConnection connection, ResourceStage stage, CancellationToken cancellationToken)
    {
        if (stage.Current is { MayRepeat: false }) return 0;
        await using var command = Command(connection, DropRepeatsSql(stage.Current is null ? "stage_seen" : "stage_resource"));
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<int> RunAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
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
