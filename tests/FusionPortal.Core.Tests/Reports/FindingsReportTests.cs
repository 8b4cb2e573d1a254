using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;
using MiniExcelLibs;
using Npgsql;

namespace FusionPortal.Core.Tests.Reports;

public sealed class FindingsReportTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Theory]
    [InlineData(ReportFormat.Csv)]
    [InlineData(ReportFormat.Json)]
    public async Task Report_AskedTwice_HasTheSameBytesAndTheirHash(ReportFormat format)
    {
        await EstateAsync();

        var (first, produced) = await ProduceAsync(format);
        var (second, again) = await ProduceAsync(format);

        Assert.Equal(first, second);
        Assert.Equal(produced.Sha256, again.Sha256);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(first)), produced.Sha256);
        Assert.Equal((await FindingsAsync()).Count, produced.Rows);
    }

    [Fact]
    public async Task Report_OfAPastMoment_StaysTheSameWhateverHappensLater()
    {
        await EstateAsync();
        var filter = new FindingFilter(AsOf: Scanner.Clock.GetUtcNow());
        var (then, produced) = await ProduceAsync(ReportFormat.Csv, filter);

        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        Estate.Remove("arn:aws:s3:::fusion-rms-bkry2");
        Estate.Bucket("fusion-rms-new", "newone");
        Estate.Accounts[0] = Estate.Accounts[0] with { Name = "Renamed" };
        await Scanner.ScanAsync(Ct);
        Estate.Break(TestEstate.In(TestEstate.Production), Core.Abstractions.TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);
        await OrganizationAsync("newone", "New One", EnvironmentKind.Production);
        await Get<Core.Findings.Judging.Reevaluate>().ExecuteAsync(Ct);

        var (later, again) = await ProduceAsync(ReportFormat.Csv, filter);
        Assert.Equal(Encoding.UTF8.GetString(then), Encoding.UTF8.GetString(later));
        Assert.Equal(produced.Sha256, again.Sha256);
        var (now, _) = await ProduceAsync(ReportFormat.Csv);
        Assert.NotEqual(then, now);
    }

    [Fact]
    public async Task Report_SaysWhoMadeTheThing_AsWasKnownAtItsMoment()
    {
        await EstateAsync();
        var before = new FindingFilter(AsOf: Scanner.Clock.GetUtcNow());
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        Scanner.Readers.Creators["arn:aws:s3:::fusion-rms-bkry2"] =
            new CreatorFact(
                "arn:aws:iam::111111111111:user/ana", "ana", IsRoot: false, "CreateBucket",
                new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero), CreatorKind.User);
        await Get<FindCreators>().ExecuteAsync(Ct);
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));

        var now = await RowsAsync(new FindingFilter(AsOf: Scanner.Clock.GetUtcNow()));
        Assert.Contains(now, r => r["subject"] == "arn:aws:s3:::fusion-rms-bkry2");
        Assert.All(now, r => Assert.Equal(
            r["subject"] == "arn:aws:s3:::fusion-rms-bkry2" ? ("ana", "User", "2026-11-01T09:00:00.000000+00:00")
                : ("", "", ""), (r["made_by"], r["made_by_kind"], r["made_at"])));
        Assert.All(await RowsAsync(before), r => Assert.Equal("", r["made_by"]));
    }

    private async Task<List<Dictionary<string, string>>> RowsAsync(FindingFilter filter)
    {
        var (content, _) = await ProduceAsync(ReportFormat.Xlsx, filter);
        using var stream = new MemoryStream(content);
        return [.. stream.Query(useHeaderRow: true, sheetName: "findings").Cast<IDictionary<string, object?>>()
            .Select(r => r.ToDictionary(p => p.Key, p => $"{p.Value}"))];
    }

    [Fact]
    public async Task Report_AsOfTheFuture_IsRefused()
    {
        await EstateAsync();

        var refused =
            await Assert.ThrowsAsync<RefusedException>(
            () => ProduceAsync(ReportFormat.Csv, new FindingFilter(AsOf: Scanner.Clock.GetUtcNow().AddSeconds(1))));

        Assert.Equal("as-of-in-future", refused.Code);
    }

    [Fact]
    public async Task Report_WhileAMergeIsUnderWay_IsOfTheMomentBeforeItAndStaysSo()
    {
        await EstateAsync();
        await using var writer = new NpgsqlConnection(Postgres.ConnectionString);
        await writer.OpenAsync(Ct);
        await using var transaction = await writer.BeginTransactionAsync(Ct);
        var at = await Core.Data.HistoryClock.StampAsync(writer, Scanner.Clock, Core.Data.HistoryDomains.Estate, Ct);
        await using (
            var close =
            new NpgsqlCommand("update finding_version set valid_to = $1 where valid_to = 'infinity'", writer)
            {
                Parameters = { new() { Value = at } }
            })
            await close.ExecuteNonQueryAsync(Ct);

        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        var (during, produced) = await ProduceAsync(ReportFormat.Csv);
        await transaction.CommitAsync(Ct);
        var (after, _) = await ProduceAsync(ReportFormat.Csv, new FindingFilter(AsOf: produced.AsOf));
        var (now, _) = await ProduceAsync(ReportFormat.Csv);

        Assert.Equal(at.AddTicks(-TimeSpan.TicksPerMicrosecond), produced.AsOf);
        Assert.Equal(during, after);
        Assert.NotEqual(during, now);
    }

    [Theory]
    [InlineData("Acme Foods")]
    [InlineData("acmee")]
    public async Task Report_OfAnUnknownClientOrATitle_IsRefusedWithWhatMayBeMeant(string typed)
    {
        await EstateAsync();
        await OrganizationAsync("acmef", "Acme Foods", EnvironmentKind.Production);
        await ProduceAsync(ReportFormat.Csv, new FindingFilter(OrgId: "ACMEF"));

        var refused = await Assert.ThrowsAsync<RefusedException>(() => ProduceAsync(ReportFormat.Csv, new FindingFilter(OrgId: typed)));

        Assert.Equal(("unknown-client", "organization"), (refused.Code, refused.Field));
        Assert.Contains("acmef (Acme Foods)", refused.Message);
    }

    [Fact]
    public async Task Report_SaysEveryFilterItWasAskedWith()
    {
        await EstateAsync();
        await OrganizationAsync("acme", "Acme", EnvironmentKind.Production);

        var (_, produced) =
            await ProduceAsync(
            ReportFormat.Csv,
            new FindingFilter(OrgId: "acme", Severities: [Severity.High, Severity.Low], MixUps: false, Kind: "s3-bucket", Text: " rms "));

        Assert.Equal(
            ["organization=acme", "severity=High,Low", "mixUp=false", "kind=s3-bucket", "text=rms"],
                produced.About.Select(a => $"{a.Key}={a.Value}"));
    }

    [Fact]
    public async Task ScoreAndCoverage_AreOfTheFilter()
    {
        await OrganizationAsync("acme", "Acme", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Bucket("not-named-so", "acme");
        Estate.Bucket("stray", null, TestEstate.NonProduction);
        Estate.Break(TestEstate.In(TestEstate.NonProduction), Core.Abstractions.TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);
        var compliance = Get<ComplianceQueries>();

        var (all, everywhere) = await compliance.OfReportAsync(new FindingFilter(), Ct);
        var (named, _) = await compliance.OfReportAsync(new FindingFilter(OrgId: "ACME", ConventionIds: ["NAME-S3-01"]), Ct);
        var (production, covered) = await compliance.OfReportAsync(new FindingFilter(AccountIds: [TestEstate.Production]), Ct);

        Assert.Equal((1, 1), (named.Passed, named.Violated));
        Assert.Equal((2, 1), (everywhere.Targets, everywhere.Gaps.Count));
        Assert.Equal((1, 0), (covered.Targets, covered.Gaps.Count));
        Assert.True(all.Pairs >= production.Pairs && production.Pairs > named.Pairs);
    }

    [Fact]
    public async Task Coverage_IsExportedThroughTheSameDoor()
    {
        await Scanner.ScanAsync(Ct);
        using var output = new MemoryStream();

        var produced = await Get<ProduceReport>()
            .ExecuteAsync(new ReportRequest("coverage", new CoverageFilter(), ReportFormat.Csv), TestActors.Ingrid, output, Ct);

        Assert.StartsWith("account_id,account_name,region,service,kind,outcome,since,", Encoding.UTF8.GetString(output.ToArray()));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(output.ToArray())), produced.Sha256);
        var entry = Assert.Single(await Get<Core.AuditTrail.AuditQueries>().OfSubjectAsync("report:coverage", null, 10, Ct));
        Assert.Contains(produced.Sha256, entry.Body);
        Assert.Contains("Ingrid Holm", entry.Body);
    }

    [Fact]
    public async Task Csv_FollowsRfc4180AndRunsNoFormula()
    {
        await OrganizationAsync("acme", "Acme", EnvironmentKind.Production);
        Estate.Add("arn:aws:s3:::=cmd|'/C calc'!A0", new() { ["OrgId"] = "=HYPERLINK(\"http://x\",\"a, b\")", ["orgid"] = "acme" });
        await Scanner.ScanAsync(Ct);

        var text = Encoding.UTF8.GetString((await ProduceAsync(ReportFormat.Csv)).Content);

        Assert.StartsWith("number,convention,title,severity,status,", text);
        Assert.EndsWith("\r\n", text);
        Assert.DoesNotContain("\n", text.Replace("\r\n", ""));
        Assert.DoesNotContain(",=", text);
        Assert.Contains("'=cmd|'/C calc'!A0", text);
        Assert.Contains("\"\"http://x\"\"", text);
        Assert.Contains("+00:00", text);
    }

    [Fact]
    public async Task Json_HoldsFilterRowsAndCount()
    {
        await EstateAsync();
        var filter = new FindingFilter(Severities: [Severity.Critical, Severity.High], AccountIds: [TestEstate.Production]);

        var (content, produced) = await ProduceAsync(ReportFormat.Json, filter);

        using var json = JsonDocument.Parse(content);
        Assert.Equal(
            ("findings", 3), (json.RootElement.GetProperty("report").GetString(), json.RootElement.GetProperty("version").GetInt32()));
        Assert.Equal("Critical,High", json.RootElement.GetProperty("filter").GetProperty("severity").GetString());
        Assert.Equal(produced.Rows, json.RootElement.GetProperty("count").GetInt64());
        Assert.Equal(produced.Rows, json.RootElement.GetProperty("rows").GetArrayLength());
        Assert.All(json.RootElement.GetProperty("rows").EnumerateArray(), r =>
        {
            Assert.Contains(r.GetProperty("severity").GetString(), new[] { "Critical", "High" });
            Assert.Equal(
                TimeSpan.Zero, DateTimeOffset.Parse(r.GetProperty("first_seen").GetString()!, CultureInfo.InvariantCulture).Offset);
        });
    }

    [Fact]
    public async Task Workbook_PrintsTheHashOfTheCsvOfTheSameRows()
    {
        await EstateAsync();
        var (_, csv) = await ProduceAsync(ReportFormat.Csv);

        var (content, produced) = await ProduceAsync(ReportFormat.Xlsx);

        Assert.Equal(csv.Sha256, produced.Sha256);
        using var stream = new MemoryStream(content);
        var rows = stream.Query(useHeaderRow: true, sheetName: "findings").Cast<IDictionary<string, object>>().ToList();
        Assert.Equal(csv.Rows, rows.Count);
        Assert.StartsWith("F-", (string)rows[0]["number"]);
        var about = stream.Query(useHeaderRow: true, sheetName: "About").Cast<IDictionary<string, object>>()
            .ToDictionary(r => (string)r["what"], r => Convert.ToString(r["value"], CultureInfo.InvariantCulture));
        Assert.Equal(csv.Sha256, about["sha256_of_csv"]);
        Assert.Equal("Ingrid Holm", about["requested_by"]);
    }

    [Fact]
    public async Task Workbook_WithoutFindings_HasItsHeader()
    {
        var (content, _) = await ProduceAsync(ReportFormat.Xlsx);

        using var stream = new MemoryStream(content);
        Assert.Contains("number", stream.GetColumns(useHeaderRow: true, sheetName: "findings"));
    }

    [Fact]
    public async Task Export_IsInTheTrail_AlsoWhereTheCallerHungUp()
    {
        await EstateAsync();
        await ProduceAsync(ReportFormat.Csv);

        await Assert.ThrowsAsync<IOException>(() => Get<ProduceReport>().ExecuteAsync(
            new ReportRequest("findings", new FindingFilter(), ReportFormat.Json), TestActors.Ingrid, new BrokenStream(), Ct));

        Assert.Equal(2, await CountAsync("audit.event where kind = 'report.exported' and actor = 'ingrid'"));
        Assert.Equal(1, await CountAsync("audit.body where body like '%\"complete\":false%'"));
    }

    [Fact]
    public async Task Report_ByNobody_IsForbidden()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Get<ProduceReport>().ExecuteAsync(
            new ReportRequest("findings", new FindingFilter(), ReportFormat.Csv), TestActors.Nobody, Stream.Null, Ct));

        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
    }

    private async Task EstateAsync()
    {
        await OrganizationAsync("kiteqa", "Kite Cycles", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        Estate.Bucket("fusion-rms-bkry2", "");
        for (var i = 0; i < 20; i++) Estate.Bucket($"some-bucket-{i}", $"unknown{i}", TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);
    }

    private async Task<(byte[] Content, ReportProduced Produced)> ProduceAsync(ReportFormat format, FindingFilter? filter = null)
    {
        // Fails on a synchronous write, as the server's own response does.
        using var output = new MemoryStream();
        await using var asynchronous = new AsynchronousStream(output);
        var produced = await Get<ProduceReport>().ExecuteAsync(
            new ReportRequest("findings", filter ?? new FindingFilter(), format), TestActors.Ingrid, format == ReportFormat.Xlsx ? output
                : asynchronous, Ct);
        return (output.ToArray(), produced);
    }
}
