using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Scans;
using FusionPortal.Simulator.Faults;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Aws.Tests;

/// <summary>Whole scans of a simulated AWS that answers badly: what was not seen changes no finding, and the ledger says why it was not
/// seen.</summary>
public sealed class BadAnswerScanTests(TestCluster cluster) : IAsyncLifetime
{
    // Their answers hold names, ids or URLs and no ARN.
    private static readonly string[] WithoutArns = ["dynamodb", "ec2", "route53", "s3", "sqs"];

    private SimulatedPortal _portal = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What goes wrong from the second page on, and what the ledger says then.</summary>
    public static TheoryData<FaultKind, CoverageOutcome> Cuts => new()
    {
        { FaultKind.CutConnection, CoverageOutcome.Failed },
        { FaultKind.MalformedBody, CoverageOutcome.Failed },
        { FaultKind.ServerError, CoverageOutcome.Failed },
        { FaultKind.Throttle, CoverageOutcome.Throttled },
        { FaultKind.Deny, CoverageOutcome.Denied },
        { FaultKind.ExpiredToken, CoverageOutcome.Expired },
        { FaultKind.PaginationTokenExpired, CoverageOutcome.Expired },
        { FaultKind.RegionDisabled, CoverageOutcome.NotSupported },
    };

    public async ValueTask InitializeAsync() => _portal = await SimulatedPortal.StartAsync(cluster);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Lists_CutShort_ChangeNoFinding(FaultKind kind, CoverageOutcome outcome)
    {
        var lists =
            ListedService.All.Where(
            s => s.Service != ScanTarget.Tagging && !(kind == FaultKind.PaginationTokenExpired && s.Service == "dynamodb")).ToList();
        var before = await SeenAsync();
        // What each list would show as gone, had it been believed.
        foreach (var list in lists) _portal.Estate.Remove(list.Arn(0));
        foreach (var list in lists) Strike(list, kind);

        var scan = await _portal.ScanAsync();

        await AssertUnchangedAsync(before, scan);
        await AssertOutcomesAsync(lists, outcome);
        _portal.Server.Faults.Clear();
        await _portal.ScanAsync();
        var healed = (await _portal.FindingsAsync()).ToLookup(f => f.Status == FindingStatus.Resolved, f => f.Subject);
        Assert.All(lists, list => Assert.Contains(list.Arn(0), healed[true]));
        Assert.All(lists, list => Assert.Contains(list.Arn(1), healed[false]));
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Tags_CutShort_ChangeNoFinding(FaultKind kind, CoverageOutcome outcome)
    {
        var tagging = ListedService.Of(ScanTarget.Tagging);
        var before = await SeenAsync();
        foreach (var list in WithoutTags) _portal.Estate.Put(Simulated.Account, Simulated.Region, new(list.Arn(0), []));
        Strike(tagging, kind);

        var scan = await _portal.ScanAsync();

        await AssertUnchangedAsync(before, scan);
        await AssertOutcomesAsync([tagging], outcome);
        _portal.Server.Faults.Clear();
        await _portal.ScanAsync();
        var resolved = (await _portal.FindingsAsync()).Where(f => f.Status == FindingStatus.Resolved).Select(f => f.Subject).ToHashSet();
        Assert.All(WithoutTags, list => Assert.Contains(list.Arn(0), resolved));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Arn_Malformed_FailsItsTarget_AndChangesNoFinding(bool ofTags)
    {
        var struck = ListedService.All.Where(s => !WithoutArns.Contains(s.Service) && s.Service == ScanTarget.Tagging == ofTags).ToList();
        var before = await SeenAsync();
        foreach (var list in struck) _portal.Server.Faults.Add(new Fault(FaultKind.MalformedArn) { Api = list.Api });

        var scan = await _portal.ScanAsync();

        await AssertUnchangedAsync(before, scan);
        await AssertOutcomesAsync(struck, CoverageOutcome.Failed);
        Assert.All(
            (await _portal.CoverageAsync()).Values.Where(c => c.Outcome == CoverageOutcome.Failed), c =>
            Assert.Contains("not an ARN", c.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(FaultKind.RepeatedEntry)]
    [InlineData(FaultKind.EmptyPage)]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.CutConnection)]
    [InlineData(FaultKind.MalformedBody)]
    [InlineData(FaultKind.ExpiredToken)]
    [InlineData(FaultKind.PaginationTokenExpired)]
    public async Task Lists_BadForAWhile_AreReadWhole_AndNothingIsRewritten(FaultKind kind)
    {
        var before = await SeenAsync();
        foreach (var list in ListedService.All)
        {
            Short(list);
            _portal.Server.Faults.Add(new Fault(kind) { Api = list.Api, Times = 1 });
        }

        var scan = await _portal.ScanAsync();

        await AssertUnchangedAsync(before, scan);
        Assert.All((await _portal.CoverageAsync()).Values, c => Assert.Equal(CoverageOutcome.Completed, c.Outcome));
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public async Task Clock_HoursWrong_IsCorrectedFor(int hours)
    {
        var before = await SeenAsync();
        _portal.Server.Faults.Add(new Fault(FaultKind.ClockSkew) { Delay = TimeSpan.FromHours(hours) });

        var scan = await _portal.ScanAsync();

        await AssertUnchangedAsync(before, scan);
        Assert.Equal(before.Scan.TargetsFailed, scan.TargetsFailed);
    }

    [Fact]
    public async Task Account_LeavingInMidScan_KeepsItsFindings_AndIsToldFromTheNextScanOn()
    {
        var before = await SeenAsync();
        var sns = ListedService.Of("sns");
        _portal.Server.Faults.Add(new Fault(FaultKind.AccountLeaves) { Api = sns.Api, AccountId = Simulated.Account });
        // Its session ends with the next service.
        _portal.Server.Faults.Add(new Fault(FaultKind.ExpiredToken) { Api = "sqs:ListQueues" });

        var scan = await _portal.ScanAsync();

        await AssertUnchangedAsync(before, scan);
        var coverage = await _portal.CoverageAsync();
        Assert.Equal(CoverageOutcome.Completed, coverage["sns"].Outcome);
        Assert.Equal(CoverageOutcome.Denied, coverage["sqs"].Outcome);

        var next = await _portal.ScanAsync();

        await AssertUnchangedAsync(before, next);
        Assert.All((await _portal.CoverageAsync()).Values, c =>
        {
            Assert.Equal((CoverageOutcome.NotSupported, "The account is no longer in the AWS organization."), (c.Outcome, c.Message));
            Assert.NotNull(c.LastCompleteAt);
        });
        Assert.All((await _portal.FindingsAsync()).Where(f => f.AccountId == Simulated.Account), f => Assert.NotNull(f.NotEvaluatedSince));
    }

    [Fact]
    public async Task CredentialReport_Denied_ChangesNoFinding_AndIsInTheLedger()
    {
        var before = await SeenAsync();
        _portal.Server.Faults.Add(new Fault(FaultKind.Deny) { Api = "iam:GetCredentialReport" });

        var scan = await _portal.ScanAsync();

        Assert.Equal(before.Findings, [.. (await _portal.FindingsAsync()).Select(Told)]);
        Assert.Equal(0, scan.Removed);
        var iam = (await _portal.CoverageAsync())["iam"];
        Assert.Equal(CoverageOutcome.Completed, iam.Outcome);
        Assert.StartsWith("iam:GetCredentialReport: AWS refused", iam.Message, StringComparison.Ordinal);

        _portal.Server.Faults.Clear();
        await _portal.ScanAsync();

        Assert.Null((await _portal.CoverageAsync())["iam"].Message);
    }

    [Fact]
    public async Task Tags_FiftyOfTheGreatestSize_AndKeysThatDifferByCaseOnly_AreKept_AndJudged()
    {
        var tags = Enumerable.Range(0, 48).Select(i => KeyValuePair.Create($"{new string('k', 126)}{i:D2}", new string('v', 256)))
            .Concat([new("OrgId", "nobody"), new("orgid", "somebody")]).ToList();
        foreach (var list in ListedService.All) _portal.Estate.Put(Simulated.Account, Simulated.Region, new(list.Arn(0), tags));
        await _portal.ScanAsync();

        var again = await _portal.ScanAsync();

        Assert.Equal((0L, 0L, 0L, 0), (again.Added, again.Changed, again.Removed, again.FindingsOpened));
        var disagreeing = (await _portal.FindingsAsync()).Where(f => f.ConventionId == "TAG-ORG-06").Select(f => f.Subject).ToHashSet();
        foreach (var arn in ListedService.All.Select(s => s.Arn(0)).Distinct())
        {
            Assert.Contains(arn, disagreeing);
            var row =
                Assert.Single(
                (await _portal.Get<InventoryQueries>().ListAsync(new ResourceFilter(Text: arn), null, 10, Ct)).Rows, r => r.Arn == arn);
            Assert.Equal(tags.ToDictionary(), row.Tags!.Value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!));
        }
    }

    /// <summary>Services whose lists carry no tags, so that these are the tagging API's word.</summary>
    private static IEnumerable<ListedService> WithoutTags => ListedService.All.Where(s => !s.CarriesTags);

    private async Task<Before> SeenAsync()
    {
        var scan = await _portal.ScanAsync();
        Assert.Equal((ScanState.Completed, null), (scan.State, scan.Message));
        var findings = await _portal.FindingsAsync();
        var known = findings.Select(f => f.Subject).ToHashSet();
        Assert.All(ListedService.All, list => Assert.Contains(list.Arn(0), known));
        return new Before(scan, [.. findings.Select(Told)]);
    }

    private async Task AssertUnchangedAsync(Before before, ScanSummary scan)
    {
        Assert.Equal((0, 0, 0), (scan.FindingsOpened, scan.FindingsReopened, scan.FindingsResolved));
        Assert.Equal((0L, 0L, 0L), (scan.Added, scan.Changed, scan.Removed));
        Assert.Equal(before.Findings, [.. (await _portal.FindingsAsync()).Select(Told)]);
    }

    private async Task AssertOutcomesAsync(IReadOnlyList<ListedService> struck, CoverageOutcome outcome)
    {
        var coverage = await _portal.CoverageAsync();
        foreach (var list in ListedService.All)
        {
            var row = coverage[list.Service];
            Assert.Equal((list.Service, struck.Contains(list) ? outcome : CoverageOutcome.Completed), (list.Service, row.Outcome));
            if (!struck.Contains(list)) continue;
            Assert.False(string.IsNullOrEmpty(row.Message), list.Service);
            Assert.NotNull(row.LastCompleteAt);
        }
    }

    private void Strike(ListedService list, FaultKind kind)
    {
        Short(list);
        _portal.Server.Faults.Add(new Fault(kind) { Api = list.Api, After = kind == FaultKind.PaginationTokenExpired ? 0 : 1 });
    }

    private void Short(ListedService list) => _portal.Server.Faults.Add(new Fault(FaultKind.ShortPages) { Api = list.Api, PageSize = 2 });

    private static string Told(FindingRow f) => $"{f.Id} {f.ConventionId} {f.Status} {f.Severity} {f.Subject} {f.Expected} {f.Actual}";

    private sealed record Before(ScanSummary Scan, IReadOnlyList<string> Findings);
}
