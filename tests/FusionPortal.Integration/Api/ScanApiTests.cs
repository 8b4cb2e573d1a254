using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using FusionPortal.Core.Abstractions;
using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit.Scanning;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>Scan, findings and reports as a program sees them: the real host, the real scheduler, an estate in memory instead of
/// AWS.</summary>
public sealed class ScanApiTests(PortalHost portal) : IClassFixture<PortalHost>, IAsyncLifetime
{
    private const int Many = 12_000;

    private const string BakeryBucket = "arn:aws:s3:::fusion-rms-bkry2";

    private readonly TestEstate _estate = new();
    private TestReaders _readers = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _estate.Bucket("fusion-rms-bkry2", "bkry2");
        _estate.Bucket("=cmd", "bkry3");
        _readers = new TestReaders(_estate);
        await portal.StartAsync(
            services =>
                _readers.Register(
                services.AddSingleton<IAccountDirectory>(_estate).AddSingleton<ITargetReader>(_estate)
                .AddSingleton<IRegionDirectory>(_estate)),
            ("Jobs:Enabled", "true"), ("Scans:Enabled", "false"), ("Aws:Regions:0", TestEstate.Region),
            ($"Accounts:{TestEstate.Production}:Role", "Production"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Scan_WithAScope_ReadsThatAccountOnly_AndAWrongScopeStartsNothing()
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);
        using var whole = await lead.PostAsync("/api/v1/scans", null, Token);
        await EndedAsync(lead, whole.Headers.Location!);

        using var misspelled = await lead.PostAsJsonAsync("/api/v1/scans", new { account = TestEstate.Production }, Token);
        using var unknown = await lead.PostAsJsonAsync("/api/v1/scans", new { accountId = "999999999999" }, Token);
        using var scoped = await lead.PostAsJsonAsync("/api/v1/scans", new { accountId = TestEstate.Production }, Token);
        await EndedAsync(lead, scoped.Headers.Location!);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (misspelled.StatusCode, unknown.StatusCode));
        var detail = await lead.GetFromJsonAsync<JsonElement>(scoped.Headers.Location!, Token);
        Assert.Equal(
            (TestEstate.Production, "POS Production"),
            (detail.GetProperty("summary").GetProperty("accountId").GetString(), detail.GetProperty("summary").GetProperty("scopeName")
                .GetString()));
        Assert.Equal(
            [TestEstate.Production], detail.GetProperty("targets").EnumerateArray()
            .Select(t => t.GetProperty("target").GetProperty("accountId").GetString()).Distinct());
        // The two refused ones took no number.
        var before = await lead.GetFromJsonAsync<JsonElement>(whole.Headers.Location!, Token);
        Assert.Equal(1, Number(detail) - Number(before));
    }

    [Fact]
    public async Task Account_PausedAndScheduled_ThroughTheApi()
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);
        using var scan = await lead.PostAsync("/api/v1/scans", null, Token);
        await EndedAsync(lead, scan.Headers.Location!);

        using var added =
            await lead.PostAsJsonAsync("/api/v1/schedules", new { accountId = TestEstate.NonProduction, cron = "0 30 * * * ?" }, Token);
        using var twice =
            await lead.PostAsJsonAsync("/api/v1/schedules", new { accountId = TestEstate.NonProduction, cron = "0 45 * * * ?" }, Token);
        using var nonsense =
            await lead.PostAsJsonAsync("/api/v1/schedules", new { accountId = TestEstate.Production, cron = "hourly" }, Token);
        Assert.Equal(
            (HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.BadRequest),
                (added.StatusCode, twice.StatusCode, nonsense.StatusCode));
        var listed = await lead.GetFromJsonAsync<JsonElement>("/api/v1/schedules", Token);
        var schedule = Assert.Single(listed.EnumerateArray());
        Assert.Equal(("0 30 * * * ?", "POS QA"), (schedule.GetProperty("cron").GetString(), schedule.GetProperty("name").GetString()));
        Assert.Equal(30, schedule.GetProperty("nextAt").GetDateTimeOffset().Minute);
        using var removed = await lead.DeleteAsync(added.Headers.Location, Token);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);

        using var paused = await lead.PostAsync($"/api/v1/accounts/{TestEstate.NonProduction}/pause", null, Token);
        using var again = await lead.PostAsync("/api/v1/scans", null, Token);
        await EndedAsync(lead, again.Headers.Location!);
        var ledger = await lead.GetFromJsonAsync<JsonElement>("/api/v1/coverage", Token);
        Assert.Equal(
            "Paused", ledger.GetProperty("rows").EnumerateArray()
            .Single(r => r.GetProperty("target").GetProperty("accountId").GetString() == TestEstate.NonProduction).GetProperty("outcome")
            .GetString());
        using var resumed = await lead.PostAsync($"/api/v1/accounts/{TestEstate.NonProduction}/resume", null, Token);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (paused.StatusCode, resumed.StatusCode));
    }

    [Fact]
    public async Task Recheck_OfAMendedTag_ReadsIt_AndTheFindingIsResolvedWithoutAScan()
    {
        // One of its own: what happened to a finding stays in the database that the class's tests share.
        const string Bucket = "arn:aws:s3:::fusion-rms-bkry4";
        _estate.Bucket("fusion-rms-bkry4", "bkry4");
        using var lead = await portal.ApiAsync("demo-lead", Token);
        using var scan = await lead.PostAsync("/api/v1/scans", null, Token);
        await EndedAsync(lead, scan.Headers.Location!);
        using var client = await lead.PostAsJsonAsync("/api/v1/organizations", new { orgId = "mended", title = "Mended Goods" }, Token);
        _estate.Remove(Bucket);
        _estate.Bucket("fusion-rms-bkry4", "mended");

        using var answer = await lead.PostAsJsonAsync("/api/v1/resources/recheck", new { arns = new[] { Bucket } }, Token);
        var read = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        using var again = await lead.PostAsJsonAsync("/api/v1/resources/recheck", new { arns = new[] { Bucket } }, Token);
        var reread = await again.Content.ReadFromJsonAsync<JsonElement>(Token);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (client.StatusCode, answer.StatusCode));
        Assert.Equal(
            (1, true, 0),
            (read.GetProperty("read").GetInt32(), read.GetProperty("changed").GetBoolean(), read.GetProperty("silent").GetArrayLength()));
        Assert.False(reread.GetProperty("changed").GetBoolean());
        Assert.Equal([Bucket, Bucket], _readers.TagsAsked.Where(a => a == Bucket));
        var inventory = await lead.GetFromJsonAsync<JsonElement>("/api/v1/resources?text=fusion-rms-bkry4", Token);
        Assert.Equal(
            "mended", Assert.Single(inventory.GetProperty("rows").EnumerateArray()).GetProperty("tags").GetProperty("OrgId").GetString());
    }

    [Theory]
    [InlineData(TargetFailure.Denied, HttpStatusCode.BadGateway, "aws-did-not-answer")]
    [InlineData(TargetFailure.Throttled, HttpStatusCode.ServiceUnavailable, "aws-throttled")]
    public async Task Recheck_ThatAwsDoesNotAnswer_IsAFailureOfAws_AndChangesNothing(
        TargetFailure failure, HttpStatusCode status, string code)
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);
        using var scan = await lead.PostAsync("/api/v1/scans", null, Token);
        await EndedAsync(lead, scan.Headers.Location!);
        var before = await lead.GetStringAsync("/api/v1/resources?text=fusion-rms-bkry2", Token);
        _readers.Fault = new TargetFailedException(failure, "AWS denied tag:GetResources.");

        using var answer = await lead.PostAsJsonAsync("/api/v1/resources/recheck", new { arns = new[] { BakeryBucket } }, Token);
        var retry = answer.Headers.RetryAfter;
        var problem = await Problem.ReadAsync(answer, status);

        Assert.Equal((code, "Nothing was changed. AWS denied tag:GetResources."), (problem.Code, problem.Detail));
        Assert.Equal(failure == TargetFailure.Throttled, retry is not null);
        Assert.Equal(before, await lead.GetStringAsync("/api/v1/resources?text=fusion-rms-bkry2", Token));
    }

    [Theory]
    [InlineData("""{"arns":["arn:aws:s3:::nobody-has-seen-it"]}""", HttpStatusCode.NotFound, "not-in-inventory")]
    [InlineData("""{"arns":[]}""", HttpStatusCode.BadRequest, "arns")]
    public async Task Recheck_OfWhatNobodyKnows_IsRefused(string body, HttpStatusCode status, string code)
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        Assert.Equal(
            (code, "arns"), (await Problem.ReadAsync(await lead.PostAsync("/api/v1/resources/recheck", content, Token), status)) is var p
            ? (p.Code, p.Field) : default);
    }

    [Fact]
    public async Task Scan_StartedThroughTheApi_GivesFindingsAndReports()
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);
        using var accepted = await lead.PostAsync("/api/v1/scans", null, Token);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await EndedAsync(lead, accepted.Headers.Location!);

        var findings = await lead.GetFromJsonAsync<JsonElement>("/api/v1/findings?convention=ORG-ID-02", Token);
        var row = findings.GetProperty("rows")[0];
        Assert.Equal(("Open", "High"), (row.GetProperty("status").GetString(), row.GetProperty("severity").GetString()));
        var byNumber = await lead.GetFromJsonAsync<JsonElement>($"/api/v1/findings/F-{row.GetProperty("number").GetInt64()}", Token);
        Assert.Equal(row.GetProperty("id").GetGuid(), byNumber.GetProperty("row").GetProperty("id").GetGuid());
        var resources = await lead.GetFromJsonAsync<JsonElement>("/api/v1/resources?kind=s3-bucket", Token);
        Assert.Equal(2, resources.GetProperty("rows").GetArrayLength());

        foreach (var format in new[] { "csv", "json", "xlsx" })
        {
            using var report = await lead.GetAsync($"/api/v1/reports/findings.{format}", Token);
            Assert.Equal(HttpStatusCode.OK, report.StatusCode);
            Assert.Equal($"findings.{format}", report.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
            var hash = report.Headers.GetValues("X-Content-SHA256").Single();
            var body = await report.Content.ReadAsByteArrayAsync(Token);
            if (format != "xlsx") Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(body)), hash);
            Assert.Equal(
                ("0", "26"),
                (report.Headers.GetValues("X-Redacted-Entries").Single(), report.Headers.GetValues("X-Knowledge-Hours").Single()));
            using var again = await lead.GetAsync($"/api/v1/reports/findings.{format}", Token);
            Assert.Equal(hash, again.Headers.GetValues("X-Content-SHA256").Single());
        }
    }

    [Theory]
    [InlineData("account=999999999999", "unknown-account", "account")]
    [InlineData("convention=NO-99", "unknown-convention", "convention")]
    [InlineData("kind=no-such-kind", "unknown-kind", "kind")]
    [InlineData("organization=nobody", "unknown-client", "organization")]
    public async Task Report_OfWhatNobodyKnows_Is400AtTheField(string query, string code, string field)
    {
        using var auditor = await portal.ApiAsync("demo-auditor", Token);

        using var refused = await auditor.GetAsync($"/api/v1/reports/findings.csv?{query}", Token);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Null(refused.Content.Headers.ContentDisposition);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal((code, field), (problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Report_LongerThanItsBuffer_StreamsAndGivesItsHashWhereWanted()
    {
        await portal.Postgres.ExecuteAsOwnerAsync($"""
            insert into finding (id, convention_id, subject, subject_hash, first_seen_at)
              select gen_random_uuid(), 'BULK-01', 'arn:aws:s3:::bulk-' || i, md5(i::text)::uuid, now() from generate_series(1, {Many}) i;
            insert into finding_version (finding_id, valid_from, valid_to, status, cause, book_version, severity, severity_order, mix_up,
              title, expected, actual,
                evidence, kind, name, account_id, region, first_seen_at, content_hash)
              select id, first_seen_at, 'infinity', 'Open', 'New', 1, 'Low', 3, false, repeat('title ', 40), 'expected', 'actual', '{"{}"}',
                's3-bucket', subject,
                '111111111111', 'us-east-1', first_seen_at, id from finding where convention_id = 'BULK-01'
            """);
        using var auditor = await portal.ApiAsync("demo-auditor", Token);

        const string Address = "/api/v1/reports/findings.csv?convention=BULK-01";
        using var report = await auditor.GetAsync(Address, HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.False(report.Headers.Contains("X-Content-SHA256"));
        var body = await report.Content.ReadAsByteArrayAsync(Token);
        auditor.DefaultRequestHeaders.Add("Want-Repr-Digest", "sha-256=1");
        using var wanted = await auditor.GetAsync(Address, Token);

        Assert.True(body.Length > 4 * 1024 * 1024);
        Assert.Equal(body, await wanted.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(body)), wanted.Headers.GetValues("X-Content-SHA256").Single());
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:", wanted.Headers.GetValues("Repr-Digest").Single());
        Assert.Equal(Many + 1, body.Count(b => b == '\n'));
    }

    [Theory]
    [InlineData("/api/v1/findings?severity=gigantic", "not-understood")]
    [InlineData("/api/v1/findings?colour=red", "not-understood")]
    [InlineData("/api/v1/resources?colour=red", "not-understood")]
    [InlineData("/api/v1/not-evaluated?colour=red", "not-understood")]
    [InlineData("/api/v1/findings?cursor=nonsense", "unknown-cursor")]
    [InlineData("/api/v1/reports/findings.csv?status=shut", "not-understood")]
    public async Task Query_NobodyUnderstands_IsRefusedAndNotIgnored(string address, string code)
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);

        Assert.Equal(code, (await Problem.ReadAsync(await lead.GetAsync(address, Token), HttpStatusCode.BadRequest)).Code);
    }

    [Theory]
    [InlineData("/api/v1/findings/F-999999", "no-such-finding")]
    [InlineData("/api/v1/findings/whatever", "no-such-finding")]
    [InlineData("/api/v1/scans/0199a000-0000-7000-8000-000000000000", "no-such-scan")]
    [InlineData("/api/v1/reports/findings.pdf", "no-such-format")]
    [InlineData("/api/v1/reports/run.csv?run=0199a000-0000-7000-8000-000000000000", "no-such-run")]
    public async Task Address_OfNothing_IsNotFound(string address, string code)
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);

        Assert.Equal(code, (await Problem.ReadAsync(await lead.GetAsync(address, Token), HttpStatusCode.NotFound)).Code);
    }

    [Fact]
    public async Task Scan_StartedByAnAuditor_IsForbidden()
    {
        using var auditor = await portal.ApiAsync("demo-auditor", Token);

        Assert.Equal(
            "forbidden", (await Problem.ReadAsync(await auditor.PostAsync("/api/v1/scans", null, Token), HttpStatusCode.Forbidden)).Code);
    }

    private static long Number(JsonElement scan) => scan.GetProperty("summary").GetProperty("number").GetInt64();

    private static async Task EndedAsync(HttpClient client, Uri scan)
    {
        while (true)
        {
            var detail = await client.GetFromJsonAsync<JsonElement>(scan, Token);
            var state = detail.GetProperty("summary").GetProperty("state").GetString();
            if (state == "Completed") return;
            Assert.NotEqual("Failed", state);
            await Task.Delay(100, Token);
        }
    }
}
