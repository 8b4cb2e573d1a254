using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Demo.Identity;
using FusionPortal.Demo.Supervision;
using FusionPortal.Simulator;
using Xunit;

namespace FusionPortal.Demo.Tests.Upgrade;

/// <summary>A portal of some version as a process of its own, spoken to over its API.</summary>
internal sealed class PortalOf : IAsyncDisposable
{
    private readonly PortalProcess _process;
    private readonly HttpClient _http;

    private PortalOf(PortalProcess process, HttpClient http) => (_process, _http) = (process, http);

    public static async Task<PortalOf> StartAsync(
        Repository version, string connectionString, DemoIdentityProvider provider, SimulatorServer simulator, string declared,
            string folder, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{Ports.Free(null)}");
        // Only what the test asks for is scanned.
        var settings =
            new Dictionary<string, string?>(simulator.PortalSettings)
            {
                ["Scans:Enabled"] = "false",
                [$"Accounts:{declared}:Role"] = "Production"
            };
        foreach (var (name, value) in simulator.EnvironmentVariables) settings[name] = value;
        var environment = PortalEnvironment.Build(address, connectionString, provider, settings, folder);
        var process =
            await PortalProcess.StartAsync(
            version, address, environment, Path.Combine(folder, $"{Path.GetFileName(version.Root)}-{address.Port}.log"), cancellationToken);
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", await provider.GetTokenAsync("demo-lead", cancellationToken));
        var portal = new PortalOf(process, http);
        await portal.UntilAsync(
            async () => (await http.GetAsync("/readyz", cancellationToken)).StatusCode == HttpStatusCode.OK, "ready", cancellationToken);
        return portal;
    }

    public async Task<JsonElement> GetAsync(string address, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<JsonElement>(await BytesAsync(address, cancellationToken));

    public async Task<byte[]> BytesAsync(string address, CancellationToken cancellationToken)
    {
        using var response = await FollowedAsync(address, cancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        Assert.True(
            response.IsSuccessStatusCode,
            $"{address}: {(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(bytes)}\n{_process.LastLines(20)}");
        return bytes;
    }

    // Where an address has moved to. The client itself would leave the token behind.
    private async Task<HttpResponseMessage> FollowedAsync(string address, CancellationToken cancellationToken)
    {
        var answer = await _http.GetAsync(address, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.MovedPermanently) return answer;
        using (answer) return await _http.GetAsync(answer.Headers.Location, cancellationToken);
    }

    public async Task<JsonElement> PostAsync(string address, object? body, CancellationToken cancellationToken)
    {
        using var response = body is null ? await _http.PostAsync(address, null, cancellationToken)
            : await _http.PostAsJsonAsync(address, body, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{address}: {(int)response.StatusCode} {text}\n{_process.LastLines(20)}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The answer to what is refused as invalid.</summary>
    public async Task<string> RefusedAsync(string address, CancellationToken cancellationToken)
    {
        using var response = await FollowedAsync(address, cancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Scans everything, and returns the scan when it has ended.</summary>
    public async Task<JsonElement> ScanAsync(CancellationToken cancellationToken)
    {
        var scan = (await PostAsync("/api/v1/scans", null, cancellationToken)).GetProperty("scanId").GetString();
        var detail = default(JsonElement);
        await UntilAsync(
            async () => (detail = (await GetAsync($"/api/v1/scans/{scan}", cancellationToken)).GetProperty("summary"))
                .GetProperty("endedAt").ValueKind == JsonValueKind.String,
            "scanned", cancellationToken);
        return detail;
    }

    /// <summary>Every finding there was at the moment, by number: its status and what it is about.</summary>
    public async Task<SortedDictionary<long, string>> FindingsAsync(DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<long, string>();
        var moment = asOf is { } at ? $"&asOf={Uri.EscapeDataString(at.ToString("O"))}" : "";
        string? cursor = null;
        do
        {
            var page = await GetAsync($"/api/v1/findings?take=500{moment}{(cursor is null ? "" : $"&cursor={cursor}")}", cancellationToken);
            foreach (var row in page.GetProperty("rows").EnumerateArray())
                found.Add(
                    row.GetProperty("number").GetInt64(),
                    $"{row.GetProperty("status")} {row.GetProperty("conventionId")} {row.GetProperty("subject")} {row.GetProperty("id")}");
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        return found;
    }

    public async Task UntilAsync(Func<Task<bool>> isSo, string what, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        while (!await isSo())
        {
            Assert.False(patience.IsCancellationRequested, $"It was never {what}. Last lines:\n{_process.LastLines(20)}");
            await Task.Delay(100, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }
}
