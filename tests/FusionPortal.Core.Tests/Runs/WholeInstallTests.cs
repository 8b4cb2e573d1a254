using FusionPortal.Checklists;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using FusionPortal.Core.SharedResources;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Core.Tests.Runs;

/// <summary>An install worked from the first step to the last, with the shared resources it needs.</summary>
public sealed class WholeInstallTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Install_WorkedToTheEndWithNewSharedResources_IsFinishedAndItsFactsFlow()
    {
        var worker = new RunWorker(_portal)
        {
            Answers =
            {
                ["rds-hosting"] = "shared-new", ["ec2-hosting"] = "shared-new", ["db-hosting"] = "shared", ["host-hosting"] = "shared",
                ["db-vpc"] = "existing", ["host-vpc"] = "existing", ["bucket-taken"] = "yes", ["bucket-alternative"] = "fusion-rms-whole-2",
            },
        };
        var run = await worker.StartInstallAsync("whole", TestActors.Ana, Ct);

        run = await worker.WorkUntilAsync(run.Head.Id, null, TestActors.Ana, TestActors.Marek, Ct);

        Assert.True(run.Complete);
        Assert.NotNull(run.Head.FinishedAt);
        Assert.Equal(run.Progress.Applicable, run.Progress.Done);
        Assert.Equal("fusion-rms-whole-2", (await _portal.Get<OrganizationQueries>().FindAsync("whole", Ct))!.RecordedBucketName);

        var shared = await _portal.Get<SharedResourceQueries>().ListAsync(null, Ct);
        Assert.Equal(["ec2-instance", "rds-instance"], shared.Select(s => s.Kind));
        Assert.All(shared, s => Assert.Equal((1, RunStanding.Finished), (s.Tenants, s.Run.Standing)));
        var filled = run.Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields).Single(f => f.Id == "rds-name");
        Assert.Equal(shared.Single(s => s.Kind == "rds-instance").Outputs["name"], filled.Value);

        var refused =
            await Assert.ThrowsAsync<RefusedException>(
            () => worker.DoAsync(run.Head.Id, "site-title", StepAction.Tick, TestActors.Marek, Ct));
        Assert.Equal((RefusalKind.Conflict, "run-finished"), (refused.Kind, refused.Code));

        var reopened = await worker.DoAsync(run.Head.Id, "site-title", StepAction.Untick, TestActors.Marek, Ct, reason: "Wrong title");
        Assert.Equal((StepState.Open, false), (reopened.State, reopened.RunFinished));
        Assert.Null((await worker.ViewAsync(run.Head.Id, TestActors.Ana, Ct)).Head.FinishedAt);
        Assert.True((await worker.TickAsync(run.Head.Id, "site-title", TestActors.Ana, Ct)).RunFinished);
    }
}
