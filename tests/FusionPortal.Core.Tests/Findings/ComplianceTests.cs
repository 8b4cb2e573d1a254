using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Findings;

public sealed class ComplianceTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private static readonly ComplianceFilter Everything = new();

    [Fact]
    public async Task Summary_BeforeTheFirstScan_ClaimsNothing()
    {
        var summary = await Get<ComplianceQueries>().SummaryAsync(Everything, Ct);

        Assert.Null(summary.Score.Percent);
        Assert.Null(summary.PreviousScore);
        Assert.Null(summary.LastScan);
        Assert.Empty(summary.ProductionAccounts);
        Assert.Null(await Get<ChangeQueries>().SincePreviousAsync(Everything, Ct));
    }

    [Fact]
    public async Task Production_WithMisplacedAndUndecidedResources_IsCountedByResource()
    {
        await OrganizationAsync("kiteqa", "Kite Cycles", EnvironmentKind.QA);
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        Estate.Bucket("fusion-rms-bkry2", "bkry2");
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Bucket("elsewhere", "bkry3", TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);

        var account = Assert.Single((await Get<ComplianceQueries>().SummaryAsync(Everything, Ct)).ProductionAccounts);

        Assert.Equal(("POS Production", 3, 1, 1), (account.Name, account.Resources, account.Misplaced, account.Undecided));
        Assert.Equal((1, 0), (account.Targets, account.NotCovered));
    }

    [Fact]
    public async Task WrongLabels_DisagreeingTags_AndProductionElsewhere_AreCountedInTheirAccounts()
    {
        await OrganizationAsync("kiteqa", "Kite Cycles", EnvironmentKind.QA);
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Estate.Add("arn:aws:s3:::fusion-rms-acme", new() { ["OrgId"] = "acme", ["Environment"] = "QA" });
        Estate.Add("arn:aws:s3:::files-of-two", new() { ["OrgId"] = "acme", ["orgid"] = "kiteqa" });
        Estate.Add("arn:aws:s3:::acme-more", new() { ["OrgId"] = "acme" }, TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);

        var summary = await Get<ComplianceQueries>().SummaryAsync(Everything, Ct);
        var production = Assert.Single(summary.ProductionAccounts);
        Assert.Equal((0, 1, 1), (production.Misplaced, production.Undecided, production.WrongLabels));
        Assert.Equal(1, summary.OtherAccounts.Single(a => a.AccountId == TestEstate.NonProduction).Misplaced);
        // The disagreement is a matter of places, and stands among the mix-ups with its word.
        Assert.Equal(PlacementVerdict.Undecided, summary.MixUps.Single(m => m.ConventionId == "TAG-ORG-06").Verdict);
        Assert.Equal(PlacementVerdict.WrongLabel, summary.MixUps.Single(m => m.ConventionId == "ENV-07").Verdict);
        Assert.Equal(PlacementVerdict.WrongPlace, summary.MixUps.Single(m => m.ConventionId == "ENV-02").Verdict);

        var one = await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(TestEstate.NonProduction), Ct);
        Assert.Empty(one.ProductionAccounts);
        Assert.Equal(1, Assert.Single(one.OtherAccounts).Misplaced);
    }

    [Fact]
    public async Task Score_AndItsBreakdowns_AddUpToTheSamePairs()
    {
        await MixedEstateAsync();

        var score = (await Get<ComplianceQueries>().SummaryAsync(Everything, Ct)).Score;
        var conventions = await Get<ComplianceBreakdowns>().ConventionsAsync(Everything, Ct);

        Assert.Equal((score.Passed, score.Violated, score.NotEvaluated),
            (conventions.Sum(c => c.Passed), conventions.Sum(c => c.Violated), conventions.Sum(c => c.NotEvaluated)));
        Assert.Equal((await FindingsAsync()).Count, score.Violated);
        Assert.Equal(100.0 * score.Passed / (score.Passed + score.Violated), score.Percent);
        Assert.True(score.NotEvaluated > 0); // nobody lists IAM users yet
        Assert.Equal((await Get<BookQueries>().CurrentAsync(Ct)).Conventions.Select(c => c.Id), conventions.Select(c => c.Convention.Id));
    }

    [Fact]
    public async Task Score_LosingSightOfViolations_RaisesNotEvaluatedAndNoScore()
    {
        await MixedEstateAsync();
        var before = (await Get<ComplianceQueries>().SummaryAsync(Everything, Ct)).Score;
        Estate.Break(TestEstate.In(TestEstate.NonProduction), TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);
        var after = (await Get<ComplianceQueries>().SummaryAsync(Everything, Ct)).Score;

        Assert.True(after.LostSightOf > 0);
        Assert.Equal(before.Violated, after.Violated + after.LostSightOf);
        Assert.True(after.NotEvaluated > before.NotEvaluated);
        Assert.True(after.Percent <= before.Percent, $"{before.Percent} became {after.Percent}");
        // What was judged alone would have looked better.
        Assert.True(100.0 * after.Passed / (after.Passed + after.Violated) > before.Percent);
    }

    [Fact]
    public async Task Score_LosingSightOfAResourceTwoTargetsShow_HidesNoViolation()
    {
        Misspelled("fusion-rms-acne", "acne");
        Misspelled("fusion-rms-acne", "acne", TestEstate.NonProduction);
        Misspelled("fusion-rms-bkry2", "bkry2", TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);
        var before = (await Get<ComplianceQueries>().SummaryAsync(Everything, Ct)).Score;
        Estate.Break(TestEstate.In(TestEstate.NonProduction), TargetFailure.Denied);

        await Scanner.ScanAsync(Ct);

        // One finding of the bucket that two targets show, and two pairs: the difference of both is not what was lost.
        var after = (await Get<ComplianceQueries>().SummaryAsync(Everything, Ct)).Score;
        Assert.True(before.Violated > (await FindingsAsync()).Count, $"{before.Violated} pairs");
        Assert.Equal(before.Violated, after.Violated + after.LostSightOf);
        Assert.True(after.LostSightOf > 0);
    }

    [Fact]
    public async Task Environments_ShowWhatIsWhereAndWhatMayNotBe()
    {
        await MixedEstateAsync();

        var rows = await Get<ComplianceBreakdowns>().EnvironmentsAsync(Everything, Ct);

        var production = rows[0];
        Assert.Equal(TestEstate.Production, production.AccountId);
        Assert.Equal((1, false), Cell(production, EnvironmentKind.QA));
        Assert.Equal((1, true), Cell(production, EnvironmentKind.Production));
        Assert.Equal((1, false), (production.Unknown.Resources, production.Unknown.Allowed));
        Assert.Equal(1, production.Shared);
        Assert.Equal((1, false), Cell(rows[1], EnvironmentKind.Production));
        Assert.Equal((0, true), Cell(rows[1], EnvironmentKind.Demonstration));
    }

    [Fact]
    public async Task HeatMap_ShowsClientsAgainstEveryConvention()
    {
        await MixedEstateAsync();

        var map = await Get<ComplianceBreakdowns>().HeatMapAsync(Everything, 10, Ct);

        Assert.Equal(["acme", "kiteqa"], map.Rows.Select(r => r.OrgId).Order());
        Assert.Equal(2, map.Clients);
        var kite = map.Rows.Single(r => r.OrgId == "kiteqa");
        Assert.Equal(new HeatMapCell(0, 1, 0), kite.Cells["ENV-01"]);
        Assert.Equal(0, kite.Cells["TAG-ORG-03"].Open);
        Assert.Equal(kite.Open, kite.Cells.Values.Sum(c => c.Open));
    }

    [Fact]
    public async Task Clients_MostOpenFirst_IncludeUnknownOnes()
    {
        await MixedEstateAsync();

        var clients = await Get<ComplianceBreakdowns>().ClientsAsync(Everything, 10, Ct);

        Assert.Equal(clients.Select(c => c.Open).OrderDescending(), clients.Select(c => c.Open));
        Assert.Contains(clients, c => c is { OrgId: "bkry2", Title: null });
        Assert.Equal((await FindingsAsync()).Count, clients.Sum(c => c.Open));
    }

    [Fact]
    public async Task SincePrevious_AddsUpByCause()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-goes", "goes");
        Estate.Bucket("fusion-rms-stays", "stays");
        Misspelled("fusion-rms-acme", "acme");
        Misspelled("fusion-rms-leaves", "acme");
        await Scanner.ScanAsync(Ct);
        Estate.Remove("arn:aws:s3:::fusion-rms-acme");
        await Scanner.ScanAsync(Ct);
        Estate.Remove("arn:aws:s3:::fusion-rms-goes");
        Estate.Remove("arn:aws:s3:::fusion-rms-leaves");
        Estate.Bucket("fusion-rms-comes", "comes");
        Misspelled("fusion-rms-acme", "acme");
        await Scanner.ScanAsync(Ct);
        await OrganizationAsync("stays", "Stays", EnvironmentKind.Production);
        await Get<Reevaluate>().ExecuteAsync(Ct);

        var change = (await Get<ChangeQueries>().SincePreviousAsync(Everything, Ct))!;

        Assert.Equal(
            change.OpenNow,
            change.OpenThen + change.New + change.Changed + change.Reappeared + change.ConventionAdded + change.RecordAdded
            - change.Fixed - change.Deleted - change.ConventionRemoved - change.RecordRemoved - change.ClosedUnread);
        Assert.True(change is { New: > 0, Reappeared: > 0, Deleted: > 0, RecordRemoved: > 0, ClosedUnread: 0 }, change.ToString());
        Assert.Equal((await FindingsAsync()).Count, change.OpenNow);
    }

    [Fact]
    public async Task Ageing_CountsWholeDaysBySeverity()
    {
        Estate.Bucket("fusion-rms-old", "old");
        await Scanner.ScanAsync(Ct);
        Scanner.Clock.Advance(TimeSpan.FromDays(10));
        Estate.Bucket("fusion-rms-new", "new");
        await Scanner.ScanAsync(Ct);

        var rows = await Get<ComplianceBreakdowns>().AgeingAsync(Everything, Ct);

        Assert.Equal(Enum.GetValues<Severity>().Reverse(), rows.Select(r => r.Severity));
        var high = rows.Single(r => r.Severity == Severity.High);
        Assert.Equal((2, 1, 0, 1, 0, 0), (high.Open, high.UnderOneDay, high.Days1To7, high.Days8To30, high.Days31To90, high.Over90Days));
    }

    [Fact]
    public async Task Summary_OfAPastMoment_IsWhatItWas()
    {
        await MixedEstateAsync();
        var moment = Scanner.Clock.GetUtcNow();
        var then = await Get<ComplianceQueries>().SummaryAsync(Everything, Ct);
        Scanner.Clock.Advance(TimeSpan.FromHours(1));
        Estate.Resources.Clear();
        Estate.Break(TestEstate.In(TestEstate.NonProduction), Core.Abstractions.TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);

        var past = await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(AsOf: moment), Ct);

        Assert.Equal(then.Score, past.Score);
        Assert.Equal(then.OpenFindings, past.OpenFindings);
        Assert.Equal(then.MixUps, past.MixUps);
        Assert.Equal((then.Coverage.Targets, then.Coverage.Completed), (past.Coverage.Targets, past.Coverage.Completed));
        Assert.Equal(then.ProductionAccounts, past.ProductionAccounts);
    }

    [Fact]
    public async Task Book_IsImportedOnceOnFirstStart()
    {
        Assert.Null((await Get<BookQueries>().PageAsync(Ct)).Published);

        var imported = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Get<PublishShippedBook>().ExecuteAsync(Actor.System, Ct)));

        Assert.Single(imported, i => i == ShippedOutcome.Published);
        var page = await Get<BookQueries>().PageAsync(Ct);
        Assert.Equal(ConventionBook.Default.Version, page.Published!.Version);
        Assert.Equal((await Get<BookQueries>().GetAsync(ConventionBook.Default.Version, Ct))!.Sha256, page.Published.Sha256);
        Assert.All(page.Conventions, c => Assert.NotEmpty(c.Summary.Why));
        Assert.Equal(1, await CountAsync("audit.event where kind = 'convention-book.published'"));
    }

    private static (long, bool) Cell(EnvironmentRow row, EnvironmentKind environment)
    {
        var cell = row.Cells.Single(c => c.Environment == environment);
        return (cell.Resources, cell.Allowed);
    }

    private void Misspelled(string name, string orgId, string account = TestEstate.Production) =>
        Estate.Add($"arn:aws:s3:::{name}", new() { ["OrgID"] = orgId }, account);

    private async Task MixedEstateAsync()
    {
        await OrganizationAsync("kiteqa", "Kite Cycles", EnvironmentKind.QA);
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        Estate.Bucket("fusion-rms-bkry2", "bkry2");
        Misspelled("fusion-rms-acme", "acme");
        Estate.Add("arn:aws:rds:us-east-1:111111111111:db:db-pos-01", []);
        Estate.Bucket("acme-elsewhere", "acme", TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);
    }
}
