using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;
using MiniExcelLibs;

namespace FusionPortal.Core.Tests.Reports;

/// <summary>What stands on a certificate beside the hash: what was redacted of what was asked, and the limit that shaped what is not
/// evaluated.</summary>
public sealed class CertificateTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task Redaction_IsCountedAndChangesNoByte()
    {
        await EstateAsync();
        var before = await ProduceAsync(new FindingFilter());

        await RedactAsync("finding:");
        var after = await ProduceAsync(new FindingFilter());

        Assert.Equal((0, 1), (before.Redacted, after.Redacted));
        Assert.Equal(before.Sha256, after.Sha256);
    }

    [Fact]
    public async Task Redactions_AreThoseOfWhatWasAsked()
    {
        await EstateAsync();
        await RedactAsync("finding:");
        await RedactAsync("organization:kiteqa");

        Assert.Equal(2, (await ProduceAsync(new FindingFilter())).Redacted);
        Assert.Equal(2, (await ProduceAsync(new FindingFilter(OrgId: "KiteQA"))).Redacted);
        Assert.Equal(0, (await ProduceAsync(new FindingFilter(OrgId: "bkry2"))).Redacted);
        // The acknowledged finding is no mix-up; its client is asked about all the same.
        Assert.Equal(1, (await ProduceAsync(new FindingFilter(MixUps: true))).Redacted);
        Assert.Equal(0, (await Get<ProduceReport>().ExecuteAsync(
            new ReportRequest("not-evaluated", new NotEvaluatedFilter(), ReportFormat.Csv), TestActors.Ingrid, Stream.Null, Ct)).Redacted);
    }

    [Fact]
    public async Task Redaction_OfWhatWasDoneLater_DoesNotCount()
    {
        await EstateAsync();
        await RedactAsync("finding:", at: Scanner.Clock.GetUtcNow().AddMinutes(1));

        Assert.Equal(0, (await ProduceAsync(new FindingFilter())).Redacted);
        Scanner.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (await ProduceAsync(new FindingFilter())).Redacted);
    }

    [Fact]
    public async Task RunReport_CountsWhatWasRedactedOfTheRun()
    {
        var run = (await new RunWorker(Scanner.Portal).StartSharedAsync("rds-instance", "Database", TestActors.Ana, Ct)).Head.Id;
        await RedactAsync($"run:{run}");
        await EstateAsync();
        await RedactAsync("finding:");

        var produced = await Get<ProduceReport>()
            .ExecuteAsync(new ReportRequest("run", new RunRecordFilter(run, null), ReportFormat.Csv), TestActors.Ingrid, Stream.Null, Ct);

        Assert.Equal((1, null), (produced.Redacted, produced.Limit));
    }

    [Fact]
    public async Task RunReport_CountsWhatWasRedactedOfTheRunsItRestsOn()
    {
        var worker = new RunWorker(Scanner.Portal)
        {
            Answers = { ["rds-hosting"] = "shared-new", ["db-hosting"] = "shared", ["db-vpc"] = "existing", ["db-name"] = "db-POS-81" },
        };
        var run = (await worker.StartInstallAsync("restson", TestActors.Ana, Ct)).Head.Id;
        await worker.WorkUntilAsync(run, "rds-hosting-type", TestActors.Ana, TestActors.Marek, Ct);
        var other = (await worker.StartSharedAsync("rds-instance", "Of somebody else", TestActors.Ana, Ct)).Head.Id;
        await RedactAsync($"run:{other}");
        Assert.Equal(0, (await ReportAsync()).Redacted);

        await worker.TickAsync(run, "rds-hosting-type", TestActors.Ana, Ct);
        var linked = (await worker.ViewAsync(run, TestActors.Ana, Ct)).Sections.SelectMany(s => s.Blocks).Single().RunId;
        await RedactAsync($"run:{linked}");

        Assert.Equal(1, (await ReportAsync()).Redacted);

        Task<ReportProduced> ReportAsync() =>
            Get<ProduceReport>()
                .ExecuteAsync(
                new ReportRequest("run", new RunRecordFilter(run, null), ReportFormat.Csv), TestActors.Ingrid, Stream.Null, Ct);
    }

    [Fact]
    public async Task Workbook_AndTrail_SayWhatTheCertificateSays()
    {
        await EstateAsync();
        await RedactAsync("finding:");
        using var output = new MemoryStream();

        await Get<ProduceReport>()
            .ExecuteAsync(new ReportRequest("findings", new FindingFilter(), ReportFormat.Xlsx), TestActors.Ingrid, output, Ct);

        var about = output.Query(useHeaderRow: true, sheetName: "About").Cast<IDictionary<string, object>>()
            .ToDictionary(r => (string)r["what"], r => $"{r["value"]}");
        Assert.Equal(("1", "26"), (about["redacted_entries"], about["knowledge_hours"]));
        var entry = Assert.Single(await Get<Core.AuditTrail.AuditQueries>().OfSubjectAsync("report:findings", null, 10, Ct));
        Assert.Contains("\"redacted\":1,\"knowledgeHours\":26", entry.Body);
    }

    [Fact]
    public async Task Limit_ChangedLater_IsThatOfThenAndSoAreTheBytes()
    {
        await Get<KnowledgeLimits>().RecordAsync(Ct);
        await EstateAsync();
        Scanner.Clock.Advance(TimeSpan.FromHours(3));
        var asked = new FindingFilter(AsOf: Scanner.Clock.GetUtcNow());
        var then = await ProduceAsync(asked);
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));

        await using var restarted = new TestScanner(Postgres, Estate, new() { ["Knowledge:Hours"] = "2" });
        restarted.Clock.SetUtcNow(Scanner.Clock.GetUtcNow());
        Assert.True(await restarted.Portal.Get<KnowledgeLimits>().RecordAsync(Ct));
        Assert.False(await restarted.Portal.Get<KnowledgeLimits>().RecordAsync(Ct));
        restarted.Clock.Advance(TimeSpan.FromMinutes(1));
        var later = await ProduceAsync(asked, restarted.Portal);
        var now = await ProduceAsync(new FindingFilter(), restarted.Portal);

        Assert.Equal((26, then.Sha256), (later.Limit!.Hours, later.Sha256));
        Assert.NotNull(later.Limit.Since);
        Assert.Equal(2, now.Limit!.Hours);
        Assert.NotEqual(then.Sha256, now.Sha256);
        Assert.Equal(
            1, await CountAsync("audit.event where kind = 'knowledge.limit-set' and subject = 'setting:Knowledge:Hours' and seq > 1"));
    }

    [Fact]
    public async Task Limit_NeverWrittenDown_IsTheOneSetAndSaysSo()
    {
        await EstateAsync();

        Assert.Equal(new KnowledgeLimit(26, null), (await ProduceAsync(new FindingFilter())).Limit);
    }

    [Theory]
    [InlineData("account", "111111111112", "unknown-account", TestEstate.Production)]
    [InlineData("account", "POS Production", "unknown-account", TestEstate.Production)]
    [InlineData("convention", "ENV01", "unknown-convention", "ENV-01")]
    [InlineData("convention", "env-01", "unknown-convention", "ENV-01")]
    [InlineData("kind", "s3 buckets", "unknown-kind", "s3-bucket")]
    public async Task Filter_NobodyKnows_IsRefusedWithWhatMayBeMeant(string field, string typed, string code, string meant)
    {
        await EstateAsync();
        var filter = field switch
        {
            "account" => new FindingFilter(AccountIds: [TestEstate.Production, typed]),
            "convention" => new FindingFilter(ConventionIds: [typed]),
            _ => new FindingFilter(Kind: typed),
        };

        var refused = await Assert.ThrowsAsync<RefusedException>(() => ProduceAsync(filter));

        Assert.Equal((code, field), (refused.Code, refused.Field));
        Assert.Contains(meant, refused.Message);
        Assert.Equal(0, await CountAsync("audit.event where kind = 'report.exported'"));
    }

    [Theory]
    [InlineData("999999999999", null, "unknown-account")]
    [InlineData(null, "XYZ-99", "unknown-convention")]
    public async Task NotEvaluatedReport_OfWhatNobodyKnows_IsRefused(string? account, string? convention, string code)
    {
        await EstateAsync();

        var refused = await Assert.ThrowsAsync<RefusedException>(() => Get<ProduceReport>().ExecuteAsync(
            new ReportRequest("not-evaluated", new NotEvaluatedFilter(account, convention), ReportFormat.Csv), TestActors.Ingrid,
                Stream.Null,
                Ct));

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task Account_SeenOnlyLater_IsUnknownThen()
    {
        await EstateAsync();
        var then = Scanner.Clock.GetUtcNow();
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        Estate.Accounts.Add(new DiscoveredAccount("333333333333", "Later", "ACTIVE", new Dictionary<string, string>()));
        await Scanner.ScanAsync(Ct);

        await ProduceAsync(new FindingFilter(AccountIds: ["333333333333"]));
        var refused =
            await Assert.ThrowsAsync<RefusedException>(() => ProduceAsync(new FindingFilter(AccountIds: ["333333333333"], AsOf: then)));

        Assert.Equal("unknown-account", refused.Code);
    }

    // One finding acknowledged, and so in the trail; the trail's clock is the database's.
    private async Task EstateAsync()
    {
        await OrganizationAsync("kiteqa", "Kite Cycles", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        Estate.Bucket("kite-pictures", "kiteqa", TestEstate.NonProduction);
        Estate.Bucket("fusion-rms-bkry2", "bkry2");
        await Scanner.ScanAsync(Ct);
        var finding = (await FindingsAsync(new FindingFilter(OrgId: "kiteqa", MixUps: false)))[0];
        await Get<AcknowledgeFinding>().ExecuteAsync(new AcknowledgeFindingRequest(finding.Id, "A note"), TestActors.Priya, Ct);
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task RedactAsync(string subject, DateTimeOffset? at = null)
    {
        var moment = (at ?? Scanner.Clock.GetUtcNow().AddSeconds(-1)).ToString("O");
        await Postgres.ExecuteAsOwnerAsync($"""
            alter table audit.event disable trigger user; alter table audit.body disable trigger user;
            update audit.event set at = '{moment}' where subject like '{subject}%';
            update audit.body b set salt = null, body = null from audit.event e where e.stream = b.stream and e.seq = b.seq
              and e.subject like '{subject}%';
            """);
    }

    private async Task<ReportProduced> ProduceAsync(FindingFilter filter, TestPortal? portal = null) =>
        await (portal ?? Scanner.Portal).Get<ProduceReport>()
            .ExecuteAsync(new ReportRequest("findings", filter, ReportFormat.Csv), TestActors.Ingrid, Stream.Null, Ct);
}
