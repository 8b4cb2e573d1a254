using FusionPortal.Checklists;
using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Tests.Runs;

/// <summary>
/// What a process knows of a run follows what is stored, also where nothing tells it: writers of the first release give no stamp, some
/// commit long after they wrote, and a crash of the database takes back the newest.
/// </summary>
public sealed class RunStandingsUnseenTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    // As the first release unticks: the step, the run and the event, dated by its own clock. It says nowhere that it writes.
    private const string UntickSql = """
        with undone as (
          select e.* from run_step_event e where e.run_id = $1 and e.action = 'Untick' order by e.run_revision desc limit 1),
        step as (
          update run_step s set state = 'Open', revision = s.revision + 1, record = undone.record from undone
          where s.run_id = undone.run_id and s.step_key = undone.step_key),
        run as (
          update run r set revision = r.revision + 1, last_activity_at = $2, finished_at = null, finished_by = null where r.id = $1
          returning r.revision)
        insert into run_step_event
        select (jsonb_populate_record(null::run_step_event, to_jsonb(undone) || jsonb_build_object(
          'command_id', gen_random_uuid(), 'at', $2, 'run_revision', run.revision, 'revision', undone.revision + 2))).*
        from undone, run
        """;

    // What a crash does that loses the last commit.
    private const string TakeBackSql = """
        with lost as (
          delete from run_step_event e where e.run_id = $1 and e.run_revision = (select revision from run where id = $1) returning e.*),
        before as (
          select b.* from run_step_event b, lost
          where b.run_id = $1 and b.step_key = lost.step_key and b.run_revision < lost.run_revision
          order by b.run_revision desc limit 1),
        step as (
          update run_step s set state = 'Open', revision = before.revision, record = before.record from before
          where s.run_id = $1 and s.step_key = before.step_key)
        update run set revision = before.run_revision, last_activity_at = before.at, finished_at = null, finished_by = null
        from before where id = $1
        """;

    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task UntickWithoutAStamp_HeldOpenAcrossALook_IsSeenOnceCommitted()
    {
        var run = await FinishedAsync("Committed late");
        await using var writer = await OpenAsync();
        await using var transaction = await writer.BeginTransactionAsync(Ct);
        await WriteAsync(writer, UntickSql, run, DateTimeOffset.UtcNow);
        Assert.True(await IsFinishedAsync(run));

        await transaction.CommitAsync(Ct);

        Assert.False(await IsFinishedAsync(run));
    }

    [Fact]
    public async Task UntickWithoutAStamp_RolledBackAfterALook_LeavesItFinished()
    {
        var run = await FinishedAsync("Rolled back");
        await using var writer = await OpenAsync();
        await using var transaction = await writer.BeginTransactionAsync(Ct);
        await WriteAsync(writer, UntickSql, run, DateTimeOffset.UtcNow);
        Assert.True(await IsFinishedAsync(run));

        await transaction.RollbackAsync(Ct);

        Assert.True(await IsFinishedAsync(run));
    }

    [Fact]
    public async Task UntickWithoutAStamp_ByASlowClock_IsSeenByTheRunAndWhoWaitsForIt()
    {
        var worker = new RunWorker(_portal) { Answers = { ["db-hosting"] = "shared", ["db-vpc"] = "new", ["db-name"] = "db-POS-71" } };
        var waiting = (await worker.StartSharedAsync("rds-instance", "Waits", TestActors.Marek, Ct)).Head.Id;
        await worker.WorkUntilAsync(waiting, null, TestActors.Ana, TestActors.Marek, Ct);
        var vpc = await VpcOfAsync(waiting);
        await TickAgainAsync(vpc);
        Assert.True(await IsFinishedAsync(vpc) && await IsFinishedAsync(waiting));

        await using var writer = await OpenAsync();
        await WriteAsync(writer, UntickSql, vpc, DateTimeOffset.UtcNow.AddMinutes(-5));

        Assert.False(await IsFinishedAsync(vpc));
        Assert.False(await IsFinishedAsync(waiting));
    }

    [Fact]
    public async Task Tick_TakenBackByACrash_OpensTheRun_AlsoWhereAnotherGetsItsRevision()
    {
        var run = await FinishedAsync("Taken back");
        await using var writer = await OpenAsync();
        await WriteAsync(writer, TakeBackSql, run);

        Assert.False(await IsFinishedAsync(run));

        // Finished again and lost again, and before anybody looks another change has the revision of the one that was lost.
        var worker = new RunWorker(_portal);
        await worker.WorkUntilAsync(run, null, TestActors.Ana, TestActors.Marek, Ct);
        Assert.True(await IsFinishedAsync(run));
        var lost = (await worker.ViewAsync(run, TestActors.Ana, Ct)).Head.Revision;
        await WriteAsync(writer, TakeBackSql, run);
        await UntickAsync(run);
        Assert.Equal(lost, (await worker.ViewAsync(run, TestActors.Ana, Ct)).Head.Revision);

        Assert.False(await IsFinishedAsync(run));
    }

    private async Task<Guid> VpcOfAsync(Guid run)
    {
        await using var db = postgres.CreateDbContext();
        return await db.Set<RunLink>().Where(l => l.RunId == run && l.ValidTo == null)
            .Join(db.Set<Run>(), l => (Guid?)l.SharedResourceId, r => r.SharedResourceId, (_, r) => r.Id).SingleAsync(Ct);
    }

    // The last step was opened once and ticked again.
    private async Task<Guid> FinishedAsync(string title)
    {
        var worker = new RunWorker(_portal);
        var run = (await worker.StartSharedAsync("vpc", title, TestActors.Marek, Ct)).Head.Id;
        await worker.WorkUntilAsync(run, null, TestActors.Ana, TestActors.Marek, Ct);
        await TickAgainAsync(run);
        Assert.True(await IsFinishedAsync(run));
        return run;
    }

    private async Task TickAgainAsync(Guid run)
    {
        await UntickAsync(run);
        await new RunWorker(_portal).WorkUntilAsync(run, null, TestActors.Ana, TestActors.Marek, Ct);
    }

    private async Task UntickAsync(Guid run)
    {
        var worker = new RunWorker(_portal);
        var last = (await worker.ViewAsync(run, TestActors.Ana, Ct)).Sections.SelectMany(s => s.Steps).Last(s => s.State == StepState.Done);
        await worker.DoAsync(run, last.Key, StepAction.Untick, TestActors.Ana, Ct, reason: "It was wrong");
    }

    private async Task<bool> IsFinishedAsync(Guid run)
    {
        var finished = await RowsAsync(true);
        // In one of the two lists, and never in both.
        Assert.NotEqual(finished.Contains(run), (await RowsAsync(false)).Contains(run));
        return finished.Contains(run);

        async Task<List<Guid>> RowsAsync(bool which) =>
            [.. (await _portal.Get<RunQueries>().ListAsync(new RunFilter(Finished: which), null, 50, Ct)).Rows.Select(r => r.Head.Id)];
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(postgres.OwnerConnectionString);
        await connection.OpenAsync(Ct);
        return connection;
    }

    private static async Task WriteAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Ct));
    }
}
