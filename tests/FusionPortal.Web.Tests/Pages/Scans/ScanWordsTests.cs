using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Pages.Scans;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Tests.Pages.Compliance;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Scans;

public sealed class ScanWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    private static readonly ScanSummary Ended = ScanSummaries.Ended(Now);

    [Fact]
    public void ScanWithFailedTargets_IsNotShownAsAPass()
    {
        var state = ScanWords.State(Ended with { TargetsCompleted = 5, TargetsFailed = 1 });

        Assert.Equal((StatusKind.Unknown, "1 target not read"), (state.Kind, state.Text));
        Assert.Equal(StatusKind.Pass, ScanWords.State(Ended).Kind);
    }

    [Fact]
    public void ScanOfAClientNobodyHasSeen_ReadNothing_AndIsNoPass()
    {
        var scan = Ended with { Targets = 0, TargetsCompleted = 0, OrgId = "acme", ScopeName = "Acme Stores" };

        Assert.Equal((StatusKind.Unknown, "Nothing to read"), (ScanWords.State(scan).Kind, ScanWords.State(scan).Text));
        Assert.Equal("Scan 4311 had nothing to read: no scan has seen a resource of the client", ScanDetailPage.SentenceOf(scan));
    }

    [Fact]
    public void Scope_NamesWhatIsRead_AndTheIdWhereTheNameIsGone()
    {
        Assert.Equal("everything", ScanWords.Scope(Ended));
        Assert.Equal("account POS QA", ScanWords.Scope(Ended with { AccountId = "441002721185", ScopeName = "POS QA" }));
        Assert.Equal("client Acme Stores", ScanWords.Scope(Ended with { OrgId = "acme", ScopeName = "Acme Stores" }));
        Assert.Equal("client acme", ScanWords.Scope(Ended with { OrgId = "acme" }));
    }

    [Theory]
    [InlineData(TargetFailure.Denied, "Denied")]
    [InlineData(TargetFailure.NotSupported, "Not supported")]
    [InlineData(null, "Failed")]
    public void FailedTarget_IsUnknown_WithItsReason(TargetFailure? failure, string word)
    {
        var target = new ScanTargetView(new ScanTarget("441002721185", "us-east-1", "tagging"), "POS QA", TargetState.Failed, failure, null, null, null, 0, 0, 0, 0, 0, 0, 0);

        Assert.Equal((StatusKind.Unknown, word), (ScanWords.State(target).Kind, ScanWords.State(target).Text));
    }

    [Fact]
    public void Announcement_ChangesWithTargets_NotWithPages()
    {
        var reading = Ended with { State = ScanState.Reading, EndedAt = null, TargetsCompleted = 2 };

        Assert.Equal("Scan 4311: reading aws, 2 of 6 targets done", ScanWords.Announce(reading));
        Assert.Equal(ScanWords.Announce(reading), ScanWords.Announce(reading with { Pages = 99, Calls = 999, Resources = 9999 }));
    }

    [Theory]
    [InlineData(0.04, "0 s")]
    [InlineData(3.46, "3.5 s")]
    [InlineData(34, "34 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(3840, "1 h 4 min")]
    public void Elapsed_IsShort(double seconds, string shown) => Assert.Equal(shown, ScanWords.Elapsed(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Changes_NameOnlyWhatChanged()
    {
        Assert.Equal("12 added, 1 gone", ScanWords.Changes(12, 0, 1));
        Assert.Equal("nothing changed", ScanWords.Changes(0, 0, 0));
    }

    [Fact]
    public void Changes_AreNotClaimed_WhereNothingWasRead()
    {
        Assert.Equal("nothing changed", ScanWords.Changes(Ended));
        Assert.Equal("not read yet", ScanWords.Changes(Ended with { State = ScanState.Discovering, EndedAt = null, TargetsCompleted = 0 }));
        Assert.Equal("nothing was read", ScanWords.Changes(Ended with { TargetsCompleted = 0, TargetsFailed = 6 }));
        Assert.Equal("nothing was read", ScanWords.Changes(Ended with { State = ScanState.Failed }));
    }

    [Fact]
    public void EveryOutcomeHasAWordAndAWayOut() =>
        Assert.All(Enum.GetValues<CoverageOutcome>(), o => Assert.False(string.IsNullOrEmpty(CoverageWords.Of(o) + CoverageWords.Help(o))));

    [Fact]
    public void Sentence_SaysWhatCouldNotBeRead()
    {
        Assert.Equal("Scan 4311 read all 6 targets: 900 resources", ScanDetailPage.SentenceOf(Ended));
        Assert.Equal("Scan 4311 read 5 of 6 targets; 1 could not be read", ScanDetailPage.SentenceOf(Ended with { TargetsCompleted = 5, TargetsFailed = 1 }));
    }
}
