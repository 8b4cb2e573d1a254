using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit.Postgres;
using FusionPortal.Web.Hosting.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>A caller that hangs up while its write is under way: the write is done whole all the same.</summary>
public sealed class HungUpTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_OfACallerWhoHangsUp_IsDoneAllTheSame()
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);
        (await lead.PostAsJsonAsync("/api/v1/organizations", new { orgId = "hungup", title = "Hung up" }, Token)).EnsureSuccessStatusCode();
        var wanted = new { title = "Done all the same", environment = "Production" };
        using var previewed = await lead.PostAsJsonAsync("/api/v1/organizations/hungup/preview", wanted, Token);
        var preview = await previewed.Content.ReadFromJsonAsync<JsonElement>(Token);
        await using var held = await HeldLock.TakeAsync(portal.Postgres, HeldLock.Commits, Token);

        using (await SentAsync(lead, "POST", "/api/v1/organizations", new { orgId = "hungup2", title = "Hung up too" }))
            await held.UntilWaitingAsync(1, Token);
        using (await SentAsync(lead, "PUT", "/api/v1/organizations/hungup", new
        {
            wanted.title,
            wanted.environment,
            reason = "Typed wrong",
            revision = preview.GetProperty("revision").GetInt64(),
            preview = preview.GetProperty("token").GetString(),
        }))
            await held.UntilWaitingAsync(2, Token);
        // A read of a caller who has gone ends: once the portal says so, it has noticed those who went before it, too.
        await UntilNoticedAsync(lead);
        await held.UntilWaitingAsync(2, Token);
        await held.ReleaseAsync(Token);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (await TitleAsync(lead, "hungup") == "Hung up" || await TitleAsync(lead, "hungup2") is null)
            await Task.Delay(20, patience.Token);
        Assert.Equal(("Done all the same", "Hung up too"), (await TitleAsync(lead, "hungup"), await TitleAsync(lead, "hungup2")));
        Assert.DoesNotContain(" 500 ", portal.Log.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A preview writes nothing, so nobody waits for what it would say: its statement is cancelled, while the lock is still
    /// held.</summary>
    [Fact]
    public async Task Preview_OfACallerWhoHangsUp_IsGivenUp()
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);
        (await lead.PostAsJsonAsync("/api/v1/organizations", new { orgId = "hungup3", title = "Hung up" }, Token))
            .EnsureSuccessStatusCode();
        await using var held = await HeldLock.TakeAsync(portal.Postgres, "lock table organization in access exclusive mode", Token);
        const string path = "/api/v1/organizations/hungup3/preview";
        using (await SentAsync(lead, "POST", path, new { title = "Other", environment = "QA" }))
            await held.UntilWaitingAsync(1, Token);

        // Sooner than a statement gives up by itself, which is after 30 s.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(25));
        await held.UntilNobodyWaitsAsync(patience.Token);
        while (!portal.Log.ToString().Split('\n')
            .Any(l => l.Contains(path, StringComparison.Ordinal) && l.Contains("499", StringComparison.Ordinal)))
            await Task.Delay(20, patience.Token);
    }

    /// <summary>Every preview is one, and nothing that writes is.</summary>
    [Fact]
    public void Previews_AreTheEndpointsThatOnlyRead()
    {
        var posts = portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == false).ToList();
        Assert.Equal(
            posts.Where(e => e.RoutePattern.RawText!.EndsWith("/preview", StringComparison.Ordinal)).Select(e => e.RoutePattern.RawText),
            posts.Where(e => e.Metadata.GetMetadata<OnlyReads>() is not null).Select(e => e.RoutePattern.RawText));
        Assert.Equal(3, posts.Count(e => e.Metadata.GetMetadata<OnlyReads>() is not null));
    }

    private async Task UntilNoticedAsync(HttpClient lead)
    {
        await using var held = await HeldLock.TakeAsync(portal.Postgres, "lock table scan in access exclusive mode", Token);
        using (await SentAsync(lead, "GET", "/api/v1/scans", null)) await held.UntilWaitingAsync(3, Token);
        while (!portal.Log.ToString().Contains("499", StringComparison.Ordinal)) await Task.Delay(20, Token);
    }

    // Closing with nothing lingering is a reset: the server learns of it at once.
    private async Task<TcpClient> SentAsync(HttpClient caller, string method, string address, object? body)
    {
        var client = new TcpClient { LingerState = new LingerOption(true, 0) };
        await client.ConnectAsync(portal.Address.Host, portal.Address.Port, Token);
        var json = body is null ? "" : JsonSerializer.Serialize(body);
        var lines =
            $"{method} {address} HTTP/1.1\r\nHost: {portal.Address.Authority}\r\nAuthorization: "
                + $"{caller.DefaultRequestHeaders.Authorization}\r\n"
            + (body is null ? "" : $"Content-Type: application/json\r\nContent-Length: {json.Length}\r\n");
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"{lines}\r\n{json}"), Token);
        return client;
    }

    private static async Task<string?> TitleAsync(HttpClient http, string orgId)
    {
        using var response = await http.GetAsync($"/api/v1/organizations/{orgId}", Token);
        return response.IsSuccessStatusCode
            ? (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("title").GetString() : null;
    }
}
