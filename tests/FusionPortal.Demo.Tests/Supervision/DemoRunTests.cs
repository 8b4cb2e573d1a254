using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using FusionPortal.Demo.Processes;
using FusionPortal.Demo.Supervision;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Demo;
using Xunit;

namespace FusionPortal.Demo.Tests.Supervision;

public sealed class DemoRunTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("fusionportal-demo-");
    private readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false });

    public DemoRunTests()
    {
        // The server's own user has to reach its data.
        if (!OperatingSystem.IsWindows()) _state.UnixFileMode |= UnixFileMode.OtherExecute;
    }

    public void Dispose()
    {
        _http.Dispose();
        _state.Delete(recursive: true);
    }

    [Trait("Category", "Long")]
    [Fact(Timeout = 300_000)]
    public async Task Demo_StartedStoppedKilledAndStarted_KeepsItsDataAndLeavesNoProcess()
    {
        var token = TestContext.Current.CancellationToken;
        var port = Ports.Free();
        Uri tokenEndpoint;
        await using (var first = RunningDemo.Start(_state.FullName, port))
        {
            await first.UpAsync(token);
            await AssertAnswersAsync(first);
            await AuthorizeAsync(first);
            await ScannedAsync(first);
            await MakersKnownAsync(first);
            await AssertReadWholeAsync(first);
            Assert.Equal(Planted, await FindingsAsync(first));
            tokenEndpoint = first.TokenEndpoint!;

            var (exitCode, error) = await first.EndAsync(Posix.SigTerm, _cancellation);

            Assert.Equal((0, ""), (exitCode, error));
            Assert.Empty(first.Portals);
            Assert.Empty(first.Servers);
        }

        await using (var second = RunningDemo.Start(_state.FullName, port))
        {
            await second.UpAsync(_cancellation);
            await AssertAnswersAsync(second);
            Assert.Equal(tokenEndpoint, second.TokenEndpoint);
            // The token of before, too: the provider kept its keys.
            Assert.Equal(Planted, await FindingsAsync(second));
            await second.EndAsync(Posix.SigKill, _cancellation);
        }

        // Portal and database are still ending, or just ended without a word: either way the next start sorts it out.
        await using var third = RunningDemo.Start(_state.FullName, port);
        await third.UpAsync(_cancellation);
        await AssertAnswersAsync(third);
        Assert.Equal(Planted, await FindingsAsync(third));
        await third.EndAsync(Posix.SigInt, _cancellation);
        Assert.Empty(third.Portals);
        Assert.Empty(third.Servers);
    }

    [Fact]
    public async Task Demo_PortInUse_NamesThePortAndStartsNothing()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var demo = RunningDemo.Start(_state.FullName, port);

        var (exitCode, error) = await demo.EndedAsync(_cancellation);

        Assert.Equal(1, exitCode);
        Assert.Contains($"Port {port}", error, StringComparison.Ordinal);
        Assert.Equal(["lock"], _state.EnumerateFileSystemInfos().Select(entry => entry.Name));
    }

    [Fact]
    public async Task Demo_PortalDies_SaysSoAndStopsTheRest()
    {
        // Of an AWS that holds nothing: what is planted and scanned makes no difference to who is watched.
        await using var aws = await SimulatorServer.StartAsync(
            new SimulatorOptions
            {
                Estate = new ListedEstate("123456789012", [new SimulatedAccount("123456789012", "Main", "ACTIVE", [])], ["us-east-1"])
            },
                _cancellation);
        await using var demo = RunningDemo.Start(_state.FullName, Ports.Free(), "--aws-endpoint", $"{aws.Endpoint}");
        await demo.UpAsync(_cancellation);

        Posix.Signal(Assert.Single(demo.Portals), Posix.SigKill);
        var (exitCode, error) = await demo.EndedAsync(_cancellation);

        Assert.Equal(1, exitCode);
        Assert.Contains("The portal ended by itself", error, StringComparison.Ordinal);
        Assert.Empty(demo.Servers);
    }

    [Fact]
    public async Task Reset_ForgetsEverythingButItsOwnHold()
    {
        await File.WriteAllTextAsync(Path.Combine(_state.FullName, "identity.port"), "1234", _cancellation);
        _state.CreateSubdirectory("logs");
        _state.CreateSubdirectory("postgres");
        using var state = DemoState.Open(_state.FullName);

        await state.ResetAsync(_cancellation);

        Assert.Equal(["lock"], _state.EnumerateFileSystemInfos().Select(entry => entry.Name));
        Assert.Null(state.IdentityPort);
    }

    [Fact]
    public void Open_Twice_IsRefused()
    {
        using var state = DemoState.Open(_state.FullName);

        Assert.Throws<DemoException>(() => DemoState.Open(_state.FullName));
    }

    /// <summary>All that is wrong in the demo estate, as "convention subject".</summary>
    private static IEnumerable<string> Planted
    {
        get
        {
            var demo = DemoEstate.Create();
            return demo.Truth.Concat(demo.ListedTruth).Concat(demo.CreatorTruth).Select(truth => $"{truth.ConventionId} {truth.Subject}")
                .Order(StringComparer.Ordinal);
        }
    }

    private async Task AuthorizeAsync(RunningDemo demo)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "demo-lead",
            ["client_secret"] = "demo",
        });
        using var response = await _http.PostAsync(demo.TokenEndpoint, form, _cancellation);
        var token = (await response.Content.ReadFromJsonAsync<JsonElement>(_cancellation)).GetProperty("access_token").GetString();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private async Task ScannedAsync(RunningDemo demo)
    {
        while (true)
        {
            var scans = await _http.GetFromJsonAsync<JsonElement>(new Uri(demo.Address, "/api/v1/scans"), _cancellation);
            // Not those of its past.
            if (scans.GetProperty("rows").EnumerateArray().Any(
                scan => scan.GetProperty("state").GetString() == "Completed"
                    && scan.GetProperty("startedAt").GetDateTimeOffset() >= _began)) return;
            await Task.Delay(200, _cancellation);
        }
    }

    private async Task AssertReadWholeAsync(RunningDemo demo)
    {
        var rows = await LedgerAsync(demo);
        Assert.All(rows, row => Assert.Equal("Completed", row.GetProperty("outcome").GetString()));
        Assert.Equal(3, rows.Count(row => Service(row) == "bucket-facts"));
        Assert.Contains(rows, row => Service(row) == "creators");
    }

    // Makers are asked for once the scan has ended, two calls a second; whatever else is judged meanwhile already shows some of them. When
    // all is found the caller asserts it, and also when it is not found in time.
    private async Task MakersKnownAsync(RunningDemo demo)
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < TimeSpan.FromMinutes(2); await Task.Delay(500, _cancellation))
            if ((await LedgerAsync(demo)).Any(row => Service(row) == "creators") && Planted.SequenceEqual(await FindingsAsync(demo)))
                return;
    }

    private async Task<List<JsonElement>> LedgerAsync(RunningDemo demo) =>
        [.. (await _http.GetFromJsonAsync<JsonElement>(new Uri(demo.Address, "/api/v1/coverage"), _cancellation)).GetProperty("rows")
            .EnumerateArray()];

    private static string? Service(JsonElement row) => row.GetProperty("target").GetProperty("service").GetString();

    private async Task<IEnumerable<string>> FindingsAsync(RunningDemo demo)
    {
        var page = await _http.GetFromJsonAsync<JsonElement>(new Uri(demo.Address, "/api/v1/findings?take=200"), _cancellation);
        return page.GetProperty("rows").EnumerateArray()
            .Select(finding => $"{finding.GetProperty("conventionId").GetString()} {finding.GetProperty("subject").GetString()}")
                .Order(StringComparer.Ordinal);
    }

    // The demo says that it is up when the portal answers; the scheduler may still be taking up what a killed one left. The test's own time
    // limit ends the wait.
    private async Task ReadyAsync(RunningDemo demo)
    {
        while (true)
        {
            using var ready = await _http.GetAsync(new Uri(demo.Address, "/readyz"), _cancellation);
            if (ready.StatusCode == HttpStatusCode.OK) return;
            await Task.Delay(200, _cancellation);
        }
    }

    private async Task AssertAnswersAsync(RunningDemo demo)
    {
        using var health = await _http.GetAsync(new Uri(demo.Address, "/healthz"), _cancellation);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        await ReadyAsync(demo);
        Assert.NotEmpty(await _http.GetStringAsync(new Uri(demo.Address, "/css/tokens.css"), _cancellation));
    }
}
