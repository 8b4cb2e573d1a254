using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using FusionPortal.Core.Scans;
using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit.Scanning;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>Scan, findings and reports as a program sees them: the real host, the real scheduler, an estate in memory instead of AWS.</summary>
public sealed class ScanApiTests(PortalHost portal) : IClassFixture<PortalHost>, IAsyncLifetime
{
    private const int Many = 12_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var estate = new TestEstate();
        estate.Bucket("fusion-rms-bkry2", "bkry2");
        estate.Bucket("=cmd", "bkry3");
        await portal.StartAsync(
            services => services.AddSingleton<IAccountDirectory>(estate).AddSingleton<ITargetReader>(estate).AddSingleton<IRegionDirectory>(estate),
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
        Assert.Equal([TestEstate.Production], detail.GetProperty("targets").EnumerateArray().Select(t => t.GetProperty("target").GetProperty("accountId").GetString()).Distinct());
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

        using var added = await lead.PostAsJsonAsync("/api/v1/schedules", new { accountId = TestEstate.NonProduction, cron = "0 30 * * * ?" }, Token);
        using var twice = await lead.PostAsJsonAsync("/api/v1/schedules", new { accountId = TestEstate.NonProduction, cron = "0 45 * * * ?" }, Token);
        using var nonsense = await lead.PostAsJsonAsync("/api/v1/schedules", new { accountId = TestEstate.Production, cron = "hourly" }, Token);
        Assert.Equal(
            (HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.BadRequest), (added.StatusCode, twice.StatusCode, nonsense.StatusCode));
        var listed = await lead.GetFromJsonAsync<JsonElement>("/api/v1/schedules", Token);
        Assert.Equal("0 30 * * * ?", Assert.Single(listed.EnumerateArray()).GetProperty("cron").GetString());
        using var removed = await lead.DeleteAsync(added.Headers.Location, Token);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);

        using var paused = await lead.PostAsync($"/api/v1/accounts/{TestEstate.NonProduction}/pause", null, Token);
        using var again = await lead.PostAsync("/api/v1/scans", null, Token);
        await EndedAsync(lead, again.Headers.Location!);
        var ledger = await lead.GetFromJsonAsync<JsonElement>("/api/v1/coverage", Token);
        Assert.Equal("Paused", ledger.GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("target").GetProperty("accountId").GetString() == TestEstate.NonProduction).GetProperty("outcome").GetString());
        using var resumed = await lead.PostAsync($"/api/v1/accounts/{TestEstate.NonProduction}/resume", null, Token);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (paused.StatusCode, resumed.StatusCode));
    }

    [Fact]
    public async Task Scan_StartedThroughTheApi_GivesFindingsAndReports()
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);
        using var accepted = await lead.PostAsync("/api/v1/scans", null, Token);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await EndedAsync(lead, accepted.Headers.Location!);

        var findings = await lead.GetFromJsonAsync<JsonElement>("/api/v1/findings?convention=ENV-03", Token);
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
            using var again = await lead.GetAsync($"/api/v1/reports/findings.{format}", Token);
            Assert.Equal(hash, again.Headers.GetValues("X-Content-SHA256").Single());
        }
    }

    [Fact]
    public async Task Report_LongerThanItsBuffer_StreamsAndGivesItsHashWhereWanted()
    {
        await portal.Postgres.ExecuteAsOwnerAsync($"""
            insert into finding (id, convention_id, subject, subject_hash, first_seen_at)
              select gen_random_uuid(), 'BULK-01', 'arn:aws:s3:::bulk-' || i, md5(i::text)::uuid, now() from generate_series(1, {Many}) i;
            insert into finding_version (finding_id, valid_from, valid_to, status, cause, book_version, severity, severity_order, mix_up, title, expected, actual,
                evidence, kind, name, account_id, region, first_seen_at, content_hash)
              select id, first_seen_at, 'infinity', 'Open', 'New', 1, 'Low', 3, false, repeat('title ', 40), 'expected', 'actual', '{"{}"}', 's3-bucket', subject,
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
    [InlineData("/api/v1/reports/runs/0199a000-0000-7000-8000-000000000000.csv", "no-such-run")]
    public async Task Address_OfNothing_IsNotFound(string address, string code)
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);

        Assert.Equal(code, (await Problem.ReadAsync(await lead.GetAsync(address, Token), HttpStatusCode.NotFound)).Code);
    }

    [Fact]
    public async Task Scan_StartedByAnAuditor_IsForbidden()
    {
        using var auditor = await portal.ApiAsync("demo-auditor", Token);

        Assert.Equal("forbidden", (await Problem.ReadAsync(await auditor.PostAsync("/api/v1/scans", null, Token), HttpStatusCode.Forbidden)).Code);
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
