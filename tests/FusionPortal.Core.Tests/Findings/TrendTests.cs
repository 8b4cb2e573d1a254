using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Findings;

/// <summary>Each point of a trend is what the compliance page said at its moment, and says of it still.</summary>
public sealed class TrendTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task Trend_BeforeTheFirstScan_HasNoPoint()
    {
        var trend = await Get<TrendQueries>().ReadAsync(new TrendFilter(), Ct);

        Assert.Empty(trend.Points);
        Assert.Null(await Get<ChangeQueries>().SinceAsync(new ComplianceFilter(), TimeSpan.FromDays(1), Ct));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(TestEstate.NonProduction)]
    public async Task EveryPoint_IsWhatTheCompliancePageSaysOfItsMoment(string? accountId)
    {
        await LiveAsync();

        var trend = await Get<TrendQueries>().ReadAsync(new TrendFilter(accountId), Ct);

        Assert.Equal(9, trend.Points.Count);
        Assert.True(trend.From < trend.Points[0].At);
        foreach (var point in trend.Points)
        {
            var then = await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(accountId, point.At), Ct);
            var critical = await Get<FindingQueries>().CountAsync(
                new FindingFilter(accountId is null ? null : [accountId], Severities: [Severity.Critical], AsOf: point.At), Ct);
            Assert.Equal(
                (point.At, then.Score, then.OpenFindings, critical.Matching, then.Coverage.Targets, then.Coverage.Completed),
                (point.At, point.Score, point.Open, point.Critical, point.Targets, point.Completed));
        }

        // The history has all of it: what was aged, denied, gone, and in no target.
        Assert.Contains(trend.Points, p => p.Completed < p.Targets);
        Assert.Contains(trend.Points, p => p.Score.LostSightOf > 0);
        Assert.True(trend.Points.Select(p => p.Open).Distinct().Count() > 1, "the number of findings never changed");
    }

    [Fact]
    public async Task Points_StandAtTheEndOfEachDay_AndTheLastNow()
    {
        await LiveAsync();

        var quarter = await Get<TrendQueries>().ReadAsync(new TrendFilter(Span: TrendSpan.Days90), Ct);
        var year = await Get<TrendQueries>().ReadAsync(new TrendFilter(Span: TrendSpan.Year), Ct);

        Assert.All(quarter.Points.SkipLast(1), p => Assert.Equal(TimeSpan.Zero, p.At.TimeOfDay));
        Assert.Equal(quarter.Points[^1], year.Points[^1]);
        Assert.Equal(3, year.Points.Count);
        Assert.Equal(TimeSpan.FromDays(7), year.Points[1].At - year.Points[0].At);
        var book = Assert.Single(quarter.Marks, m => m.Kind == TrendMarkKind.Book);
        Assert.InRange(book.At, quarter.Points[0].At.AddDays(-1), quarter.Points[^1].At);
    }

    [Fact]
    public async Task OfConventions_AddsUpToAllOpenFindings_AtEachMoment()
    {
        Assert.Empty((await Get<TrendQueries>().OfConventionsAsync(new TrendFilter(), Ct)).Moments);
        await LiveAsync();

        var whole = await Get<TrendQueries>().ReadAsync(new TrendFilter(), Ct);
        var parts = await Get<TrendQueries>().OfConventionsAsync(new TrendFilter(), Ct);

        Assert.Equal(whole.Points.Select(p => p.At), parts.Moments);
        Assert.Equal(whole.Points.Select(p => p.Open), parts.Moments.Select((_, i) => parts.Open.Values.Sum(open => open[i])));
        Assert.All(parts.Open.Values, open => Assert.All(open, count => Assert.True(count >= 0)));
        var now = (await FindingsAsync()).CountBy(f => f.ConventionId).ToDictionary();
        Assert.Equal(now, parts.Open.Where(o => o.Value[^1] > 0).ToDictionary(o => o.Key, o => (int)o.Value[^1]));
    }

    [Fact]
    public async Task SinceYesterday_AddsUp()
    {
        await LiveAsync();

        var since = (await Get<ChangeQueries>().SinceAsync(new ComplianceFilter(), TimeSpan.FromDays(3), Ct))!;

        Assert.Equal(
            since.OpenNow,
            since.OpenThen + since.New + since.Changed + since.Reappeared + since.ConventionAdded + since.RecordAdded
            - since.Fixed - since.Deleted - since.ConventionRemoved - since.RecordRemoved - since.ClosedUnread);
        Assert.Equal(TimeSpan.FromDays(3), since.AsOf - since.Since);
    }

    // Eight days: things come and go, a target is denied and read again, nobody scans for two days, an account is retired.
    private async Task LiveAsync()
    {
        await OrganizationAsync("kiteqa", "Kite Cycles", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        Estate.Bucket("fusion-rms-bkry2", "bkry2");
        Estate.Add("arn:aws:s3:::fusion-rms-acme", new() { ["OrgID"] = "acme" }, TestEstate.NonProduction);
        await NextDayAsync();
        await Get<PublishShippedBook>().ExecuteAsync(Actor.System, Ct);
        Estate.Bucket("elsewhere", "kiteqa", TestEstate.NonProduction);
        await NextDayAsync();
        Estate.Break(TestEstate.In(TestEstate.NonProduction), TargetFailure.Denied);
        await NextDayAsync();
        Estate.Heal();
        Estate.Remove("arn:aws:s3:::fusion-rms-bkry2");
        await NextDayAsync();
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        await Get<Reevaluate>().ExecuteAsync(Ct);
        Scanner.Clock.Advance(TimeSpan.FromDays(2));
        Estate.Bucket("fusion-rms-late", "late");
        await NextDayAsync();
        Estate.Accounts[1] = Estate.Accounts[1] with { State = "SUSPENDED" };
        await Scanner.ScanAsync(Ct);
        await Get<RetireAccount>().ExecuteAsync(
            new RetireAccountRequest(TestEstate.NonProduction, "Closed by the company", true), TestActors.Priya, Ct);
        await NextDayAsync();
    }

    private async Task NextDayAsync()
    {
        await Scanner.ScanAsync(Ct);
        Scanner.Clock.Advance(TimeSpan.FromDays(1));
    }
}
