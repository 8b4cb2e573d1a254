using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Conventions.Books;
using FusionPortal.Integration.Hosting;
using FusionPortal.Web.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.FileProviders;
using Xunit;

namespace FusionPortal.Integration.Host;

public sealed class HealthTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_DatabaseReachableAndMigrated_IsHealthy() => Assert.Equal((HttpStatusCode.OK, "Healthy"), await DatabaseAsync());

    [Fact]
    public async Task Ready_PagesScriptServed_SaysSo() => Assert.Equal((HttpStatusCode.OK, "Healthy"), await CheckAsync("page-script"));

    [Fact]
    public async Task Ready_PagesScriptMissing_IsNotReadyAndNamesIt()
    {
        // What a publish from half a restore leaves: everything but the script.
        var health = await new PageScriptHealth(new DefaultEndpointDataSource(), new WebRoot())
            .CheckHealthAsync(new HealthCheckContext(), Token);

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("_framework/blazor.web.js", health.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_FilesOfThePagesNotFound_IsNotReadyAndNamesOne()
    {
        // What a portal started from another folder than it was published to sees: the list is there, the files are not.
        var assets = portal.Services.GetRequiredService<EndpointDataSource>();

        var health = await new PageScriptHealth(assets, new WebRoot()).CheckHealthAsync(new HealthCheckContext(), Token);

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("is not found, so that pages have no style", health.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_DatabaseBehind_IsNotButTheProcessLives()
    {
        await using var empty = await portal.Postgres.CreateEmptyDatabaseAsync();
        await portal.StartAsync(overrides: ("ConnectionStrings:Portal", empty.ConnectionString));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await DatabaseAsync());
        using var http = portal.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz", Token)).StatusCode);
        await portal.StartAsync();
    }

    [Fact]
    public async Task Ready_DatabaseGoesAndComesBack_Follows()
    {
        using var proxy = new CuttableProxy(portal.Postgres.ConnectionString);
        await portal.StartAsync(overrides: ("ConnectionStrings:Portal", proxy.ConnectionString));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await DatabaseAsync());

        proxy.Cut();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await DatabaseAsync());

        proxy.Restore();
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await DatabaseAsync());
        await portal.StartAsync();
    }

    [Fact]
    public async Task Ready_KnowledgeTooOld_IsDegradedAndStaysInService()
    {
        await KnownAsync("now()");
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await CheckAsync("knowledge"));
        await portal.Postgres.ExecuteAsOwnerAsync("delete from coverage");
        await portal.Postgres.ExecuteAsOwnerAsync($"""
            insert into coverage (account_id, region, service, outcome, outcome_since, last_complete_at, resources, kinds, is_pass,
              last_calls, last_throttled, total_calls)
            values ('999999999990', 'us-east-1', 'aged', 'Completed', now() - interval '30 hours', now() - interval '30 hours', 0, '{"{}"}',
              false, 0, 0, 0)
            """);

        Assert.Equal((HttpStatusCode.OK, "Degraded"), await CheckAsync("knowledge"));
        using var http = portal.Anonymous();
        Assert.Contains("30 hours ago", await http.GetStringAsync("/readyz", Token));
        await portal.Postgres.ExecuteAsOwnerAsync("delete from coverage");
    }

    [Fact]
    public async Task Ready_BookThatNeedsANewerPortal_IsDegraded_AndTheApiSaysWhich()
    {
        await portal.Postgres.ExecuteAsOwnerAsync("""
            insert into book_version (version, yaml, sha256, format, takes_in, published_by, published_at)
              values (900, 'format: 99', 'x', 99, 900, 'FusionPortal', now())
            """);
        try
        {
            Assert.Equal((HttpStatusCode.OK, "Degraded"), await CheckAsync("texts"));
            using var http = portal.Anonymous();
            Assert.Contains(
                "version 900 of format 99, needs a newer portal", await http.GetStringAsync("/readyz", Token), StringComparison.Ordinal);
            using var auditor = await portal.ApiAsync("demo-auditor", Token);
            var standing = (await auditor.GetFromJsonAsync<JsonElement>("/api/v1/convention-book/standing", Token)).GetProperty("inForce");
            Assert.Equal(
                (900, 99, false),
                (standing.GetProperty("version").GetInt32(), standing.GetProperty("format").GetInt32(), standing.GetProperty("readable")
                .GetBoolean()));
        }
        finally
        {
            await portal.Postgres.ExecuteAsOwnerAsync("delete from book_version where version = 900");
        }
    }

    [Fact]
    public async Task Ready_AnotherTextUnderAShippedNumber_IsDegraded_AndTheApiShowsIt()
    {
        var number = ConventionBook.Default.Version;
        await portal.Postgres.ExecuteAsOwnerAsync($"""
            insert into shipped_text (key, number, yaml, sha256, seen_at) values ('book', {number}, 'other', 'other', now())
              on conflict (key, number) do update set sha256 = 'other'
            """);
        await portal.StartAsync();
        try
        {
            for (var state = ""; state != "Degraded"; Token.ThrowIfCancellationRequested()) state = (await CheckAsync("texts")).Item2;
            using var http = portal.Anonymous();
            Assert.Contains(
                $"under number {number}, but the database knows another text", await http.GetStringAsync("/readyz", Token),
                StringComparison.Ordinal);
            using var lead = await portal.ApiAsync("demo-lead", Token);
            var conflict =
                Assert.Single(
                (await lead.GetFromJsonAsync<JsonElement>("/api/v1/convention-book/standing", Token)).GetProperty("conflicts")
                .EnumerateArray());
            Assert.Equal(
                ("book", number, "other"),
                (conflict.GetProperty("key").GetString(), conflict.GetProperty("number").GetInt32(), conflict.GetProperty("storedSha256")
                .GetString()));
        }
        finally
        {
            await portal.Postgres.ExecuteAsOwnerAsync(
                $"delete from shipped_text where key = 'book' and number = {number} and sha256 = 'other'");
            await portal.StartAsync();
        }
    }

    [Fact]
    public async Task Ready_NothingEverRead_IsDegradedAndSaysSo()
    {
        await portal.Postgres.ExecuteAsOwnerAsync("delete from coverage");
        using var http = portal.Anonymous();

        Assert.Equal((HttpStatusCode.OK, "Degraded"), await CheckAsync("knowledge"));
        Assert.Contains("Nothing has been read yet", await http.GetStringAsync("/readyz", Token));
        // Listed, and never read whole: still nothing.
        await KnownAsync("null");
        Assert.Equal((HttpStatusCode.OK, "Degraded"), await CheckAsync("knowledge"));
        await portal.Postgres.ExecuteAsOwnerAsync("delete from coverage");
    }

    private Task KnownAsync(string lastCompleteAt) => portal.Postgres.ExecuteAsOwnerAsync($"""
        insert into coverage (account_id, region, service, outcome, last_complete_at, resources, kinds, is_pass, last_calls, last_throttled,
          total_calls)
        values ('999999999991', 'us-east-1', 'fresh', 'Completed', {lastCompleteAt}, 0, '{"{}"}', false, 0, 0, 0)
        """);

    private Task<(HttpStatusCode, string?)> DatabaseAsync() => CheckAsync("database");

    private async Task<(HttpStatusCode, string?)> CheckAsync(string check)
    {
        using var http = portal.Anonymous();
        using var response = await http.GetAsync("/readyz", Token);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        return (response.StatusCode, body.GetProperty("checks").GetProperty(check).GetProperty("status").GetString());
    }

    private sealed class WebRoot : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = "";
        public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();
        public string ApplicationName { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
        public string ContentRootPath { get; set; } = "";
        public string EnvironmentName { get; set; } = "";
    }
}
