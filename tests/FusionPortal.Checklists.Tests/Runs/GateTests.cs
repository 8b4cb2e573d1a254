using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Tests.Support;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

public sealed class GateTests
{
    private readonly Workbench _bench = new(SmallTemplates.Gated, Workbench.Acme);

    [Fact]
    public void Gate_QuestionNotAnswered_MakesLaterStepsWait()
    {
        Assert.Equal(StepReadiness.Waiting, _bench.Step("name").Readiness);
        Assert.Equal("First comes a) Hosting.", _bench.Step("check").Problems[0].Message);
        Assert.Equal(StepReadiness.Ready, _bench.Step("free").Readiness);
        Assert.Empty(_bench.Plan().Blocks);
    }

    [Fact]
    public void Gate_SharedInstance_BlocksNothing()
    {
        _bench.Set("decide", "hosting", "shared").Accepted();

        Assert.Equal(StepReadiness.Ready, _bench.Step("check").Readiness);
        Assert.Equal(0, _bench.Plan().Progress.Blocked);
    }

    [Fact]
    public void Gate_NewInstanceNotLinked_BlocksTheRestOfItsSectionOnly()
    {
        _bench.Set("decide", "hosting", "new").Accepted();

        var plan = _bench.Plan();
        var block = Assert.Single(plan.Blocks);
        Assert.Equal("RDS instance: no checklist is linked yet", block.Title);
        Assert.Equal("The database name that the checklist RDS instance publishes when it completes", block.Missing);
        Assert.Empty(block.WhoCanAct);
        Assert.Equal("Nobody has started or linked its checklist.", block.HoldingItUp);
        Assert.Equal("Step b fills itself in and 2 steps unblock", block.Then);
        Assert.Equal(_bench.Snapshot.Steps["decide"].Fields["hosting"].By.At, block.Since);
        Assert.Equal([new StepKey("name"), new StepKey("check")], block.Blocked);
        Assert.Equal(StepReadiness.Ready, plan.Find(new StepKey("decide"))!.Readiness);
        Assert.Equal(StepReadiness.Ready, plan.Find(new StepKey("free"))!.Readiness);
        Assert.Equal(2, plan.Progress.Blocked);
    }

    [Fact]
    public void Gate_LinkedButNotReady_SaysWhoHoldsWhatUp()
    {
        _bench.Set("decide", "hosting", "new").Accepted();
        _bench.Link("db", Resource(complete: false) with { HeldUpBy = "Step h, Staff access" });

        var block = Assert.Single(_bench.Plan().Blocks);

        Assert.Equal("RDS instance db-POS-04 is not ready", block.Title);
        Assert.Equal(["Marek Novák"], block.WhoCanAct);
        Assert.Equal("Step h, Staff access", block.HoldingItUp);
    }

    [Fact]
    public void Gate_Blocked_RefusesEveryCommandOnItsSteps()
    {
        _bench.Set("decide", "hosting", "new").Accepted();

        _bench.Tick("check").Refused(RefusalReason.NotReady);
        _bench.Set("name", "db-name", "db-POS-04").Refused(RefusalReason.NotReady);
        _bench.NotApplicable("check").Refused(RefusalReason.NotReady);
    }

    [Fact]
    public void Gate_Completed_FillsInAndUnblocks()
    {
        _bench.Set("decide", "hosting", "new").Accepted();
        _bench.Link("db", Resource());

        var field = _bench.Step("name").Fields[0];

        Assert.Empty(_bench.Plan().Blocks);
        Assert.Equal(("db-POS-04", ValueOrigin.Linked), (field.Value, field.Origin));
        Assert.True(_bench.Step("name").MayTick);
    }

    [Fact]
    public void Gate_TickOfAFilledStep_PinsTheValueAndItsOrigin()
    {
        _bench.Set("decide", "hosting", "new").Accepted();
        _bench.Link("db", Resource());

        var changes = _bench.Tick("name").Accepted().Changes;

        Assert.Contains(new StepChange(StepChangeKind.FieldPinned, "db-name", null, "db-POS-04"), changes);
        Assert.True(_bench.Snapshot.Steps["name"].Fields["db-name"].Pinned);
    }

    [Fact]
    public void Gate_PublishedNameChangesLater_UnsettlesTheDoneStep()
    {
        _bench.Set("decide", "hosting", "new").Accepted();
        _bench.Link("db", Resource());
        _bench.Tick("name").Accepted();
        _bench.Link("db", Resource(name: "db-POS-05"));

        var problem = Assert.Single(Assert.Single(_bench.Plan().Unsettled).Problems);

        Assert.Equal(ProblemKind.DiffersFromLinked, problem.Kind);
        Assert.Equal("db-POS-05 publishes db-POS-05; here it says db-POS-04.", problem.Message);
    }

    [Fact]
    public void Gate_OtherValueThanPublished_CanBeRecordedButNotTicked()
    {
        _bench.Set("decide", "hosting", "new").Accepted();
        _bench.Link("db", Resource());
        _bench.Set("name", "db-name", "db-POS-09").Accepted();

        Assert.Equal(ProblemKind.DiffersFromLinked, Assert.Single(_bench.Tick("name").Refused(RefusalReason.NotReady).Problems!).Kind);
    }

    [Fact]
    public void Gate_LinkTakenAwayAfterSteps_KeepsTheTicksAndSaysSo()
    {
        _bench.Set("decide", "hosting", "new").Accepted();
        _bench.Tick("decide").Accepted();
        _bench.Link("db", Resource());
        _bench.Tick("name").Accepted();
        _bench.Unlink("db");

        var plan = _bench.Plan();

        Assert.Equal(StepReadiness.Done, plan.Find(new StepKey("name"))!.Readiness);
        Assert.Equal(2, plan.Progress.Done);
        Assert.Equal(1, plan.Progress.Blocked);
        Assert.False(plan.IsComplete);
    }

    [Theory]
    [InlineData("new", null, true, false)]
    [InlineData("new", "acme", true, false)]
    [InlineData("new", "other", true, true)]
    [InlineData("shared", "other", true, true)]
    [InlineData("shared", "other", false, true)]
    [InlineData("shared", null, true, false)]
    [InlineData("shared", null, false, false)]
    [InlineData("dedicated", "acme", true, false)]
    [InlineData("dedicated", "ACME", true, false)]
    [InlineData("dedicated", null, true, true)]
    [InlineData("dedicated", "other", true, true)]
    public void Gate_Tenancy_HoldsDedicatedInstancesApart(string hosting, string? dedicatedTo, bool complete, bool blocked)
    {
        _bench.Set("decide", "hosting", hosting).Accepted();
        _bench.Link("db", Resource(complete) with { DedicatedTo = dedicatedTo });

        var blocks = _bench.Plan().Blocks.ToList();

        Assert.Equal(blocked, blocks.Count > 0);
        if (blocked) Assert.Contains("cannot be used", blocks[0].Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Gate_AllStepsDoneButGateReopened_IsNotComplete()
    {
        _bench.Set("decide", "hosting", "shared").Accepted();
        foreach (var step in new[] { "decide", "check", "free" }) _bench.Tick(step).Accepted();
        _bench.Tick("name", values: ("db-name", "db-POS-01")).Accepted();
        Assert.True(_bench.Plan().IsComplete);

        _bench.Set("decide", "hosting", "new").Accepted();

        Assert.False(_bench.Plan().IsComplete);
        Assert.Single(_bench.Plan().Blocks);
    }

    [Fact]
    public void LinkedResource_OfItsRun_TellsHowFarItIs()
    {
        var shared = new Workbench(FusionPortal.Checklists.Templates.TemplateLibrary.Get("rds-instance").Template);
        shared.Set("db-purpose", "db-hosting", "shared").Accepted();
        shared.Tick("db-purpose", "marek").Accepted();

        var resource = LinkedResource.Of(Guid.Empty, shared.Plan(), ["Marek Novák"]);

        Assert.False(resource.Complete);
        Assert.Equal((1, 8), (resource.Done, resource.Applicable));
        Assert.Equal("Step b, Database version: Database version is needed.", resource.HeldUpBy);
        Assert.Equal("marek", resource.LastTick!.PersonId);
        Assert.Empty(resource.Outputs);
    }

    private static LinkedResource Resource(bool complete = true, string name = "db-POS-04") => new(
        Guid.Empty, name, complete, complete ? 8 : 7, 8, ["Marek Novák"], complete ? null : "Step h", null,
        complete ? new Dictionary<string, string> { ["name"] = name } : []);
}
