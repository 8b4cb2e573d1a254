using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using Npgsql;

namespace FusionPortal.Core.Tests.Data;

/// <summary>A portal of the first version does not know that a checklist can be cancelled.</summary>
public sealed class OlderTickTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tick_OfACancelledRun_IsRefused_WhetherANewerPortalRunsOrNot()
    {
        await using var portal = new TestPortal(postgres);
        var worker = new RunWorker(portal);
        var run = (await worker.StartInstallAsync("cancelledlong", TestActors.Ana, Ct)).Head;
        var other = (await worker.StartInstallAsync("goeson", TestActors.Ana, Ct)).Head;
        await worker.DoAsync(
            run.Id, "hosting-domains", StepAction.SaveFields, TestActors.Ana, Ct,
            new Dictionary<string, string?> { ["pos-domain"] = "pos.long.example" });
        var now = await worker.ViewAsync(run.Id, TestActors.Ana, Ct);
        await portal.Get<CancelRun>().ExecuteAsync(new CancelRunRequest(run.Id, now.Head.Revision, "Nobody needs it"), TestActors.Ana, Ct);
        // It writes without a stamp, which is how it is known.
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);

        Assert.Equal("FP003", await RefusedAsync(source, Ticking(run.Id)));
        Assert.Equal("FP003", await RefusedAsync(source, $"update run_step set revision = revision + 1 where run_id = '{run.Id}'"));
        Assert.Equal("FP003", await RefusedAsync(source, $$"""
            insert into run_step_event select (jsonb_populate_record(e, jsonb_build_object('command_id', gen_random_uuid()))).*
              from run_step_event e where run_id = '{{run.Id}}'
            """));
        await RunAsync(source, Ticking(other.Id));
    }

    private static string Ticking(Guid run) =>
        $"insert into run_step (run_id, step_key, state, revision, record) values ('{run}', 'site-title', 'Done', 1, '{{}}')";

    private static async Task<string> RefusedAsync(NpgsqlDataSource source, string sql) =>
        (await Assert.ThrowsAsync<PostgresException>(() => RunAsync(source, sql))).SqlState;

    private static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        Assert.True(await command.ExecuteNonQueryAsync(Ct) > 0);
    }
}
