using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Tests.Support;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

public sealed class SiteTests
{
    private readonly Workbench _bench = new(SmallTemplates.Sites, Workbench.Acme);

    [Fact]
    public void Sites_NotListedYet_MayAppear()
    {
        var plan = _bench.Plan();

        Assert.Equal(new RunProgress(0, 1, 1, 0, 0, 2), plan.Progress);
        Assert.Equal(Truth.Unknown, plan.Sections[1].Applies);
        Assert.Equal(StepReadiness.Undecided, plan.Sections[1].Steps[0].Readiness);
    }

    [Fact]
    public void Sites_Listed_EachGetsItsOwnSteps()
    {
        _bench.Tick("list", values: ("sites", "corp: Head Office\nstore1: Main Street")).Accepted();

        var plan = _bench.Plan();

        Assert.Equal(["first", "site@corp", "site@store1", "last"], plan.Sections.Select(section => section.Key));
        Assert.Equal(
            ["install@corp", "hub@corp", "install@store1"], plan.Sections.Skip(1).Take(2).SelectMany(s => s.Steps)
            .Select(s => s.Key.ToString()));
        Assert.Equal("POS_store1_user", plan.Find(StepKey.Parse("install@store1"))!.Fields[0].Value);
        Assert.Equal(new RunProgress(1, 2, 2, 0, 0, 0), plan.Progress);
    }

    [Fact]
    public void Sites_WorkedIndependently_DoNotHoldOneAnotherUp()
    {
        _bench.Tick("list", values: ("sites", "corp: Head Office\nstore1: Main Street")).Accepted();

        _bench.Tick("install@store1").Accepted();

        Assert.True(_bench.Plan().Sections[2].Complete);
        Assert.False(_bench.Plan().Sections[1].Complete);
        Assert.Equal(StepReadiness.Waiting, _bench.Step("hub@corp").Readiness);
        Assert.Equal("First comes section Site at Head Office.", _bench.Step("close").Problems[0].Message);
    }

    [Fact]
    public void Sites_WithSeveralSections_KeepEachSitesTogether()
    {
        var bench = new Workbench(SmallTemplates.Visits, Workbench.Acme);

        Assert.Equal(["first", "register", "server", "last"], bench.Plan().Sections.Select(section => section.Key));

        bench.Tick("list", values: ("sites", "store1: Main Street\nstore2: Harbor")).Accepted();

        Assert.Equal(
            ["first", "register@store1", "server@store1", "register@store2", "server@store2", "last"],
            bench.Plan().Sections.Select(section => section.Key));
        // The second section of a site waits for the first of the same site, and for nothing of another.
        bench.Tick("till@store2").Accepted();
        Assert.Equal(StepReadiness.Ready, bench.Step("install@store2").Readiness);
        Assert.Equal(StepReadiness.Waiting, bench.Step("install@store1").Readiness);
        Assert.Equal("till@store1", bench.Plan().NextStep!.Key.ToString());
    }

    [Fact]
    public void Sites_AllWorked_OpenTheSectionAfterThem()
    {
        _bench.Tick("list", values: ("sites", "corp: Head Office\nstore1: Main Street")).Accepted();
        foreach (var step in new[] { "install@corp", "hub@corp", "install@store1" }) _bench.Tick(step).Accepted();

        _bench.Tick("close").Accepted();

        Assert.True(_bench.Plan().IsComplete);
    }

    [Fact]
    public void Sites_TwoOpen_AreCountedInWords()
    {
        _bench.Tick("list", values: ("sites", "corp: Head Office\nstore1: Main Street")).Accepted();

        Assert.Equal("First comes section Site at 2 sites.", _bench.Step("close").Problems[0].Message);
    }

    [Fact]
    public void Sites_AddedLater_ReopenTheRun()
    {
        _bench.Tick("list", values: ("sites", "store1: Main Street")).Accepted();
        _bench.Tick("install@store1").Accepted();
        _bench.Tick("close").Accepted();

        _bench.Set("list", "sites", "store1: Main Street\nstore2: Harbor").Accepted();

        Assert.False(_bench.Plan().IsComplete);
        Assert.Equal(StepState.Done, _bench.Step("install@store1").Record.State);
        Assert.Equal(ProblemKind.ComesAfter, Assert.Single(_bench.Step("close").Problems).Kind);
    }

    [Fact]
    public void Sites_Reordered_KeepTheirRecords()
    {
        _bench.Tick("list", values: ("sites", "corp: Head Office\nstore1: Main Street")).Accepted();
        _bench.Tick("install@store1").Accepted();

        _bench.Set("list", "sites", "store1: Main Road\ncorp: Head Office").Accepted();

        Assert.Equal(StepState.Done, _bench.Step("install@store1").Record.State);
        Assert.Equal("Main Road", _bench.Plan().Sites[0].Title);
    }

    [Fact]
    public void Sites_OneWithRecords_CannotBeTakenOffTheList()
    {
        _bench.Tick("list", values: ("sites", "corp: Head Office\nstore1: Main Street")).Accepted();
        _bench.Tick("install@store1").Accepted();

        var refused = _bench.Set("list", "sites", "corp: Head Office").Refused(RefusalReason.Invalid);

        Assert.Contains("store1", refused.Message, StringComparison.Ordinal);
        _bench.Set("list", "sites", null).Refused(RefusalReason.Invalid);
        _bench.Set("list", "sites", "store1: Main Street").Accepted();
    }

    [Fact]
    public void Sites_StepThatListsThem_CannotBeSkipped() => _bench.NotApplicable("list").Refused(RefusalReason.MayNotSkip);

    [Theory]
    [InlineData("install", "install", null)]
    [InlineData("install@store1", "install", "store1")]
    public void StepKey_Text_RoundTrips(string text, string step, string? site)
    {
        var key = StepKey.Parse(text);

        Assert.Equal(new StepKey(step, site), key);
        Assert.Equal(text, key.ToString());
        Assert.Equal(text, Uri.EscapeDataString(text).Replace("%40", "@", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("@b")]
    [InlineData("a@b@c")]
    public void StepKey_BrokenText_IsNoKey(string? text) => Assert.False(StepKey.TryParse(text, out _));
}
