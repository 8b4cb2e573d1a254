using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Scans.Passes;

namespace FusionPortal.Core.Tests.Scans;

public sealed class CoverageLedgerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    [Fact]
    public void Gaps_WhatAPersonMustMendComesFirst_ThenNeverSeen_ThenLongestOutOfSight()
    {
        var ledger = Ledger(
            Row("paused", CoverageOutcome.Paused, Now.AddDays(-90), Now.AddDays(-91)),
            Row("whole", CoverageOutcome.Completed, Now, Now),
            Row("never", CoverageOutcome.Never, null, null),
            Row("throttled", CoverageOutcome.Throttled, Now.AddDays(-30), Now.AddDays(-31)),
            Row("denied-lately", CoverageOutcome.Denied, Now.AddHours(-1), Now.AddHours(-2)),
            Row("denied-long", CoverageOutcome.Denied, Now.AddDays(-3), Now.AddDays(-4)),
            Row("denied-always", CoverageOutcome.Denied, Now.AddHours(-1), null),
            Row(Pass.Creators, CoverageOutcome.Denied, Now, null));

        Assert.Equal(
            ["denied-always", "denied-long", "denied-lately", "throttled", "never", "paused"], ledger.Gaps.Select(g => g.Target.Service));
    }

    [Fact]
    public void Account_IsAsOldAsItsOldestTarget_AndNeverWholeWhileOneWasNotSeen()
    {
        var ledger = Ledger(
            Row("s3", CoverageOutcome.Completed, Now, Now), Row("ec2", CoverageOutcome.Denied, Now, Now.AddDays(-2)),
                Row(Pass.Rechecks, CoverageOutcome.Failed, Now, null),
            Row("s3", CoverageOutcome.Completed, Now, Now, "222222222222"), Row("ec2", CoverageOutcome.Never, null, null, "222222222222"));

        Assert.Equal(new AccountCoverage(2, 1, Now.AddDays(-2)), ledger.ByAccount["111111111111"]);
        Assert.Equal(new AccountCoverage(2, 1, null), ledger.ByAccount["222222222222"]);
    }

    private static CoverageLedger Ledger(params CoverageRow[] rows) => new(rows, 0);

    private static CoverageRow Row(
        string service, CoverageOutcome outcome, DateTimeOffset? since, DateTimeOffset? whole, string account = "111111111111") => new(
        new ScanTarget(account, "us-east-1", service), "POS", outcome, null, since, whole, since, 3,
            service is Pass.Creators or Pass.Rechecks, 2, 0, 6);
}
