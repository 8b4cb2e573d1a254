using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Host;

public sealed class HealthTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_DatabaseReachableAndMigrated_IsHealthy() => Assert.Equal((HttpStatusCode.OK, "Healthy"), await DatabaseAsync());

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

    private async Task<(HttpStatusCode, string?)> DatabaseAsync()
    {
        using var http = portal.Anonymous();
        using var response = await http.GetAsync("/readyz", Token);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        return (response.StatusCode, body.GetProperty("checks").GetProperty("database").GetProperty("status").GetString());
    }
}
