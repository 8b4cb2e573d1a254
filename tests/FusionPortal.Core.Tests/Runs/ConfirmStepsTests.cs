using FusionPortal.Checklists;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Core.Tests.Runs;

public sealed class ConfirmStepsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunWorker Worker => new(_portal);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Steps_ConfirmedAtOnce_AreEachTickedAndTheRefusedAreNamed()
    {
        var run = (await Worker.StartSharedAsync("ec2-instance", "Confirmed host", TestActors.Ana, Ct)).Head.Id;
        await Worker.WorkUntilAsync(run, "host-pos", TestActors.Ana, TestActors.Marek, Ct);
        var planned = (await Worker.ViewAsync(run, TestActors.Ana, Ct)).Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields)
            .Single(f => f.Id == "host-pos-version").Value;
        await Worker.DoAsync(
            run, "host-pos", StepAction.SaveFields, TestActors.Marek, Ct,
            new Dictionary<string, string?> { ["host-pos-installed"] = planned });
        var steps = await OpenAsync(run);

        // Left out: the tenant manager, though it could be confirmed by then.
        var first = await ConfirmAsync(run, steps.Where(s => s.Key != "host-tenant-manager"), Guid.CreateVersion7());

        Assert.Contains(first.Confirmed, c => c is { StepId: "host-pos", Revision: 2 });
        var refused = first.Refused.Single(r => r.StepId == "host-manager-login");
        Assert.Equal(("not-ready", "host-manager-entry"), (refused.Code, refused.Field));
        Assert.Equal(steps.Count - 1, first.Confirmed.Count + first.Refused.Count);
        Assert.Contains(await OpenAsync(run), s => s.Key == "host-tenant-manager");

        // What a step only asks to be confirmed is confirmed with it; sent again, nothing is confirmed twice.
        var request = ConfirmStepsRequest.Of(run, (await OpenAsync(run)).Where(s => s.Key == "host-tenant-manager"), Guid.CreateVersion7());
        var second = await _portal.Get<ConfirmSteps>().ExecuteAsync(request, TestActors.Ana, Ct);
        var head = await _portal.Get<AuditQueries>().HeadAsync(Ct);
        var again = await _portal.Get<ConfirmSteps>().ExecuteAsync(request, TestActors.Ana, Ct);

        Assert.Equal(("host-tenant-manager", 1L), (Assert.Single(second.Confirmed).StepId, second.Confirmed[0].Revision));
        Assert.Equal((second.Confirmed[0].At, 1L), (Assert.Single(again.Confirmed).At, again.Confirmed[0].Revision));
        Assert.Equal(head, await _portal.Get<AuditQueries>().HeadAsync(Ct));
        var manager = await Worker.StepAsync(run, "host-tenant-manager", TestActors.Ana, Ct);
        Assert.Equal((StepState.Done, "yes", "Ana Ruiz"), (manager.State, manager.Fields[0].Value, manager.By));
    }

    [Fact]
    public async Task Step_ChangedMeanwhile_IsNotSignedUnseen()
    {
        var run = (await Worker.StartSharedAsync("vpc", "Changed VPC", TestActors.Ana, Ct)).Head.Id;
        var seen = await OpenAsync(run);
        var first = seen[0];
        await Worker.TickAsync(run, first.Key, TestActors.Marek, Ct);
        await Worker.DoAsync(run, first.Key, StepAction.Untick, TestActors.Marek, Ct, reason: "Not so sure");

        var outcome = await ConfirmAsync(run, [first], Guid.CreateVersion7());

        Assert.Empty(outcome.Confirmed);
        Assert.Equal((first.Key, "changed-meanwhile"), (Assert.Single(outcome.Refused).StepId, outcome.Refused[0].Code));
    }

    [Fact]
    public async Task Request_ThatNoRunCouldAccept_IsRefusedWhole()
    {
        var run = (await Worker.StartSharedAsync("vpc", "Whole VPC", TestActors.Ana, Ct)).Head.Id;
        var steps = ConfirmStepsRequest.Of(run, await OpenAsync(run), Guid.CreateVersion7()).Steps;
        var secret = steps[0] with { Values = new Dictionary<string, string?> { ["a"] = "sa password " + "Hunter2" } };

        Assert.Equal("missing", await RefusedAsync(new(run, [], Guid.CreateVersion7())));
        Assert.Equal("missing", await RefusedAsync(new(run, steps, Guid.Empty)));
        Assert.Equal("twice", await RefusedAsync(new(run, [steps[0], steps[0]], Guid.CreateVersion7())));
        Assert.Equal("no-such-run", await RefusedAsync(new(Guid.CreateVersion7(), steps, Guid.CreateVersion7())));
        Assert.Equal("secret-found", await RefusedAsync(new(run, [.. steps.Skip(1), secret], Guid.CreateVersion7())));
        Assert.All(await OpenAsync(run), step => Assert.Equal(0, step.Revision));
        Assert.Equal(
            RefusalKind.Forbidden,
            (await Assert.ThrowsAsync<RefusedException>(() => _portal.Get<ConfirmSteps>().ExecuteAsync(
                new(run, steps, Guid.CreateVersion7()), TestActors.Ingrid, Ct))).Kind);
    }

    private async Task<string> RefusedAsync(ConfirmStepsRequest request) => (await Assert.ThrowsAsync<RefusedException>(
        () => _portal.Get<ConfirmSteps>().ExecuteAsync(request, TestActors.Ana, Ct))).Code;

    private Task<ConfirmStepsOutcome> ConfirmAsync(Guid run, IEnumerable<StepDetail> steps, Guid command) =>
        _portal.Get<ConfirmSteps>().ExecuteAsync(ConfirmStepsRequest.Of(run, steps, command), TestActors.Ana, Ct);

    private async Task<IReadOnlyList<StepDetail>> OpenAsync(Guid run) =>
        [.. (await Worker.ViewAsync(run, TestActors.Ana, Ct)).Sections.SelectMany(s => s.Steps).Where(s => s.State == StepState.Open)];
}
