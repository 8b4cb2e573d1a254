using Npgsql;

namespace FusionPortal.TestKit.Postgres;

/// <summary>Holds a lock that writes come to, until it is let go: so two of them can be put side by side without luck.</summary>
public sealed class HeldLock : IAsyncDisposable
{
    /// <summary>The head of the audit trail, which every write takes last: it has written everything then, and committed nothing.</summary>
    public const string Commits = "select from audit.head for update";

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private HeldLock(NpgsqlDataSource source, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_source, _connection, _transaction) = (source, connection, transaction);

    /// <param name="postgres">The class's database.</param>
    /// <param name="sql">A statement that takes the lock until the transaction ends.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<HeldLock> TakeAsync(PostgresFixture postgres, string sql, CancellationToken cancellationToken)
    {
        var source = NpgsqlDataSource.Create(postgres.OwnerConnectionString);
        var connection = await source.OpenConnectionAsync(cancellationToken);
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new HeldLock(source, connection, transaction);
    }

    /// <summary>Returns once so many sessions of the database wait for a lock, whichever.</summary>
    public Task UntilWaitingAsync(int sessions, CancellationToken cancellationToken) =>
        UntilAsync(waiting => waiting >= sessions, cancellationToken);

    /// <summary>Returns once no session of the database waits for a lock any more, though this one is still held.</summary>
    public Task UntilNobodyWaitsAsync(CancellationToken cancellationToken) => UntilAsync(waiting => waiting == 0, cancellationToken);

    private async Task UntilAsync(Func<long, bool> enough, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(
            "select count(distinct l.pid) from pg_locks l join pg_stat_activity a using (pid) where not l.granted "
                + "and a.datname = current_database()");
        while (!enough((long)(await command.ExecuteScalarAsync(cancellationToken))!)) await Task.Delay(10, cancellationToken);
    }

    /// <summary>Writes something while it is held; stored with <see cref="CommitAsync"/>.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection, _transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Lets it go and stores what was written.</summary>
    public Task CommitAsync(CancellationToken cancellationToken) => _transaction.CommitAsync(cancellationToken);

    public Task ReleaseAsync(CancellationToken cancellationToken) => _transaction.RollbackAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }
}
