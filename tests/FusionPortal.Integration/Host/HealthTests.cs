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

    private Task<(HttpStatusCode, string?)> DatabaseAsync() => CheckAsync("database");

    private async Task<(HttpStatusCode, string?)> CheckAsync(string check)
    {
        using var http = portal.Anonymous();
        using var response = await http.GetAsync("/readyz", Token);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        return (response.StatusCode, body.GetProperty("checks").GetProperty(check).GetProperty("status").GetString());
    }
}
