using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Pages.Scans;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Tests.Pages.Compliance;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Scans;

public sealed class ScanLabelsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    private static readonly ScanSummary Ended = ScanSummaries.Ended(Now);

    [Fact]
    public void ScanWithFailedTargets_IsNotShownAsAPass()
    {
        var state = ScanLabels.State(Ended with { TargetsCompleted = 5, TargetsFailed = 1 });

        Assert.Equal((StatusKind.Unknown, "Completed with gaps, 1 of 6"), (state.Kind, state.Text));
        Assert.Equal(StatusKind.Pass, ScanLabels.State(Ended).Kind);
    }

    [Fact]
    public void ScanOfAClientNobodyHasSeen_ReadNothing_AndIsNoPass()
    {
        var scan = Ended with { Targets = 0, TargetsCompleted = 0, OrgId = "acme", ScopeName = "Acme Stores" };

        Assert.Equal((StatusKind.Unknown, "Nothing to read"), (ScanLabels.State(scan).Kind, ScanLabels.State(scan).Text));
        Assert.Equal("Scan 4311 had nothing to read: no scan has seen a resource of the client", ScanDetailPage.SentenceOf(scan));
        Assert.Equal("Nothing to read,", ScanFoot.Said(scan));
        Assert.StartsWith("Scan 4311 had nothing to read.", ScanLabels.Announce(scan), StringComparison.Ordinal);
    }

    [Fact]
    public void Scope_NamesWhatIsRead_AndTheIdWhereTheNameIsGone()
    {
        Assert.Equal("everything", ScanLabels.Scope(Ended));
        Assert.Equal("account POS QA", ScanLabels.Scope(Ended with { AccountId = "441002721185", ScopeName = "POS QA" }));
        Assert.Equal("client Acme Stores", ScanLabels.Scope(Ended with { OrgId = "acme", ScopeName = "Acme Stores" }));
        Assert.Equal("client acme", ScanLabels.Scope(Ended with { OrgId = "acme" }));
    }

    [Theory]
    [InlineData(TargetFailure.Denied, "Denied")]
    [InlineData(TargetFailure.NotSupported, "Not supported")]
    [InlineData(null, "Failed")]
    public void FailedTarget_IsUnknown_WithItsReason(TargetFailure? failure, string word)
    {
        var target =
            new ScanTargetRow(
            new ScanTarget("441002721185", "us-east-1", "tagging"), "POS QA", TargetState.Failed, failure, null, null, null, 0, 0, 0, 0, 0,
            0, 0);

        Assert.Equal((StatusKind.Unknown, word), (ScanLabels.State(target).Kind, ScanLabels.State(target).Text));
    }

    [Fact]
    public void Announcement_ChangesWithTargets_NotWithPages()
    {
        var reading = Ended with { State = ScanState.Reading, EndedAt = null, TargetsCompleted = 2 };

        Assert.Equal("Scan 4311: reading aws, 2 of 6 targets done", ScanLabels.Announce(reading));
        Assert.Equal(ScanLabels.Announce(reading), ScanLabels.Announce(reading with { Pages = 99, Calls = 999, Resources = 9999 }));
    }

    [Theory]
    [InlineData(0.04, "0 s")]
    [InlineData(3.46, "3.5 s")]
    [InlineData(34, "34 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(3840, "1 h 4 min")]
    public void Elapsed_IsShort(double seconds, string shown) => Assert.Equal(shown, ScanLabels.Elapsed(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Changes_NameOnlyWhatChanged()
    {
        Assert.Equal("12 added, 1 gone", ScanLabels.Changes(12, 0, 1));
        Assert.Equal("nothing changed", ScanLabels.Changes(0, 0, 0));
    }

    [Fact]
    public void Changes_AreNotClaimed_WhereNothingWasRead()
    {
        Assert.Equal("nothing changed", ScanLabels.Changes(Ended));
        Assert.Equal("not read yet", ScanLabels.Changes(
            Ended with { State = ScanState.Discovering, EndedAt = null, TargetsCompleted = 0 }));
        Assert.Equal("nothing was read", ScanLabels.Changes(Ended with { TargetsCompleted = 0, TargetsFailed = 6 }));
        Assert.Equal("nothing was read", ScanLabels.Changes(Ended with { State = ScanState.Failed }));
    }

    [Fact]
    public void EveryOutcomeHasAWordAndAWayOut() =>
        Assert.All(Enum.GetValues<CoverageOutcome>(), o =>
            Assert.False(string.IsNullOrEmpty(CoverageLabels.Of(o) + CoverageLabels.Help(o))));

    [Fact]
    public void Sentence_SaysWhatCouldNotBeRead()
    {
        Assert.Equal("Scan 4311 read all 6 targets: 900 resources", ScanDetailPage.SentenceOf(Ended));
        Assert.Equal(
            "Scan 4311 completed with gaps: 1 of 6 targets could not be read",
            ScanDetailPage.SentenceOf(Ended with { TargetsCompleted = 5, TargetsFailed = 1 }));
    }

    [Theory]
    [InlineData(
        88, 3, "SUSPENDED", AccountSight.Unreachable, "Completed with gaps, 3 of 88 and 1 account",
        "Scan 4311 completed with gaps: 3 of 88 targets and 1 account could not be read")]
    [InlineData(
        0, 0, "SUSPENDED", AccountSight.Unreachable, "Completed with gaps, 1 account",
        "Scan 4311 completed with gaps: 1 account could not be read")]
    [InlineData(
        88, 0, "DEPARTED", AccountSight.Unreachable, "Read, 1 account out of reach",
        "Scan 4311 read all 88 targets: 1,204 resources; 1 account is out of reach")]
    [InlineData(88, 0, "CLOSED", AccountSight.Closed, "Read whole", "Scan 4311 read all 88 targets: 1,204 resources")]
    public void Accounts_NobodyCanRead_AreSaidAndNoGapByThemselves(
        int targets, int failed, string state, AccountSight sight, string mark, string sentence)
    {
        var scan = Ended with
        {
            Targets = targets,
            TargetsCompleted = targets - failed,
            TargetsFailed = failed,
            Resources = 1204,
            AccountsUnread = [new UnreadAccount("441002721185", state, sight)],
        };

        Assert.Equal(mark, ScanLabels.State(scan).Text);
        // Every target answered; yet nothing is shown as a pass while an account may hold something.
        Assert.Equal(mark == "Read whole" ? StatusKind.Pass : StatusKind.Unknown, ScanLabels.State(scan).Kind);
        Assert.Equal(sentence, ScanDetailPage.SentenceOf(scan));
        Assert.Equal(mark.StartsWith("Read", StringComparison.Ordinal) ? "Scanned" : $"{mark},", ScanFoot.Said(scan));
    }

    [Fact]
    public void Failed_IsSaidAtTheFootOfEveryPage() => Assert.Equal("Scan failed", ScanFoot.Said(Ended with { State = ScanState.Failed }));
}
