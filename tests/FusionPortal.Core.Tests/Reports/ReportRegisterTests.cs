using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Reports.Register;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Tests.Reports;

/// <summary>The register of what was produced compares each production with the last one before of the very same question.</summary>
public sealed class ReportRegisterTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task SameQuestion_GivesTheSameBytes_AndSaysSince()
    {
        var asked = await AskedAsync();
        var first = await ProduceAsync(asked);
        var json = await ProduceAsync(asked, ReportFormat.Json);
        var sheet = await ProduceAsync(asked, ReportFormat.Xlsx);
        var other = await ProduceAsync(asked with { OrgId = "acme" });

        var rows = (await ListAsync()).Rows;

        Assert.Equal([other.Seq, sheet.Seq, json.Seq, first.Seq], rows.Select(r => r.Seq));
        // A workbook prints the hash of the CSV; JSON has its own bytes.
        Assert.Equal([null, first.Seq, null, null], rows.Select(r => r.Before?.Seq));
        Assert.True(rows[1].Before!.Same);
        Assert.Equal(
            ("findings", "Ingrid Holm", first.AsOf, first.Rows, first.Sha256, ReportFormat.Csv),
            (rows[3].Name, rows[3].By, rows[3].AsOf, rows[3].Rows, rows[3].Sha256, rows[3].Format));
        Assert.Contains(KeyValuePair.Create("organization", "acme"), rows[0].Asked);
    }

    [Fact]
    public async Task Certificate_SaysWhenTheSameWasAskedBefore()
    {
        var asked = await AskedAsync();
        var first = await ProduceAsync(asked);

        var paper = await Get<CertifyReport>().ExecuteAsync("findings", asked, TestActors.Priya, Ct);

        Assert.Equal((first.Seq, true), (paper.Before!.Seq, paper.Before.Same));
        Assert.Null((await Get<CertifyReport>().ExecuteAsync("coverage", new CoverageFilter(asked.AsOf), TestActors.Priya, Ct)).Before);
    }

    [Theory]
    [InlineData(0, 0, BytesCause.Unexplained)]
    [InlineData(1, 0, BytesCause.Version)]
    [InlineData(0, 1, BytesCause.Knowledge)]
    public async Task OtherBytes_AreSaid_WithWhatMayExplainThem(int version, int hours, BytesCause cause)
    {
        var asked = await AskedAsync();
        var first = await ProduceAsync(asked);
        var made = (await ListAsync()).Rows.Single();
        // As a portal would have written it that reads another past.
        await AppendAsync(made, made.Version!.Value + version, made.KnowledgeHours!.Value + hours, new string('a', 64));

        var later = (await ListAsync(new ReportRegisterFilter(Bytes: BytesCompared.Other))).Rows.Single();

        Assert.Equal((first.Seq, false), (later.Before!.Seq, later.Before.Same));
        Assert.Equal([cause], later.Before.Causes);
    }

    [Fact]
    public async Task ProductionBrokenOff_AnswersNothing_AndIsComparedWithNothing()
    {
        var asked = await AskedAsync();
        await ProduceAsync(asked);
        await Assert.ThrowsAnyAsync<Exception>(() => Get<ProduceReport>().ExecuteAsync(
            new ReportRequest("findings", asked, ReportFormat.Csv), TestActors.Ingrid, new BrokenStream(), Ct));
        var again = await ProduceAsync(asked);

        var rows = (await ListAsync()).Rows;

        Assert.Equal((null, null, null), (rows[1].Rows, rows[1].Sha256, rows[1].Before));
        Assert.Equal([again.Seq, rows[1].Seq], rows.Take(2).Select(r => r.Seq));
        Assert.True(rows[0].Before!.Same);
        Assert.Equal(rows[1].Seq, (await ListAsync(new ReportRegisterFilter(Bytes: BytesCompared.BrokenOff))).Rows.Single().Seq);
    }

    [Fact]
    public async Task WhoDoesNotOversee_SeesTheirOwn_AndNoReportClosedToThem()
    {
        var asked = await AskedAsync();
        await ProduceAsync(asked);
        var own = await Get<ProduceReport>().ExecuteAsync(
            new ReportRequest("findings", asked, ReportFormat.Csv), TestActors.Ana, Stream.Null, Ct);
        await Get<ProduceReport>().ExecuteAsync(
            new ReportRequest("accounts", new AccountHistoryFilter(), ReportFormat.Csv), TestActors.Ingrid, Stream.Null, Ct);

        Assert.Equal([own.Seq], (await ListAsync(actor: TestActors.Ana)).Rows.Select(r => r.Seq));
        Assert.Equal(3, (await ListAsync(actor: TestActors.Priya)).Total);
    }

    [Fact]
    public async Task Register_IsSearchedAndPaged()
    {
        var asked = await AskedAsync();
        var first = await ProduceAsync(asked);
        var acme = await ProduceAsync(asked with { Text = "100%_of acme" });
        await ProduceAsync(asked, ReportFormat.Json);

        async Task<long[]> FoundAsync(string text) => [.. (await ListAsync(new ReportRegisterFilter(text))).Rows.Select(r => r.Seq)];

        Assert.Equal(acme.Seq, Assert.Single(await FoundAsync("100%_OF")));
        Assert.Empty(await FoundAsync("0%f"));
        Assert.Contains(first.Seq, await FoundAsync(first.Sha256[..12].ToUpperInvariant()));
        Assert.Equal(3, (await FoundAsync("ingrid")).Length);
        Assert.Empty((await ListAsync(new ReportRegisterFilter(Name: "coverage"))).Rows);
        var page = await Get<ReportRegisterQueries>().ListAsync(new ReportRegisterFilter(), null, 2, TestActors.Ingrid, Ct);
        Assert.Equal((2, 3L, acme.Seq), (page.Rows.Count, page.Total, page.Next));
        var next = await Get<ReportRegisterQueries>().ListAsync(new ReportRegisterFilter(), page.Next, 2, TestActors.Ingrid, Ct);
        Assert.Equal((first.Seq, 3L, null), (Assert.Single(next.Rows).Seq, next.Total, next.Next));
    }

    [Fact]
    public void Question_IsReadAgainFromWhatWasStated()
    {
        var report = Get<ReportCatalog>().Get("findings");
        var asked = new FindingFilter(
            AccountIds: [TestEstate.Production, TestEstate.NonProduction], OrgId: "", MixUps: true, Text: "a, b",
            Statuses: [FindingStatus.Open, FindingStatus.Resolved], AsOf: new DateTimeOffset(2026, 10, 31, 23, 59, 59, TimeSpan.Zero));

        var again = report.ReadStated(FindingKeys.All.State(asked));

        Assert.Equal(report.Write(asked).Order(ByText), report.Write(again).Order(ByText));
    }

    private static readonly Comparer<KeyValuePair<string, string>> ByText =
        Comparer<KeyValuePair<string, string>>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}"));

    private async Task<FindingFilter> AskedAsync()
    {
        Estate.Bucket("fusion-rms-acme", "acme");
        await OrganizationAsync("acme", "Acme", Conventions.EnvironmentKind.QA);
        await Scanner.ScanAsync(Ct);
        return new FindingFilter(AsOf: await Get<ProduceReport>().MomentAsync("findings", null, Ct));
    }

    private Task<ReportProduced> ProduceAsync(FindingFilter asked, ReportFormat format = ReportFormat.Csv) =>
        Get<ProduceReport>().ExecuteAsync(new ReportRequest("findings", asked, format), TestActors.Ingrid, new MemoryStream(), Ct);

    private Task<ReportRegisterPage> ListAsync(ReportRegisterFilter? filter = null, Actor? actor = null) =>
        Get<ReportRegisterQueries>().ListAsync(filter ?? new(), null, 50, actor ?? TestActors.Ingrid, Ct);

    private async Task AppendAsync(ReportProduction like, int version, double hours, string sha256)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Ct);
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        await AuditWriter.AppendAsync(
            db, TestActors.Ingrid,
            new AuditEvent("report.exported", $"report:{like.Name}", new
            {
                Format = like.Format,
                Version = version,
                About = like.Asked.ToDictionary(a => a.Key, a => a.Value),
                like.AsOf,
                Redacted = 0,
                KnowledgeHours = hours,
                Complete = true,
                like.Rows,
                Sha256 = sha256,
            }),
            Ct);
        await transaction.CommitAsync(Ct);
    }
}
