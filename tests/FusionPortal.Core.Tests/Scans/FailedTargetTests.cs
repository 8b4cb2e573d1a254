using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Scans;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Scans;

public sealed class FailedTargetTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private static readonly ScanTarget Target = TestEstate.In(TestEstate.Production);

    [Theory]
    [InlineData(TargetFailure.Denied, 0)]
    [InlineData(TargetFailure.Throttled, 2)]
    [InlineData(TargetFailure.Expired, 1)]
    [InlineData(TargetFailure.Failed, 3)]
    [InlineData(TargetFailure.NotSupported, 0)]
    public async Task Target_NotSeenWhole_ChangesNoResourceAndNoFinding(TargetFailure failure, int afterPages)
    {
        Estate.PageSize = 1;
        for (var i = 0; i < 4; i++) Estate.Bucket($"bucket-{i}", "nobody");
        await Scanner.ScanAsync(Ct);
        var findings = await FindingsAsync();
        // All but one would disappear and one would change, had the target been believed.
        Estate.Remove("arn:aws:s3:::bucket-1");
        Estate.Remove("arn:aws:s3:::bucket-2");
        Estate.Remove("arn:aws:s3:::bucket-3");
        Estate.Break(Target, failure, afterPages);

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal(ScanState.Completed, scan.State);
        Assert.Equal((1, 1, 0, 0), (scan.TargetsCompleted, scan.TargetsFailed, scan.Changed, scan.Removed));
        Assert.Equal(4, (await Get<InventoryQueries>().ListAsync(new ResourceFilter(), null, 100, Ct)).Rows.Count);
        var after = await FindingsAsync();
        Assert.Equal(findings.Select(f => (f.Id, f.Status)), after.Select(f => (f.Id, f.Status)));
        Assert.NotEmpty(after);
        Assert.All(after.Where(f => f.AccountId == TestEstate.Production), f =>
        {
            Assert.NotNull(f.NotEvaluatedSince);
            Assert.Equal("AWS denied GetResources.", f.NotEvaluatedWhy);
        });
    }

    [Fact]
    public async Task Coverage_OfAFailingTarget_SaysSinceWhenAndRemembersTheLastCompleteRead()
    {
        Estate.Bucket("bucket", "nobody");
        await Scanner.ScanAsync(Ct);
        var complete = (await CoverageAsync()).Completed;
        Estate.Break(Target, TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);
        var first = Assert.Single((await CoverageAsync()).Gaps);
        Estate.Break(Target, TargetFailure.Throttled, message: "AWS kept saying slow down.");

        await Scanner.ScanAsync(Ct);

        var gap = Assert.Single((await CoverageAsync()).Gaps);
        Assert.Equal(2, complete);
        Assert.Equal((Target, CoverageOutcome.Throttled, "AWS kept saying slow down."), (gap.Target, gap.Outcome, gap.Message));
        Assert.Equal(first.Since, gap.Since); // it has not been seen since the first failure, whatever the reason now
        Assert.True(gap.LastCompleteAt < gap.Since);
        Assert.Equal(1, gap.Resources);
    }

    [Fact]
    public async Task Score_WhileATargetFails_CountsItsPairsAsNotEvaluated()
    {
        Estate.Bucket("bucket", "nobody");
        await Scanner.ScanAsync(Ct);
        var before = (await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(), Ct)).Score;
        Estate.Break(Target, TargetFailure.Denied);

        await Scanner.ScanAsync(Ct);

        var after = (await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(), Ct)).Score;
        Assert.True(before.Violated > 0);
        Assert.Equal(0, after.Violated);
        Assert.Equal(before.Pairs, after.Pairs);
        Assert.True(after.NotEvaluated >= before.Passed + before.Violated + before.NotEvaluated - after.Passed);
        var healed = await HealedScoreAsync();
        Assert.Equal(before, healed);
    }

    [Fact]
    public async Task Directory_ThatFails_FailsTheScanAndTouchesNothing()
    {
        Estate.Bucket("bucket", "nobody");
        await Scanner.ScanAsync(Ct);
        var findings = await FindingsAsync();
        Estate.DirectoryFault = new TargetFailedException(TargetFailure.Denied, "AWS denied ListAccounts.");

        var (scanId, targets) = await Scanner.DiscoverAsync(Ct);

        Assert.Empty(targets);
        var scan = (await Get<ScanQueries>().GetAsync(scanId, Ct))!.Summary;
        Assert.Equal((ScanState.Failed, "The accounts could not be listed. AWS denied ListAccounts."), (scan.State, scan.Message));
        Assert.Equal(findings, await FindingsAsync());
        Assert.Null((await Get<ScanQueries>().StatusAsync(Ct)).Running);
        Assert.Equal(1, await CountAsync("audit.event where kind = 'scan.failed'"));
    }

    [Fact]
    public async Task Reader_ThatThrowsAnything_FailsItsTargetWithoutItsText()
    {
        Estate.BeforePage = (target, _, _) =>
            target == Target ? throw new InvalidOperationException("password=hunter2") : Task.CompletedTask;

        var scan = await Scanner.ScanAsync(Ct);

        var target = Assert.Single((await Get<ScanQueries>().GetAsync(scan.Id, Ct))!.Targets, t => t.State == TargetState.Failed);
        Assert.Equal(TargetFailure.Failed, target.Failure);
        Assert.DoesNotContain("hunter2", target.Message);
    }

    private async Task<CoverageSummary> CoverageAsync() =>
        (await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(), Ct)).Coverage;

    private async Task<ComplianceScore> HealedScoreAsync()
    {
        Estate.Heal();
        await Scanner.ScanAsync(Ct);
        return (await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(), Ct)).Score;
    }
}
