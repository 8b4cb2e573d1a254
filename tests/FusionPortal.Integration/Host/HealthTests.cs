using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Integration.Hosting;
using FusionPortal.Web.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
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
        var health = await new PageScriptHealth(new DefaultEndpointDataSource()).CheckHealthAsync(new HealthCheckContext(), Token);

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("_framework/blazor.web.js", health.Description, StringComparison.Ordinal);
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
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await CheckAsync("knowledge"));
        await portal.Postgres.ExecuteAsOwnerAsync($"""
            insert into coverage (account_id, region, service, outcome, outcome_since, last_complete_at, resources, kinds, is_pass, last_calls, last_throttled, total_calls)
            values ('999999999990', 'us-east-1', 'aged', 'Completed', now() - interval '30 hours', now() - interval '30 hours', 0, '{"{}"}', false, 0, 0, 0)
            """);

        Assert.Equal((HttpStatusCode.OK, "Degraded"), await CheckAsync("knowledge"));
        using var http = portal.Anonymous();
        Assert.Contains("30 hours ago", await http.GetStringAsync("/readyz", Token));
        await portal.Postgres.ExecuteAsOwnerAsync($"delete from coverage where account_id = '999999999990'");
    }

    private Task<(HttpStatusCode, string?)> DatabaseAsync() => CheckAsync("database");

    private async Task<(HttpStatusCode, string?)> CheckAsync(string check)
    {
        using var http = portal.Anonymous();
        using var response = await http.GetAsync("/readyz", Token);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        return (response.StatusCode, body.GetProperty("checks").GetProperty(check).GetProperty("status").GetString());
    }
}
