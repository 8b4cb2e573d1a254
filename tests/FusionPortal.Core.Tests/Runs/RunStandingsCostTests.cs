using FusionPortal.Core.Data;
using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Tests.Runs;

/// <summary>
/// However many runs are open, My work works out and reads whole what one's own are and what was done since it was last asked; of every
/// other run it reads the one row that tells whether it has changed, and that of its shared resource.
/// </summary>
public sealed class RunStandingsCostTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Call_WithManyRunsOpen_ReadsOnlyWhatChangedAndOnesOwn()
    {
        var worker = new RunWorker(_portal);
        var vpc = (await worker.StartSharedAsync("vpc", "Copied", TestActors.Marek, Ct)).Head.Id;
        var own = (await worker.StartSharedAsync("vpc", "Own", TestActors.Ana, Ct)).Head.Id;
        await worker.TickAsync(own, (await worker.ViewAsync(own, TestActors.Ana, Ct)).NextStep!, TestActors.Ana, Ct);
        await postgres.ExecuteAsOwnerAsync($$"""
            create temporary table copy as
              select gen_random_uuid() as run_id, gen_random_uuid() as resource_id from generate_series(1, 600);
            insert into shared_resource (id, kind, title, created_by_id, created_by, created_at)
              select c.resource_id, s.kind, s.title, s.created_by_id, s.created_by, s.created_at
              from run r join shared_resource s on s.id = r.shared_resource_id, copy c where r.id = '{{vpc}}';
            insert into run select (jsonb_populate_record(r, jsonb_build_object(
              'id', c.run_id, 'shared_resource_id', c.resource_id, 'start_command_id', c.run_id))).*
              from run r, copy c where r.id = '{{vpc}}';
            analyze
            """);
        Assert.Equal(602, (await ReadAsync()).WorkedOut);

        var quiet = await ReadAsync();
        await worker.TickAsync(own, (await worker.ViewAsync(own, TestActors.Ana, Ct)).NextStep!, TestActors.Ana, Ct);
        var ticked = await ReadAsync();

        Assert.Equal((0, 1), (quiet.WorkedOut, ticked.WorkedOut));
        // Her one run, and of the 601 of somebody else what says that they have not changed: no step, no event, no version.
        Assert.InRange(quiet.Rows, 1, (2 * 602) + 20);
        Assert.InRange(ticked.Rows, 1, (2 * 602) + 40);

        async Task<(long WorkedOut, long Rows)> ReadAsync()
        {
            var (before, read) = (_portal.Get<RunStandings>().WorkedOut, await RowsReadAsync());
            Assert.Single((await _portal.Get<MyWorkQueries>().ForAsync(TestActors.Ana, null, Ct)).Runs);
            return (_portal.Get<RunStandings>().WorkedOut - before, await RowsReadAsync() - read);
        }
    }

    // A connection tells what it read at the latest when it ends.
    private async Task<long> RowsReadAsync()
    {
        _portal.Get<NpgsqlDataSource>().Clear();
        await using (var db = await _portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Ct))
            NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
        await using var connection = new NpgsqlConnection(postgres.OwnerConnectionString);
        await connection.OpenAsync(Ct);
        const string OthersSql = "select count(*) from pg_stat_activity where datname = current_database() and usename <> current_user";
        for (var look = 1; await Sql.ScalarAsync<long>(connection, OthersSql, Ct) > 0; look++)
        {
            Assert.True(look < 500, "A connection of the portal does not end.");
            await Task.Delay(20, Ct);
        }

        return await Sql.ScalarAsync<long>(
            connection,
            """
            select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_user_tables
            where relname in ('run', 'run_step', 'run_step_event', 'run_link', 'shared_resource', 'record_version')
            """, Ct);
    }
}
