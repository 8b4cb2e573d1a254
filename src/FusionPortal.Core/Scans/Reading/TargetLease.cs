using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Scans.Reading;

/// <summary>
/// One process's hold on one target. The hold is a lock of the database session, so it ends with the process or its connection; the
/// attempt number is checked again when the result is committed, so a process that lost its hold can write nothing.
/// </summary>
internal sealed class TargetLease : IAsyncDisposable
{
    private TargetLease(NpgsqlConnection connection, Guid scanId, int targetId, int attempt, ScanTarget target)
    {
        Connection = connection;
        ScanId = scanId;
        TargetId = targetId;
        Attempt = attempt;
        Target = target;
    }

    public NpgsqlConnection Connection { get; }

    public Guid ScanId { get; }

    public int TargetId { get; }

    public int Attempt { get; }

    public ScanTarget Target { get; }

    /// <returns>Null where another process holds the target, or it has ended already.</returns>
    public static async Task<TargetLease?> TakeAsync(
        NpgsqlDataSource dataSource, Guid scanId, int targetId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            if (await Sql.ScalarAsync<bool>(
                    connection, "select pg_try_advisory_lock($1, $2)", cancellationToken, AdvisoryLocks.ScanTarget, targetId)
                && await BeginAsync(connection, scanId, targetId, now, cancellationToken) is { } lease)
                return lease;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await ReleaseAsync(connection, targetId);
        return null;
    }

    /// <summary>True where some process holds the target now.</summary>
    public static Task<bool> IsHeldAsync(NpgsqlConnection connection, int targetId, CancellationToken cancellationToken) =>
        Sql.ScalarAsync<bool>(
            connection,
            """
            select exists (select from pg_locks where locktype = 'advisory' and classid = $1::oid and objid = $2::oid and objsubid = 2
              and granted
              and database = (select oid from pg_database where datname = current_database()))
            """,
            cancellationToken, (long)AdvisoryLocks.ScanTarget, (long)targetId);

    public ValueTask DisposeAsync() => ReleaseAsync(Connection, TargetId);

    private static async Task<TargetLease?> BeginAsync(
        NpgsqlConnection connection, Guid scanId, int targetId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(
            connection,
            """
            with taken as (
              update scan_target set state = 'Reading', attempt = attempt + 1, started_at = $3, pages = 0, calls = 0, throttled = 0,
                resources = 0
              where scan_id = $1 and target_id = $2 and state in ('Waiting', 'Reading')
              returning attempt, target_id)
            select t.attempt, c.account_id, c.region, c.service, pg_notify('portal', 'scan:' || $1::uuid) from taken t join coverage c
              on c.id = t.target_id
            """,
            scanId, targetId, now);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new TargetLease(
                connection, scanId, targetId, reader.GetInt32(0),
                    new ScanTarget(reader.GetString(1), reader.GetString(2), reader.GetString(3)))
            : null;
    }

    // A pooled connection keeps its session: the lock is given back by name. A broken connection has lost it already.
    private static async ValueTask ReleaseAsync(NpgsqlConnection connection, int targetId)
    {
        try
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
                await Sql.RunAsync(
                    connection, "select pg_advisory_unlock($1, $2)", CancellationToken.None, AdvisoryLocks.ScanTarget, targetId);
        }
        catch (NpgsqlException)
        {
            // The session is gone, and the lock with it.
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }
}
