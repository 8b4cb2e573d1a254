using System.Text;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;
using Npgsql;

namespace FusionPortal.Core.Tests.Findings;

public sealed class NotEvaluatedTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task Reason_OfAWholeTarget_IsOneRowThatStandsForEveryPair()
    {
        await UndeclaredAsync(5);

        var rows = await RowsAsync(new NotEvaluatedFilter(ConventionId: "ENV-01"));

        var row = Assert.Single(rows, r => r.AccountId == TestEstate.Production);
        Assert.Equal((null, 5, "us-east-1", "tagging"), (row.Subject, row.Count, row.Region, row.Service));
        Assert.Contains("Nobody has declared", row.Why);
        Assert.Contains("Declaring", row.Answer);
        Assert.NotNull(row.Since);
    }

    [Fact]
    public async Task Reasons_CountEveryPairTheScoreDoes()
    {
        await UndeclaredAsync(3);
        Estate.Break(TestEstate.In(TestEstate.NonProduction), TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);

        var rows = await RowsAsync(new NotEvaluatedFilter());
        var unread = Assert.Single(rows, r => r.ConventionId is null);

        Assert.Equal((TestEstate.NonProduction, "AWS denied GetResources."), (unread.AccountId, unread.Why));
        Assert.Contains("Permission", unread.Answer);
        var score = (await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(), Ct)).Score;
        var there = (await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(TestEstate.NonProduction), Ct)).Score;
        Assert.Equal(score.NotEvaluated - there.NotEvaluated, rows.Where(r => r.ConventionId is not null).Sum(r => r.Count));
    }

    [Fact]
    public async Task Reason_OfOneResource_NamesIt()
    {
        Estate.Lists("s3", isGlobal: false, S3Bucket.Kind);
        Estate.AddListed("s3", "arn:aws:s3:::told", new() { ["OrgId"] = "acme" });
        Estate.AddListed("s3", "arn:aws:s3:::untold");
        Estate.Break(TestEstate.In(TestEstate.Production), TargetFailure.Denied);

        await Scanner.ScanAsync(Ct);

        var row = (await RowsAsync(new NotEvaluatedFilter(Text: "UNTOLD")))[0];
        Assert.Equal(("arn:aws:s3:::untold", 1, "s3"), (row.Subject, row.Count, row.Service));
        Assert.Contains("tags", row.Answer);
    }

    [Fact]
    public async Task Reasons_TheSameAgain_WriteNothing_AndOneThatGoes_StaysInThePast()
    {
        await UndeclaredAsync(3);
        var written = await CountAsync("not_evaluated");
        var before = await RowsAsync(new NotEvaluatedFilter());
        var moment = Scanner.Clock.GetUtcNow();
        await Scanner.ScanAsync(Ct);
        Assert.Equal(written, await CountAsync("not_evaluated"));

        await OrganizationAsync("more", "More", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-more", "more");
        await Scanner.ScanAsync(Ct);
        var grown =
            Assert.Single(await RowsAsync(new NotEvaluatedFilter(ConventionId: "ENV-01")), r => r.AccountId == TestEstate.Production);
        Assert.Equal(
            (4, before.Single(r => r.ConventionId == "ENV-01" && r.AccountId == TestEstate.Production).Since), (grown.Count, grown.Since));

        await DeclareAsync(AccountRole.Production);
        await Get<Reevaluate>().ExecuteAsync(Ct);
        Assert.DoesNotContain(await RowsAsync(new NotEvaluatedFilter(ConventionId: "ENV-01")), r => r.AccountId == TestEstate.Production);
        Assert.Equal(before, await RowsAsync(new NotEvaluatedFilter(AsOf: moment)));
    }

    [Fact]
    public async Task Reasons_APortalOfTheVersionBeforeDidNotKeep_ComeWithTheNextScanThatChangesNothing()
    {
        await UndeclaredAsync(3);
        var before = await RowsAsync(new NotEvaluatedFilter());
        await RunAsync("delete from not_evaluated");
        Assert.Empty(await RowsAsync(new NotEvaluatedFilter()));

        await Scanner.ScanAsync(Ct);

        Assert.Equal(
            before.Select(r => (r.ConventionId, r.Count, r.Why)), (await RowsAsync(new NotEvaluatedFilter()))
            .Select(r => (r.ConventionId, r.Count, r.Why)));
    }

    [Fact]
    public async Task Report_OfAPastMoment_IsTheSameLater()
    {
        await UndeclaredAsync(3);
        var moment = Scanner.Clock.GetUtcNow();
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        var then = await ReportAsync(moment);
        await DeclareAsync(AccountRole.Production);
        await Scanner.ScanAsync(Ct);

        Assert.Equal(then, await ReportAsync(moment));
        Assert.Contains("what_would_answer_it", then);
        Assert.Contains("Nobody has declared", then);
    }

    private async Task RunAsync(string sql)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private async Task<string> ReportAsync(DateTimeOffset asOf)
    {
        using var output = new MemoryStream();
        await Get<ProduceReport>().ExecuteAsync(
            new ReportRequest("not-evaluated", new NotEvaluatedFilter(AsOf: asOf), ReportFormat.Csv), TestActors.Ingrid, output, Ct);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    // A page at a time, so that the cursor is held to what the whole list would be.
    private async Task<IReadOnlyList<NotEvaluatedRow>> RowsAsync(NotEvaluatedFilter filter)
    {
        var rows = new List<NotEvaluatedRow>();
        string? cursor = null;
        do
        {
            var page = await Get<NotEvaluatedQueries>().ListAsync(filter, cursor, 2, Ct);
            rows.AddRange(page.Rows);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(rows, (await Get<NotEvaluatedQueries>().ListAsync(filter, null, NotEvaluatedQueries.MaxPage, Ct)).Rows);
        return rows;
    }

    private async Task UndeclaredAsync(int buckets)
    {
        for (var i = 0; i < buckets; i++)
        {
            await OrganizationAsync($"tryout{i}", $"Tryout {i}", EnvironmentKind.QA);
            Estate.Bucket($"fusion-rms-tryout{i}", $"tryout{i}");
        }

        await Scanner.ScanAsync(Ct);
        await DeclareAsync(AccountRole.Undeclared);
        await Scanner.ScanAsync(Ct);
    }

    private async Task DeclareAsync(AccountRole role)
    {
        var account = (await Get<AccountQueries>().ListAsync(Ct)).Single(a => a.Id == TestEstate.Production);
        await Get<DeclareAccount>().ExecuteAsync(new DeclareAccountRequest(account.Id, role, account.Revision), TestActors.Priya, Ct);
    }
}
