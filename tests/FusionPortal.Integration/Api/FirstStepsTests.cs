using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Integration.Hosting;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate.Demo;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>The first steps that operations.md gives, in their order: an empty database, a real portal, and a simulator in place of
/// AWS.</summary>
public sealed class FirstStepsTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Category", "Long")]
    public async Task EmptyDatabase_ToRecordedClients_ByTheDocumentedSteps()
    {
        var demo = DemoEstate.Create();
        await using var aws = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = demo.Estate }, Token);
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", aws.Options.PortalKey.Id);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", aws.Options.PortalKey.Secret);
        await portal.StartAsync(
            overrides:
            [
                ("Jobs:Enabled", "true"), ("Scans:Enabled", "false"),
                .. aws.PortalSettings.Where(s => s.Value is not null && !s.Key.StartsWith("Accounts:", StringComparison.Ordinal))
                    .Select(s => (s.Key, s.Value!)),
            ]);
        using var lead = await portal.ApiAsync("demo-lead", Token);

        await ScanAsync(lead);
        foreach (
            var (id, role) in new[] {
            (DemoEstate.ProductionAccount, "Production"), (DemoEstate.QaAccount, "NonProduction"),
            (DemoEstate.CorporateAccount, "NonProduction") })
        {
            var preview = await SendAsync(lead, HttpMethod.Post, $"/api/v1/accounts/{id}/role/preview", new { role });
            await SendAsync(lead, HttpMethod.Put, $"/api/v1/accounts/{id}/role", new
            {
                role,
                reason = "As the organization says",
                revision = preview.GetProperty("revision").GetInt64(),
                preview = preview.GetProperty("token").GetString(),
            });
        }

        // One finding an organization, and far fewer than there are resources of them.
        var offered = await lead.GetFromJsonAsync<JsonElement>("/api/v1/organizations/seen-in-aws?take=200", Token);
        var rows = offered.GetProperty("rows").EnumerateArray().ToList();
        var told = await lead.GetFromJsonAsync<JsonElement>("/api/v1/findings?convention=ORG-ID-02&take=200", Token);
        Assert.Equal(rows.Count, told.GetProperty("rows").GetArrayLength());
        Assert.True(rows.Count >= demo.Clients.Count - 10, $"{rows.Count} of {demo.Clients.Count}");
        Assert.True(rows.Sum(r => r.GetProperty("seen").GetProperty("resources").GetInt64()) > 5 * rows.Count);

        var clear = rows.Select(r => r.GetProperty("proposal")).Where(p => p.GetProperty("isClear").GetBoolean())
            .Select(p =>
                new
                {
                    orgId = p.GetProperty("orgId").GetString(),
                    title = p.GetProperty("orgId").GetString(),
                    environment = p.GetProperty("environment").GetString()
                }).ToList();
        Assert.NotEmpty(clear);
        // What the portal proposes by itself is what the demo's own register says; bkry2 and oldclient are planted there as clients nobody
        // knows.
        Assert.All(
            clear.Where(c => c.orgId is not ("bkry2" or "oldclient")), c =>
            Assert.Equal(demo.Clients.Single(d => d.OrgId == c.orgId).Environment, c.environment));
        var seen = await SendAsync(lead, HttpMethod.Post, "/api/v1/organizations/seen-in-aws/preview", new { clients = clear });
        var recorded =
            await SendAsync(
            lead, HttpMethod.Post, "/api/v1/organizations/seen-in-aws",
            new { clients = clear, preview = seen.GetProperty("token").GetString() });

        Assert.Equal(clear.Count, recorded.GetProperty("clients").GetArrayLength());
        Assert.Equal(seen.GetProperty("closes").GetInt64(), recorded.GetProperty("closed").GetInt64());
        var left = await lead.GetFromJsonAsync<JsonElement>("/api/v1/organizations/seen-in-aws?take=200", Token);
        Assert.Equal(rows.Count - clear.Count, left.GetProperty("total").GetInt64());
    }

    private static async Task ScanAsync(HttpClient client)
    {
        using var started = await client.PostAsync("/api/v1/scans", null, Token);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        while ((await client.GetFromJsonAsync<JsonElement>(started.Headers.Location, Token)).GetProperty("summary").GetProperty("state")
            .GetString() is { } state && state != "Completed")
        {
            Assert.NotEqual("Failed", state);
            await Task.Delay(200, Token);
        }
    }

    private static async Task<JsonElement> SendAsync(HttpClient client, HttpMethod method, string address, object body)
    {
        using var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(body) };
        using var response = await client.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
