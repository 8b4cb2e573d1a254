using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Inventory;

/// <summary>What one merge wrote. <paramref name="At"/> is the moment its changes are valid from.</summary>
internal sealed record MergeResult(DateTimeOffset At, int Resources, int Added, int Changed, int Removed);

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

    private const string CloseSql = """
        with due as (
          select v.arn_hash, v.valid_from, s.arn_hash is not null as changed
          from resource_version v left join stage_resource s on s.arn_hash = v.arn_hash
          where v.target_id = $1 and v.valid_to = 'infinity' and (s.arn_hash is null or s.content_hash <> v.content_hash)),
        closed as (
          update resource_version v set valid_to = $2
          from due where v.target_id = $1 and v.arn_hash = due.arn_hash and v.valid_from = due.valid_from
          returning due.changed)
        select count(*) filter (where changed)::int, count(*) filter (where not changed)::int from closed
        """;

    // In the order of the index, so that its pages fill one after the other.
    private const string InsertSql = """
        insert into resource_version (target_id, arn_hash, content_hash, arn, kind, name, account_id, region, tags, facts, valid_from, valid_to)
        select $1, s.arn_hash, s.content_hash, s.arn, s.kind, s.name, s.account_id, s.region, s.tags::jsonb, s.facts::jsonb, $2, 'infinity'
        from stage_resource s
        where not exists (
          select from resource_version v where v.target_id = $1 and v.arn_hash = s.arn_hash and v.valid_to = 'infinity')
        order by s.arn_hash
        """;

    public static async Task<MergeResult> ExecuteAsync(
        NpgsqlConnection connection, int targetId, int staged, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Sorting and hashing a large target in memory instead of in files; back to normal when the transaction ends.
        await RunAsync(connection, "set local work_mem = '64MB'", cancellationToken);
        var repeats = await RunAsync(connection, DropRepeatsSql, cancellationToken);
        if (staged >= AnalyzeFrom) await RunAsync(connection, "analyze stage_resource", cancellationToken);

        var now = await HistoryClock.StampAsync(connection, clock, cancellationToken);
        var at = await AfterLastAsync(connection, targetId, now, cancellationToken);
        var (changed, removed) = await CloseAsync(connection, targetId, at, cancellationToken);
        var inserted = await RunAsync(connection, InsertSql, cancellationToken, targetId, at);
        return new MergeResult(at, staged - repeats, inserted - changed, changed, removed);
    }

    // Two merges of one target in one microsecond, or a clock set back, must not make a version that ends before it begins.
    private static async Task<DateTimeOffset> AfterLastAsync(NpgsqlConnection connection, int targetId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection, "select greatest($2, last_complete_at + interval '1 microsecond') from coverage where id = $1 for update", targetId, now);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) throw new InvalidOperationException($"There is no target {targetId}.");
        return await reader.GetFieldValueAsync<DateTimeOffset>(0, cancellationToken);
    }

    private static async Task<(int Changed, int Removed)> CloseAsync(NpgsqlConnection connection, int targetId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, CloseSql, targetId, at);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetInt32(1));
    }

    private static async Task<int> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // A merge of a million resources takes longer than the default patience of 30 s.
    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = Sql.Command(connection, sql, values);
        command.CommandTimeout = 0;
        return command;
    }
}
