using FusionPortal.Checklists;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Core.Tests.Runs;

public sealed class SetStepTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private const string Step = "site-title";

    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunWorker Worker => new(_portal);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Values_Saved_AreShownWithWhoAndWhenAndStandInTheTrail()
    {
        var run = await Worker.StartInstallAsync("saving", TestActors.Ana, Ct);

        var outcome = await SaveAsync(run, 0, "areas-of-operation", "Oregon", TestActors.Marek);

        Assert.Equal((1L, StepState.Open, false), (outcome.Revision, outcome.State, outcome.RunFinished));
        var field = (await Worker.StepAsync(run.Head.Id, Step, TestActors.Ana, Ct)).Fields.Single(f => f.Id == "areas-of-operation");
        Assert.Equal(("Oregon", "Marek Novák", outcome.At), (field.Value, field.By, field.At));
        var entry = (await _portal.Get<AuditQueries>().OfSubjectAsync($"run:{run.Head.Id}", null, 10, Ct))[0];
        Assert.Equal(("run.step-set", "marek"), (entry.Kind, entry.Actor));
        Assert.Contains("Oregon", entry.Body);
    }

    [Fact]
    public async Task Command_Repeated_ChangesNothingAndGetsTheSameAnswer()
    {
        var run = await Worker.StartInstallAsync("repeating", TestActors.Ana, Ct);
        var request = Save(run, 0, "areas-of-operation", "Oregon");
        var first = await ExecuteAsync(request, TestActors.Ana);
        await SaveAsync(run, 1, "areas-of-operation", "Utah", TestActors.Ana);
        var head = await _portal.Get<AuditQueries>().HeadAsync(Ct);

        var second = await ExecuteAsync(request, TestActors.Ana);

        Assert.Equal((first.Revision, first.RunRevision, first.At), (second.Revision, second.RunRevision, second.At));
        Assert.Equal(first.Changes, second.Changes);
        Assert.Equal(head, await _portal.Get<AuditQueries>().HeadAsync(Ct));
        Assert.Equal(
            "Utah", (await Worker.StepAsync(run.Head.Id, Step, TestActors.Ana, Ct)).Fields.Single(f => f.Id == "areas-of-operation").Value);
    }

    [Fact]
    public async Task Command_SentManyTimesAtOnce_IsAcceptedOnce()
    {
        var run = await Worker.StartInstallAsync("atonce", TestActors.Ana, Ct);
        var request = Save(run, 0, "areas-of-operation", "Oregon");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ExecuteAsync(request, TestActors.Ana)));

        Assert.All(outcomes, o => Assert.Equal((1L, 1L), (o.Revision, o.RunRevision)));
        Assert.Single(await _portal.Get<RunQueries>().ActivityAsync(run.Head.Id, Step, null, 10, Ct));
    }

    [Fact]
    public async Task CommandId_UsedForSomethingElse_IsRefused()
    {
        var run = await Worker.StartInstallAsync("reusing", TestActors.Ana, Ct);
        var request = Save(run, 0, "areas-of-operation", "Oregon");
        await ExecuteAsync(request, TestActors.Ana);

        foreach (
            var (other, actor) in new[] {
            (request with { StepId = "org-id" }, TestActors.Ana), (request with { Values = null }, TestActors.Ana),
            (request, TestActors.Marek) })
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => ExecuteAsync(other, actor));
            Assert.Equal((RefusalKind.Conflict, "command-reused"), (refused.Kind, refused.Code));
        }
    }

    [Fact]
    public async Task Field_AnsweredDifferentlyMeanwhile_IsRefusedWithBothAnswersAndWho()
    {
        var run = await Worker.StartInstallAsync("stale", TestActors.Ana, Ct);
        await SaveAsync(run, 0, "areas-of-operation", "Oregon", TestActors.Marek);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => SaveAsync(run, 0, "areas-of-operation", "Utah", TestActors.Ana));

        Assert.Equal((RefusalKind.Conflict, "changed-meanwhile", "areas-of-operation"), (refused.Kind, refused.Code, refused.Field));
        var conflict = Assert.IsType<StepConflictDetail>(refused.Details);
        Assert.Equal(("Oregon", "Utah", "Marek Novák", 1L), (conflict.Theirs, conflict.Yours, conflict.By, conflict.Revision));
        Assert.NotNull(conflict.At);

        // Who has seen the other answer may replace it.
        await SaveAsync(run, conflict.Revision, "areas-of-operation", "Utah", TestActors.Ana);
    }

    [Fact]
    public async Task DifferentFields_SavedFromTheSameRevision_BothHold()
    {
        var run = await Worker.StartInstallAsync("merging", TestActors.Ana, Ct);

        await Task.WhenAll(
            SaveAsync(run, 0, "areas-of-operation", "Oregon", TestActors.Ana),
            SaveAsync(run, 0, "hosting-region", "us-west-2", TestActors.Marek));

        var step = await Worker.StepAsync(run.Head.Id, Step, TestActors.Ana, Ct);
        Assert.Equal(2, step.Revision);
        Assert.Equal(["Oregon", "us-west-2"], step.Fields.Where(f => f.Value is not null).Select(f => f.Value));
    }

    [Fact]
    public async Task Tick_GivenBySomebodyElseToo_IsAConfirmation()
    {
        var run = await Worker.StartInstallAsync("confirming", TestActors.Ana, Ct);
        await Worker.TickAsync(run.Head.Id, Step, TestActors.Ana, Ct);

        await Worker.DoAsync(run.Head.Id, Step, StepAction.Tick, TestActors.Marek, Ct);

        var step = await Worker.StepAsync(run.Head.Id, Step, TestActors.Ana, Ct);
        Assert.Equal((StepState.Done, "Ana Ruiz"), (step.State, step.By));
        Assert.Equal("Marek Novák", Assert.Single(step.Confirmations, c => c.Field is null).By);
    }

    [Fact]
    public async Task Tick_WithoutWhatTheStepNeeds_IsRefusedWithWhatIsMissing()
    {
        var run = await Worker.StartInstallAsync("notready", TestActors.Ana, Ct);

        var refused =
            await Assert.ThrowsAsync<RefusedException>(() => Worker.DoAsync(run.Head.Id, Step, StepAction.Tick, TestActors.Ana, Ct));

        Assert.Equal((RefusalKind.Conflict, "not-ready"), (refused.Kind, refused.Code));
        Assert.Equal(StepState.Open, (await Worker.StepAsync(run.Head.Id, Step, TestActors.Ana, Ct)).State);
    }

    [Fact]
    public async Task Tick_OfAValueChangedMeanwhile_IsRefusedWithBothAndAnswersARepeatAsBefore()
    {
        var run = await Worker.StartInstallAsync("attesting", TestActors.Ana, Ct);
        await SaveAsync(run, 0, "areas-of-operation", "Oregon", TestActors.Ana);
        await SaveAsync(run, 1, "site-title", "Attesting", TestActors.Ana);
        var saved = await SaveAsync(run, 2, "hosting-region", "us-west-2", TestActors.Ana);
        Assert.Equal(3L, saved.FieldRevisions["hosting-region"]);
        var looked = await Worker.StepAsync(run.Head.Id, Step, TestActors.Ana, Ct);
        await SaveAsync(run, 3, "hosting-region", "eu-west-1", TestActors.Marek);
        var tick = new SetStepRequest(run.Head.Id, Step, StepAction.Tick, 4, null, null, Guid.CreateVersion7()) { Seen = looked.Seen() };

        var refused = await Assert.ThrowsAsync<RefusedException>(() => ExecuteAsync(tick, TestActors.Ana));

        Assert.Equal((RefusalKind.Conflict, "changed-meanwhile", "hosting-region"), (refused.Kind, refused.Code, refused.Field));
        var conflict = Assert.IsType<StepConflictDetail>(refused.Details);
        Assert.Equal(("eu-west-1", "us-west-2", "Marek Novák", 4L), (conflict.Theirs, conflict.Yours, conflict.By, conflict.Revision));

        var unseen = await Assert.ThrowsAsync<RefusedException>(() => ExecuteAsync(tick with { Seen = null }, TestActors.Ana));
        Assert.Equal((RefusalKind.Invalid, "seen-needed", "seen"), (unseen.Kind, unseen.Code, unseen.Field));

        var again = tick with { Seen = (await Worker.StepAsync(run.Head.Id, Step, TestActors.Ana, Ct)).Seen() };
        var done = await ExecuteAsync(again, TestActors.Ana);
        // A repeat is told by its command id, whatever it saw since.
        Assert.Equal(done.RunRevision, (await ExecuteAsync(tick, TestActors.Ana)).RunRevision);
    }

    [Fact]
    public async Task Step_OpenedAgainWithAReason_KeepsItsValuesAndSaysWhy()
    {
        var run = await Worker.StartInstallAsync("unticking", TestActors.Ana, Ct);
        await Worker.TickAsync(run.Head.Id, Step, TestActors.Ana, Ct);

        await Worker.DoAsync(run.Head.Id, Step, StepAction.Untick, TestActors.Marek, Ct, reason: "The client moved");

        var step = await Worker.StepAsync(run.Head.Id, Step, TestActors.Ana, Ct);
        Assert.Equal((StepState.Open, "Marek Novák", "The client moved"), (step.State, step.By, step.Reason));
        Assert.All(step.Fields, f => Assert.NotNull(f.Value));
    }

    [Theory]
    [InlineData(StepAction.Untick, null)]
    [InlineData(StepAction.NotApplicable, "  ")]
    public async Task Reason_Missing_IsRefused(StepAction action, string? reason)
    {
        var run = await Worker.StartInstallAsync($"reasons{(int)action}", TestActors.Ana, Ct);

        var refused =
            await Assert.ThrowsAsync<RefusedException>(
            () => Worker.DoAsync(run.Head.Id, "onloyalty-facts", action, TestActors.Ana, Ct, reason: reason));

        Assert.Equal((RefusalKind.Invalid, "reason-needed", "reason"), (refused.Kind, refused.Code, refused.Field));
    }

    [Fact]
    public async Task Request_ThatNoRunCouldAccept_IsRefused()
    {
        var run = await Worker.StartInstallAsync("badrequests", TestActors.Ana, Ct);
        var good = Save(run, 0, "areas-of-operation", "Oregon");

        await RefusesAsync(good with { RunId = Guid.CreateVersion7() }, RefusalKind.NotFound, "no-such-run");
        await RefusesAsync(good with { StepId = "no-such" }, RefusalKind.NotFound, "no-such-step");
        await RefusesAsync(good with { StepId = new string('x', 500) }, RefusalKind.NotFound, "no-such-step");
        await RefusesAsync(good with { StepId = "a@b@c" }, RefusalKind.NotFound, "no-such-step");
        await RefusesAsync(good with { CommandId = Guid.Empty }, RefusalKind.Invalid, "missing");
        await RefusesAsync(good with { ExpectedRevision = -1 }, RefusalKind.Invalid, "unknown-revision");
        await RefusesAsync(good with { ExpectedRevision = 7 }, RefusalKind.Invalid, "unknown-revision");
        await RefusesAsync(good with { Action = (StepAction)9 }, RefusalKind.Invalid, "invalid-action");
        await RefusesAsync(Save(run, 0, "no-such-field", "x"), RefusalKind.Invalid, "no-such-field");
        await RefusesAsync(Save(run, 0, "hosting-region", "the moon"), RefusalKind.Invalid, "invalid-value");
        await RefusesAsync(Save(run, 0, "areas-of-operation", "nul\0nul"), RefusalKind.Invalid, "unstorable-text");
        Assert.Empty(await _portal.Get<RunQueries>().ActivityAsync(run.Head.Id, null, null, 10, Ct));
    }

    [Theory]
    [InlineData(Role.Installer, true)]
    [InlineData(Role.Lead, true)]
    [InlineData(Role.Administrator, true)]
    [InlineData(Role.Auditor, false)]
    public async Task Role_SettingAStep_IsAllowedOrNot(Role role, bool allowed)
    {
        var run = await Worker.StartInstallAsync($"role{(int)role}", TestActors.Ana, Ct);

        var refused = await Record.ExceptionAsync(() => SaveAsync(run, 0, "areas-of-operation", "Oregon", TestActors.Of(role)));

        Assert.Equal(allowed ? null : RefusalKind.Forbidden, (refused as RefusedException)?.Kind);
        Assert.Equal(allowed ? 1 : 0, (await _portal.Get<RunQueries>().ActivityAsync(run.Head.Id, null, null, 10, Ct)).Count);
    }

    private async Task RefusesAsync(SetStepRequest request, RefusalKind kind, string code)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => ExecuteAsync(request, TestActors.Ana));
        Assert.Equal((kind, code), (refused.Kind, refused.Code));
    }

    private Task<SetStepOutcome> SaveAsync(RunDetail run, long revision, string field, string value, Actor actor) =>
        ExecuteAsync(Save(run, revision, field, value), actor);

    private Task<SetStepOutcome> ExecuteAsync(SetStepRequest request, Actor actor) =>
        _portal.Get<SetStep>().ExecuteAsync(request, actor, Ct);

    private static SetStepRequest Save(RunDetail run, long revision, string field, string value) =>
        new(run.Head.Id, Step, StepAction.SaveFields, revision, new Dictionary<string, string?> { [field] = value }, null,
            Guid.CreateVersion7());
}
