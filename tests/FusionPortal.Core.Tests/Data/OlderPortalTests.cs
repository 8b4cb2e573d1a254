using FusionPortal.TestKit.Postgres;
using Npgsql;

namespace FusionPortal.Core.Tests.Data;

/// <summary>What a portal of the first version may not do to a database of this one. It is known by writing without a stamp.</summary>
public sealed class OlderPortalTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    // As PortalEventListener announces it.
    private const string Announce = "select pg_advisory_lock_shared(x'46507672'::int, 2)";

    private const string Stamp = "select history_stamp(1, clock_timestamp())";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Judging(int book) =>
        $"insert into evaluation (id, at, book_version, input_hash, pairs, opened, reopened, resolved) values (gen_random_uuid(), "
            + $"clock_timestamp(), {book}, 'x', 0, 0, 0, 0)";

    private static string LayingOut(Guid scan) => $"update scan set state = 'Reading' where id = '{scan}'";

    public async ValueTask InitializeAsync() => await postgres.ExecuteAsOwnerAsync(
        """
        insert into book_version (version, yaml, sha256, format, takes_in, published_by, published_at)
          values (1, 'x', 'x', 1, 1, 'FusionPortal', now()), (2, 'x', 'x', 2, 2, 'FusionPortal', now())
        on conflict do nothing
        """);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Judging_ByAnotherBookThanTheOneInForce_IsRefused_WhileANewerPortalRuns()
    {
        await using var older = await OpenAsync();
        await using var newer = await OpenAsync();
        await RunAsync(older, Judging(1));
        await RunAsync(newer, Announce);

        Assert.Equal("FP001", await RefusedAsync(older, Judging(1)));
        await RunAsync(older, Judging(2));
        await StampedAsync(newer, Judging(1));

        await newer.CloseAsync();
        await UntilReleasedAsync(older);
        await RunAsync(older, Judging(1));
    }

    [Fact]
    public async Task LayingOutAScan_IsRefused_WhileANewerPortalRuns()
    {
        await using var older = await OpenAsync();
        await using var newer = await OpenAsync();
        await RunAsync(newer, Announce);
        var scan = Guid.CreateVersion7();
        await postgres.ExecuteAsOwnerAsync($"""
            insert into scan (id, state, active, scheduled, requested_by, started_at, accounts, discovery_calls, findings_opened,
              findings_reopened, findings_resolved)
            values ('{scan}', 'Discovering', false, false, 'x', now(), 0, 0, 0, 0, 0)
            """);

        Assert.Equal("FP002", await RefusedAsync(older, LayingOut(scan)));
        await StampedAsync(newer, LayingOut(scan));
        // What follows is the same in both versions.
        await RunAsync(older, $"update scan set state = 'Evaluating' where id = '{scan}'");
    }

    private static async Task StampedAsync(NpgsqlConnection connection, string sql)
    {
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await RunAsync(connection, Stamp);
        await RunAsync(connection, sql);
        await transaction.CommitAsync(Ct);
    }

    // The server lets go of a closed session's locks in its own time.
    private static async Task UntilReleasedAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select newer_portal_runs()", connection);
        while ((bool)(await command.ExecuteScalarAsync(Ct))!) Ct.ThrowIfCancellationRequested();
    }

    private static async Task<string> RefusedAsync(NpgsqlConnection connection, string sql) =>
        (await Assert.ThrowsAsync<PostgresException>(() => RunAsync(connection, sql))).SqlState;

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        // Closed means ended: a pooled session would keep its lock.
        var connection =
            new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Ct);
        return connection;
    }
}
