using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Tests.Pages.Findings;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Compliance;

public sealed class VerdictSentenceTests
{
    private const string Production = "441002721185";

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    private static VerdictSentence Of(ComplianceSummary summary, int undeclared = 0) =>
        VerdictSentence.Of(summary, undeclared, Now, TimeZoneInfo.Utc);

    private static AccountCleanliness Account(long misplaced, long undecided, int notCovered = 0) =>
        new(Production, "POS Production", AccountRole.Production, 4623, misplaced, undecided, Targets: 24, notCovered);

    private const string NonProduction = "441002721190";

    private static AccountCleanliness Elsewhere(long misplaced) =>
        new(NonProduction, "POS QA", AccountRole.NonProduction, 310, misplaced, 0, Targets: 24, 0);

    private static ComplianceSummary Summary(long misplaced = 0, long undecided = 0, params IReadOnlyList<FindingRow> mixUps) => new(
        Now, [Account(misplaced, undecided)], [], new ComplianceScore(16898, 504, 801), null,
        new CoverageSummary(68, 68, []), 504, mixUps, ScanSummaries.Ended(Now.AddMinutes(-6)));

    private static CoverageGap Gap(string accountId) =>
        new(new ScanTarget(accountId, "us-east-1", "tagging"), "an account", CoverageOutcome.Denied, "AWS refused sts:AssumeRole",
            Now.AddDays(-3), null, 0);

    [Fact]
    public void Misplaced_IsNotClean_WithTheNumbersAndTheClientToAsk()
    {
        var said = Of(Summary(2, 1, FindingRows.Row(1), FindingRows.Row(2), FindingRows.Row(3) with { OrgId = "bkry2", OrgTitle = null }));

        Assert.Equal(
            (StatusKind.Fail, "POS Production is not clean.", "2 of 4,623 resources do not belong there, 1 is undecided."),
                (said.Kind, said.First, said.Second));
        Assert.Equal("Kite Cycles QA is the client to ask about. Nobody has acknowledged them.", said.Move);
    }

    [Fact]
    public void MixUpsOfOtherAccounts_DoNotCountAgainstProduction()
    {
        var elsewhere = FindingRows.Row(9) with { AccountId = "999999999999", OrgTitle = "Somebody else", OrgId = "else" };

        Assert.Equal(
            "Kite Cycles QA is the client to ask about. All are acknowledged.",
            Of(Summary(1, 0, FindingRows.Row(1) with { Status = FindingStatus.Acknowledged }, elsewhere)).Move);
    }

    [Fact]
    public void NothingMisplaced_ButATargetThereWasNotRead_IsNotCalledClean()
    {
        var said =
            Of(Summary() with { ProductionAccounts = [Account(0, 0, 1)], Coverage = new CoverageSummary(68, 67, [Gap(Production)]) });

        Assert.Equal(StatusKind.Unknown, said.Kind);
        Assert.Equal("We cannot say whether POS Production is clean.", said.First);
        Assert.Equal("No mix-up among 4,623 resources, but 1 target there was not read.", said.Second);
    }

    [Fact]
    public void Misplaced_WithATargetNotRead_SaysBoth() =>
        Assert.EndsWith(
            "resources do not belong there. 1 target there was not read.",
            Of(Summary(2) with
            {
                ProductionAccounts = [Account(2, 0, 1)],
                Coverage = new CoverageSummary(68, 67, [Gap(Production)])
            }).Second,
                StringComparison.Ordinal);

    [Fact]
    public void Clean_WhenEveryTargetAnswered()
    {
        var said = Of(Summary());

        Assert.Equal(
            (StatusKind.Pass, "POS Production is clean.", "4,623 resources checked 6 min ago, none misplaced.", "All 68 targets answered."),
            (said.Kind, said.First, said.Second, said.Move));
    }

    [Fact]
    public void Clean_WithAGapElsewhere_DoesNotClaimThatAllAnswered() =>
        Assert.Equal(
            "Every target there answered; 1 elsewhere did not.",
            Of(Summary() with { Coverage = new CoverageSummary(68, 67, [Gap("999999999999")]) }).Move);

    [Fact]
    public void Undecided_IsAWarning_NotAFailureAndNotClean() => Assert.Equal(StatusKind.Warn, Of(Summary(undecided: 1)).Kind);

    [Fact]
    public void WrongLabel_IsAWarning_AndNeverClean()
    {
        var said = Of(Summary() with { ProductionAccounts = [Account(0, 0) with { WrongLabels = 1 }] });

        Assert.Equal((StatusKind.Warn, "POS Production has 1 wrong label."), (said.Kind, said.First));
        Assert.Equal(
            "2 of 4,623 resources do not belong there, 1 is labelled wrongly.",
            Of(Summary() with { ProductionAccounts = [Account(2, 0) with { WrongLabels = 1 }] }).Second);
    }

    [Fact]
    public void ProductionThings_OutsideProduction_CountInTheHeadlineOfTheWhole()
    {
        var said =
            Of(Summary(mixUps: [FindingRows.Row(1) with { AccountId = NonProduction }]) with
            {
                OtherAccounts = [Elsewhere(2), Elsewhere(0) with { AccountId = "1", Name = "Clean" }]
            });

        Assert.Equal(
            (StatusKind.Fail, "2 resources of production are outside production.",
                "2 in POS QA. Of 4,623 resources there none is known to be misplaced."),
            (said.Kind, said.First, said.Second));
        Assert.StartsWith("Kite Cycles QA is the client to ask about.", said.Move, StringComparison.Ordinal);
        Assert.Equal(
            "2 of 4,623 resources do not belong there, 1 is undecided. 2 resources of production are outside: 2 in POS QA.",
            Of(Summary(2, 1) with { OtherAccounts = [Elsewhere(2)] }).Second);
    }

    [Theory]
    [InlineData(1, 0, 0, 0, "Fail", "POS QA holds 1 resource of production.", "Of 310 resources there 1 belongs in a production account.")]
    [InlineData(
        0, 1, 1, 0, "Warn", "POS QA has 2 resources to look at.",
        "Of 310 resources there none is known to belong in production. 1 is undecided. 1 is labelled wrongly.")]
    [InlineData(
        0, 0, 0, 2, "Unknown", "We cannot say whether POS QA holds anything of production.",
        "Nothing of production among 310 resources, but 2 targets there were not read.")]
    [InlineData(0, 0, 0, 0, "Pass", "POS QA holds nothing of production.", "310 resources checked 6 min ago, none misplaced.")]
    public void FilteredToAnAccountWithoutProduction_SaysWhatIsTrueOfIt(
        long misplaced, long undecided, long labels, int unread, string kind, string first, string second)
    {
        var summary =
            Summary() with
            {
                ProductionAccounts = [],
                OtherAccounts = [Elsewhere(misplaced) with { Undecided = undecided, WrongLabels = labels, NotCovered = unread }]
            };
        var said = VerdictSentence.Of(summary, 0, Now, TimeZoneInfo.Utc, NonProduction);

        Assert.Equal((kind, first, second), (said.Kind.ToString(), said.First, said.Second));
    }

    [Fact]
    public void FilteredToAnAccountNobodyDeclared_OrKnows_SaysThat()
    {
        var undeclared = Summary() with { ProductionAccounts = [], OtherAccounts = [Elsewhere(0) with { Role = AccountRole.Undeclared }] };

        Assert.Equal(
            "Nobody can say what belongs in POS QA.", VerdictSentence.Of(undeclared, 1, Now, TimeZoneInfo.Utc, NonProduction).First);
        Assert.Equal(
            "There is nothing to judge in this account.",
            VerdictSentence.Of(undeclared with { OtherAccounts = [] }, 0, Now, TimeZoneInfo.Utc, "1").First);
    }

    [Fact]
    public void BeforeTheFirstScan_NobodyCanSay() => Assert.Equal(StatusKind.Unknown, Of(Summary() with { LastScan = null }).Kind);

    [Fact]
    public void WithoutADeclaredProductionAccount_NobodyCanSay()
    {
        var said = Of(Summary() with { ProductionAccounts = [] }, undeclared: 3);

        Assert.Equal(StatusKind.Unknown, said.Kind);
        Assert.Contains("3 accounts are for", said.Move, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralProductionAccounts_OnlyTheDirtyOnesAreNamed()
    {
        var summary = Summary(2) with
        {
            ProductionAccounts =
            [
                Account(2, 0),
                Account(0, 0) with { AccountId = "441002721186", Name = "POS Production EU" },
            ],
        };

        Assert.Equal("POS Production is not clean.", Of(summary).First);
    }

    [Fact]
    public void WhatNobodyHasReadForTooLong_IsNeitherCleanNorColoured()
    {
        var at = Summary().AsOf;
        CoverageGap AgedGap(string account) => new(
            new ScanTarget(account, "us-east-1", "s3"), "POS Production", CoverageOutcome.Aged,
                "Nobody has read it whole for more than 26 hours.", at.AddHours(-4),
            at.AddHours(-30), 10);
        var all = Of(Summary() with { Coverage = new CoverageSummary(2, 0, [AgedGap("1"), AgedGap("2")]) });
        var some = Of(Summary() with { Coverage = new CoverageSummary(2, 1, [AgedGap("2")]) });

        Assert.Equal(StatusKind.Unknown, all.Kind);
        Assert.StartsWith("Nobody has read AWS whole for", all.First);
        Assert.DoesNotContain("clean", all.First);
        Assert.Contains("Start a scan", all.Move);
        Assert.Contains("not evaluated any more", some.Second);
    }
}

internal static class ScanSummaries
{
    public static ScanSummary Ended(DateTimeOffset at) => new(
        Guid.CreateVersion7(), 4311, ScanState.Completed, "FusionPortal", Scheduled: true, at.AddSeconds(-34), at, null, Accounts: 3,
            Targets: 6, TargetsCompleted: 6,
        TargetsFailed: 0, Pages: 12, Calls: 20, Throttled: 0, Resources: 900, Added: 0, Changed: 0, Removed: 0, FindingsOpened: 0,
            FindingsReopened: 0, FindingsResolved: 0);
}
