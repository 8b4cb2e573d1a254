using System.Diagnostics.Metrics;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FusionPortal.Core.Tests.Findings;

/// <summary>A scheduler that stopped: nothing happens, and what was known must not stay as clean as it was.</summary>
public sealed class KnowledgeAgeTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private static readonly ComplianceFilter Everything = new();

    [Fact]
    public async Task Knowledge_NobodyRenewed_BecomesNotEvaluatedByItself()
    {
        await EstateAsync();
        var fresh = await Get<ComplianceQueries>().SummaryAsync(Everything, Ct);
        var moment = Scanner.Clock.GetUtcNow();
        Scanner.Clock.Advance(TimeSpan.FromHours(26));

        var aged = await Get<ComplianceQueries>().SummaryAsync(Everything, Ct);

        Assert.Equal((0, 2), (fresh.Coverage.Gaps.Count, fresh.Coverage.Completed));
        Assert.Equal((0L, 0L), (aged.Score.Passed, aged.Score.Violated));
        Assert.Equal(fresh.Score.Pairs, aged.Score.NotEvaluated);
        Assert.Equal(fresh.Score.Violated, aged.Score.LostSightOf);
        Assert.Null(aged.Score.Percent);
        Assert.All(aged.Coverage.Gaps, g => Assert.Equal(CoverageOutcome.Aged, g.Outcome));
        Assert.Equal((2, 0), (aged.Coverage.Gaps.Count, aged.Coverage.Completed));
        Assert.Equal(1, Assert.Single(aged.ProductionAccounts).NotCovered);
        Assert.Equal((0, 2), (await Get<ScanQueries>().StatusAsync(Ct) is var s ? (s.Covered, s.Targets) : default));
        Assert.Equal(2, (await Get<CoverageLedgerQueries>().ReadAsync(null, Ct)).Gaps.Count(g => g.Outcome == CoverageOutcome.Aged));
        Assert.All(await Get<ComplianceBreakdowns>().ConventionsAsync(Everything, Ct), c => Assert.Equal((0L, 0L), (c.Passed, c.Violated)));

        // Findings stay, say since when nobody knows, and were last seen when they were.
        var finding = await FindingAsync("ENV-01", "fusion-rms-kiteqa");
        Assert.Equal(finding.LastSeenAt + TimeSpan.FromHours(26), finding.NotEvaluatedSince);
        Assert.Contains("26 hours", finding.NotEvaluatedWhy);
        // Also those about all targets together.
        Assert.All(await FindingsAsync(), f => Assert.NotNull(f.NotEvaluatedSince));

        // The past is as old as it was then.
        var past = await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(AsOf: moment), Ct);
        Assert.Equal((fresh.Score, 0), (past.Score, past.Coverage.Gaps.Count));
        var later = await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(AsOf: Scanner.Clock.GetUtcNow()), Ct);
        Assert.Equal((aged.Score, 2), (later.Score, later.Coverage.Gaps.Count));
    }

    [Fact]
    public async Task Knowledge_JudgedAgainWithoutAReading_StaysAsOldAsItIs()
    {
        await EstateAsync();
        var seen = (await FindingAsync("ENV-01", "fusion-rms-kiteqa")).LastSeenAt;
        Scanner.Clock.Advance(TimeSpan.FromHours(30));

        await OrganizationAsync("newone", "New One", EnvironmentKind.Production);
        Assert.True(await Get<Reevaluate>().ExecuteAsync(Ct));

        Assert.Equal(seen, (await FindingAsync("ENV-01", "fusion-rms-kiteqa")).LastSeenAt);
        Assert.Equal(0L, (await Get<ComplianceQueries>().SummaryAsync(Everything, Ct)).Score.Passed);
        await Scanner.ScanAsync(Ct);
        Assert.True((await Get<ComplianceQueries>().SummaryAsync(Everything, Ct)).Score.Passed > 0);
    }

    [Fact]
    public async Task Age_OfTargetsThatFail_IsThatOfTheirLastReading()
    {
        await EstateAsync();
        var read = await Get<Knowledge>().AgeAsync(Ct);
        Estate.Break(TestEstate.In(TestEstate.NonProduction), TargetFailure.Throttled);
        Scanner.Clock.Advance(TimeSpan.FromHours(30));
        await Scanner.ScanAsync(Ct);

        var some = await Get<Knowledge>().AgeAsync(Ct);
        Estate.Break(TestEstate.In(TestEstate.Production), TargetFailure.Denied);
        Scanner.Clock.Advance(TimeSpan.FromHours(30));
        await Scanner.ScanAsync(Ct);
        var all = await Get<Knowledge>().AgeAsync(Ct);

        Assert.Equal((2, 1, read.NewestAt), (some.Targets, some.Aged, some.OldestAt));
        Assert.Equal((2, 2, some.NewestAt, read.NewestAt), (all.Targets, all.Aged, all.NewestAt, all.OldestAt));
    }

    [Fact]
    public async Task Knowledge_OverAllTargets_IsAsOldAsTheOldestOfThem()
    {
        await EstateAsync();
        Scanner.Clock.Advance(TimeSpan.FromHours(30));
        await Scanner.ScanAsync(Ct, new StartScanRequest(AccountId: TestEstate.Production));

        var across = (await FindingsAsync()).Where(f => f.ConventionId == "ENV-05").ToList();
        var rows = (await Get<NotEvaluatedQueries>().ListAsync(new NotEvaluatedFilter(), null, NotEvaluatedQueries.MaxPage, Ct)).Rows;

        Assert.NotEmpty(across);
        Assert.All(across, f => Assert.NotNull(f.NotEvaluatedSince));
        var row = Assert.Single(rows, r => r is { AccountId: null, ConventionId: null });
        Assert.Equal("Nobody has read every target whole for more than 26 hours.", row.Why);
        Assert.True(row.Count > 0 && row.Since < Scanner.Clock.GetUtcNow());
        await Scanner.ScanAsync(Ct);
        Assert.DoesNotContain(
            (await Get<NotEvaluatedQueries>().ListAsync(new NotEvaluatedFilter(), null, NotEvaluatedQueries.MaxPage, Ct)).Rows, r =>
                r is { AccountId: null, ConventionId: null });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Past_GainsNoTargets(bool foundByAScanOfAnotherAccount)
    {
        await EstateAsync();
        var moment = Scanner.Clock.GetUtcNow();
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        Estate.Accounts.Add(new DiscoveredAccount("333333333333", "Later", "ACTIVE", new Dictionary<string, string>()));
        Estate.Lists("s3", isGlobal: true, S3Bucket.Kind);
        if (foundByAScanOfAnotherAccount)
        {
            await Scanner.ScanAsync(Ct, new StartScanRequest(AccountId: TestEstate.Production));
            var found = Scanner.Clock.GetUtcNow();
            Assert.Equal(2, await NeverAsync(found));
            Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
            await Scanner.ScanAsync(Ct);
            Assert.Equal(2, await NeverAsync(found));
        }

        await Scanner.ScanAsync(Ct);

        var past = (await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(AsOf: moment), Ct)).Coverage;
        Assert.Equal((0, 2), (past.Gaps.Count, past.Completed));
        Assert.Equal(
            6, (await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(AsOf: Scanner.Clock.GetUtcNow()), Ct)).Coverage.Completed);

        async Task<int> NeverAsync(DateTimeOffset at) =>
            (await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(AsOf: at), Ct)).Coverage.Gaps.Count(
                g => g.Target.AccountId == "333333333333");
    }

    [Fact]
    public async Task Limit_IsASetting()
    {
        await using var scanner = new TestScanner(Postgres, configuration: new() { ["Knowledge:Hours"] = "2.5" });
        scanner.Estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        await scanner.ScanAsync(Ct);
        Assert.Equal(0, (await scanner.Portal.Get<Knowledge>().AgeAsync(Ct)).Aged);

        scanner.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(2, (await scanner.Portal.Get<Knowledge>().AgeAsync(Ct)).Aged);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("8761")]
    [InlineData("NaN")]
    public void Limit_ThatIsNone_IsRefusedByName(string hours)
    {
        var services = new ServiceCollection();
        services.AddScanJobs(new ConfigurationBuilder().AddInMemoryCollection([new("Knowledge:Hours", hours)]).Build());
        using var provider = services.BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<KnowledgeOptions>>().Value);

        Assert.Contains("Knowledge:Hours", refused.Message);
    }

    [Fact]
    public async Task Meter_TellsTheAgeWhateverRuns()
    {
        await EstateAsync();
        Scanner.Clock.Advance(TimeSpan.FromHours(29));
        Get<KnowledgeMeter>();
        var told = new Dictionary<string, double>();
        using var listener =
            new MeterListener
            {
                InstrumentPublished = (i, l) => { if (i.Meter.Name == KnowledgeMeter.Name) l.EnableMeasurementEvents(i); }
            };
        listener.SetMeasurementEventCallback<double>((i, value, _, _) => told[i.Name] = Math.Max(value, told.GetValueOrDefault(i.Name)));
        listener.SetMeasurementEventCallback<int>((i, value, _, _) => told[i.Name] = Math.Max(value, told.GetValueOrDefault(i.Name)));
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.True(told["fusionportal.knowledge.age"] >= 29 * 3600, string.Join(", ", told));
        Assert.True(told["fusionportal.knowledge.oldest_age"] >= told["fusionportal.knowledge.age"]);
        Assert.True(told["fusionportal.knowledge.aged_targets"] >= 2);
    }

    private async Task EstateAsync()
    {
        await OrganizationAsync("kiteqa", "Kite Cycles", EnvironmentKind.QA);
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Bucket("acme-elsewhere", "acme", TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);
    }
}
