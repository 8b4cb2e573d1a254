using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Accounts;

/// <summary>Accounts nobody can read: one line each, no gap where nobody needs to look, and nothing green because nobody looked.</summary>
public sealed class AccountStandingTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private const string Mystery = "333333333333";
    private const string Why = "Sold with the shops";

    [Theory]
    [InlineData("SUSPENDED", AccountSight.Unreachable, ScanResult.Completed)]
    [InlineData("SOMETHING_NEW", AccountSight.Unreachable, ScanResult.Completed)]
    [InlineData("CLOSED", AccountSight.Closed, ScanResult.Completed)]
    [InlineData("PENDING_CLOSURE", AccountSight.Closed, ScanResult.Completed)]
    public async Task Account_ThatCannotBeRead_IsOneLineAndNoTarget(string state, AccountSight sight, ScanResult result)
    {
        Estate.Bucket("bucket", "nobody");
        await Scanner.ScanAsync(Ct);
        var open = (await FindingsAsync()).Count;
        State(TestEstate.Production, state);

        var scan = await Scanner.ScanAsync(Ct);

        var unread = Assert.Single(scan.AccountsUnread!);
        Assert.Equal((TestEstate.Production, state, sight), (unread.AccountId, unread.State, unread.Sight));
        Assert.Equal((result, 1, 1, 0), (scan.Result, scan.Targets, scan.TargetsCompleted, scan.TargetsFailed));
        var coverage = (await SummaryAsync()).Coverage;
        Assert.Equal((1, 1), (coverage.Targets, coverage.Completed));
        Assert.Empty(coverage.Gaps);
        var line = Assert.Single(coverage.Accounts!);
        Assert.Equal((TestEstate.Production, sight, 1L), (line.AccountId, line.Sight, line.Resources));
        // The bucket's, and that nobody knows its organization: again and again, also where a closed account keeps nothing else from being
        // judged.
        await Scanner.ScanAsync(Ct);
        var findings = await FindingsAsync();
        Assert.Equal((2, 2), (open, findings.Count));
        Assert.All(
            findings.Where(f => f.Kind == "s3-bucket" || sight == AccountSight.Closed), f =>
            Assert.Equal(AccountStates.Describe(state), f.NotEvaluatedWhy));
        Assert.All(findings, f => Assert.NotNull(f.NotEvaluatedWhy));
        var status = await Get<ScanQueries>().StatusAsync(Ct);
        Assert.Equal((1, 1, sight == AccountSight.Unreachable ? 1 : 0), (status.Targets, status.Covered, status.AccountGaps));
        Assert.DoesNotContain(
            (await Get<CoverageLedgerQueries>().ReadAsync(null, Ct)).Targets, r => r.Target.AccountId == TestEstate.Production);
    }

    [Fact]
    public async Task Account_ThatDeparted_IsOneLineAndNeverClean()
    {
        Estate.Bucket("bucket", "nobody");
        await Scanner.ScanAsync(Ct);
        Estate.Accounts.RemoveAll(a => a.AccountId == TestEstate.Production);

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal((ScanResult.Completed, 1), (scan.Result, scan.AccountGaps));
        var summary = await SummaryAsync();
        var account = Assert.Single(summary.Coverage.Unreachable);
        Assert.Equal(
            (TestEstate.Production, AccountStates.Departed, "The account is no longer in the AWS organization."),
            (account.AccountId, account.State, account.Message));
        Assert.True(Assert.Single(summary.ProductionAccounts).Unreachable);
        Assert.Equal("DEPARTED", (await AccountAsync(TestEstate.Production)).Status);
    }

    [Theory]
    [InlineData("ACTIVE", true)]
    [InlineData("UNKNOWN", true)]
    [InlineData("CLOSED", false)]
    [InlineData("SUSPENDED", false)]
    public async Task Undeclared_IsAFindingOnlyOfAnAccountThatIsRead(string state, bool expected)
    {
        Estate.Accounts.Add(new DiscoveredAccount(Mystery, "Mystery", state, new Dictionary<string, string>()));

        await Scanner.ScanAsync(Ct);

        Assert.Equal(expected, (await FindingsAsync()).Any(f => f.Subject == $"account:{Mystery}"));
        Assert.Equal(expected ? 3 : 2, (await SummaryAsync()).Coverage.Targets);
    }

    [Fact]
    public async Task Organization_ThatAnswersNoAccount_IsAFailedScanAndChangesNothing()
    {
        Estate.Bucket("bucket", "nobody");
        await Scanner.ScanAsync(Ct);
        var (before, findings) = (await Get<AccountQueries>().ListAsync(Ct), await FindingsAsync());
        Estate.Accounts.Clear();

        var scan = await Scanner.DiscoverAsync(Ct);

        var failed = (await Get<ScanQueries>().GetAsync(scan.ScanId, Ct))!.Summary;
        Assert.Equal((ScanState.Failed, ScanResult.Failed), (failed.State, failed.Result));
        Assert.StartsWith("AWS Organizations answered without a single account", failed.Message);
        Assert.Equal(before, await Get<AccountQueries>().ListAsync(Ct));
        Assert.Equal(findings, await FindingsAsync());
    }

    [Fact]
    public async Task Scan_OfWhichNotOneTargetAnswers_HasFailed()
    {
        Estate.Bucket("bucket", "nobody");
        await Scanner.ScanAsync(Ct);
        Estate.Break(TestEstate.In(TestEstate.Production), TargetFailure.Denied);
        Estate.Break(TestEstate.In(TestEstate.NonProduction), TargetFailure.Throttled);

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal((ScanState.Failed, ScanResult.Failed, "Not one of 2 targets was read."), (scan.State, scan.Result, scan.Message));
        Assert.Equal(1, await CountAsync("audit.event where kind = 'scan.failed'"));
        Assert.Equal(1, await CountAsync("audit.event where kind = 'scan.completed'"));
        Assert.Equal(2, (await SummaryAsync()).Coverage.Gaps.Count);
        Estate.Heal();
        Assert.Equal(ScanResult.Completed, (await Scanner.ScanAsync(Ct)).Result);
    }

    [Fact]
    public async Task Scan_OfASuspendedAccountAlone_HasFailed()
    {
        await Scanner.ScanAsync(Ct);
        State(TestEstate.NonProduction, "SUSPENDED");

        var scan = await Scanner.ScanAsync(Ct, new StartScanRequest(AccountId: TestEstate.NonProduction));

        Assert.Equal((ScanResult.Failed, 0, "No account in the scan's scope can be read."), (scan.Result, scan.Targets, scan.Message));
    }

    [Fact]
    public async Task Retired_LeavesCoverageAndScoreButKeepsItsFindingsMarked()
    {
        Estate.Bucket("bucket", "nobody");
        Estate.Bucket("other", "nobody", TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);
        State(TestEstate.Production, "SUSPENDED");
        await Scanner.ScanAsync(Ct);
        var suspended = await SummaryAsync();
        var seen = (await FindingsAsync()).Where(f => f.AccountId == TestEstate.Production).ToDictionary(f => f.Id, f => f.LastSeenAt);

        await RetireAsync(TestEstate.Production);
        await Scanner.ScanAsync(Ct);

        var retired = await SummaryAsync();
        Assert.True(suspended.Score.LostSightOf > 0);
        Assert.Equal((0, suspended.Score.Violated), (retired.Score.LostSightOf, retired.Score.Violated));
        Assert.True(retired.Score.NotEvaluated < suspended.Score.NotEvaluated);
        Assert.Empty(retired.ProductionAccounts);
        Assert.Empty(retired.Coverage.Unreachable);
        Assert.Equal(AccountSight.Retired, Assert.Single(retired.Coverage.Accounts!).Sight);
        var marked = (await FindingsAsync()).Where(f => seen.ContainsKey(f.Id)).ToArray();
        Assert.Equal(seen.Count, marked.Length);
        Assert.All(marked, f => Assert.Equal((seen[f.Id], $"Tom Becker retired the account: {Why}"), (f.LastSeenAt, f.NotEvaluatedWhy)));
        Assert.Equal(ScanResult.Completed, (await Get<ScanQueries>().StatusAsync(Ct)).Last!.Result);
    }

    [Fact]
    public async Task Retirement_IsInTheTrailAndCanBeTakenBack()
    {
        State(TestEstate.NonProduction, "SUSPENDED");
        await Scanner.ScanAsync(Ct);

        await RetireAsync(TestEstate.NonProduction);
        var retired = await AccountAsync(TestEstate.NonProduction);
        await RetireAsync(TestEstate.NonProduction, retired: false);

        Assert.Equal(
            (AccountSight.Retired, "Tom Becker", Why), (retired.Sight, retired.Standing!.RetiredBy, retired.Standing.RetiredReason));
        Assert.Equal(AccountSight.Unreachable, (await AccountAsync(TestEstate.NonProduction)).Sight);
        Assert.Equal(1, await CountAsync("audit.event where kind = 'account.retired'"));
        Assert.Equal(1, await CountAsync("audit.event where kind = 'account.unretired'"));
    }

    [Fact]
    public async Task Retirement_EndsByItselfWhenAwsListsTheAccountAsActive()
    {
        Estate.Bucket("bucket", "nobody");
        await Scanner.ScanAsync(Ct);
        Estate.Accounts.RemoveAt(0);
        await Scanner.ScanAsync(Ct);
        await RetireAsync(TestEstate.Production);
        await Scanner.ScanAsync(Ct); // still gone: stays retired
        Assert.Equal(AccountSight.Retired, (await AccountAsync(TestEstate.Production)).Sight);
        Estate.Accounts.Insert(
            0, new DiscoveredAccount(TestEstate.Production, "POS Production", "ACTIVE", new Dictionary<string, string>()));

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal((ScanResult.Completed, 2), (scan.Result, scan.TargetsCompleted));
        var account = await AccountAsync(TestEstate.Production);
        Assert.Equal((AccountSight.Read, "ACTIVE", null), (account.Sight, account.Status, account.Standing!.RetiredBy));
        Assert.Equal(1, await CountAsync("audit.event where kind = 'account.returned'"));
        Assert.All((await FindingsAsync()).Where(f => f.AccountId == TestEstate.Production), f => Assert.Null(f.NotEvaluatedSince));
    }

    [Fact]
    public async Task Past_ShowsTheAccountAsItStoodThen()
    {
        Estate.Bucket("bucket", "nobody");
        await Scanner.ScanAsync(Ct);
        var active = await AtAsync();
        State(TestEstate.Production, "SUSPENDED");
        await Scanner.ScanAsync(Ct);
        var suspended = await AtAsync();
        await RetireAsync(TestEstate.Production);
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        var retired = await AtAsync();
        Estate.Accounts[0] = Estate.Accounts[0] with { State = "ACTIVE" };
        await Scanner.ScanAsync(Ct);

        foreach (var (at, then) in new[] { active, suspended, retired })
        {
            var now = await SummaryAsync(at);
            Assert.Equal(then.Score, now.Score);
            Assert.Equal((then.Coverage.Targets, then.Coverage.Completed), (now.Coverage.Targets, now.Coverage.Completed));
            Assert.Equal(then.Coverage.Accounts!, now.Coverage.Accounts!);
        }
    }

    [Fact]
    public async Task Recheck_InAnAccountNobodyReads_IsRefused()
    {
        var bucket = Estate.Bucket("bucket", "nobody");
        await Scanner.ScanAsync(Ct);
        State(TestEstate.Production, "CLOSED");
        await Scanner.ScanAsync(Ct);

        var refused =
            await Assert.ThrowsAsync<RefusedException>(
            () => Get<RecheckResources>().ExecuteAsync(new RecheckRequest([bucket.Arn]), TestActors.Tom, Ct));

        Assert.Equal("account-not-read", refused.Code);
    }

    [Theory]
    [InlineData("ACTIVE", "Sold", "account-is-read")]
    [InlineData("SUSPENDED", "  ", "missing")]
    [InlineData("SUSPENDED", "password: Hunter2Hunter2!", "secret-found")]
    public async Task Retirement_WithoutNeedOrReason_IsRefused(string state, string reason, string code)
    {
        State(TestEstate.NonProduction, state);
        await Scanner.ScanAsync(Ct);

        var refused =
            await Assert.ThrowsAsync<RefusedException>(
            () => Get<RetireAccount>().ExecuteAsync(new(TestEstate.NonProduction, reason), TestActors.Tom, Ct));

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task Retirement_ByOthersOrTwice_IsRefused()
    {
        State(TestEstate.NonProduction, "SUSPENDED");
        await Scanner.ScanAsync(Ct);
        async Task<RefusedException> TryAsync(Core.Actor actor, bool retired = true) =>
            await Assert.ThrowsAsync<RefusedException>(
                () => Get<RetireAccount>().ExecuteAsync(new(TestEstate.NonProduction, Why, retired), actor, Ct));

        Assert.Equal(RefusalKind.Forbidden, (await TryAsync(TestActors.Ana)).Kind);
        Assert.Equal("not-retired", (await TryAsync(TestActors.Tom, retired: false)).Code);
        await RetireAsync(TestEstate.NonProduction);
        Assert.Equal("already-retired", (await TryAsync(TestActors.Tom)).Code);
    }

    private void State(string accountId, string state)
    {
        var i = Estate.Accounts.FindIndex(a => a.AccountId == accountId);
        Estate.Accounts[i] = Estate.Accounts[i] with { State = state };
    }

    private Task RetireAsync(string accountId, bool retired = true) =>
        Get<RetireAccount>().ExecuteAsync(new(accountId, Why, retired), TestActors.Tom, Ct);

    private async Task<AccountSummary> AccountAsync(string id) => (await Get<AccountQueries>().ListAsync(Ct)).Single(a => a.Id == id);

    private Task<ComplianceSummary> SummaryAsync(DateTimeOffset? asOf = null) =>
        Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(AsOf: asOf), Ct);

    private async Task<(DateTimeOffset At, ComplianceSummary Then)> AtAsync()
    {
        var then = (Scanner.Clock.GetUtcNow(), await SummaryAsync());
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        return then;
    }
}
