using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using FusionPortal.TestKit.Running;
using Microsoft.Playwright;
using Npgsql;
using Xunit;

namespace FusionPortal.Browser.Kit;

/// <summary>
/// The demo without its past, in a folder of its own, with its first scan finished; and one Chromium. Shared by all journeys, so a
/// journey makes what it needs and never counts what others may have changed.
/// </summary>
public sealed class DemoPortal : IAsyncLifetime
{
    private readonly string _state = Directory.CreateTempSubdirectory("fusionportal-browser-").FullName;
    private readonly Lock _gate = new();
    private readonly List<string> _said = [];
    private Process? _demo;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Uri? _tokenEndpoint;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        await StartDemoAsync(patience.Token);
        _playwright = await Playwright.CreateAsync();
        // What a person would still wait for on a busy machine; how fast it is, benchmarks say.
        Assertions.SetDefaultExpectTimeout(15_000);
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("FUSIONPORTAL_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
                // A name that nobody may own, for portals that are known by one.
                "--host-resolver-rules=MAP portal.example.com 127.0.0.1"],
        });
        await FirstScanAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        await StopDemoAsync();
        Directory.Delete(_state, recursive: true);
    }

    /// <summary>Ends every process of the demo, the portal among them, and starts them anew on what they stored. Browsers stay as they
    /// are.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopDemoAsync();
        await StartDemoAsync(cancellationToken);
    }

    /// <summary>What the portal has logged since it was started last.</summary>
    public Task<string[]> LogAsync(CancellationToken cancellationToken) =>
        File.ReadAllLinesAsync(Path.Combine(_state, "logs", "portal.log"), cancellationToken);

    /// <summary>The demo's database as its owner, for what no page can bring about: a write that is held up, a state that only AWS or a
    /// later version makes.</summary>
    public async Task<NpgsqlConnection> DatabaseAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_state, "postgres");
        var passwords =
            JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "passwords.json"), cancellationToken)).RootElement;
        var port = await File.ReadAllTextAsync(Path.Combine(folder, "port"), cancellationToken);
        var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={port.Trim()};Database=fusionportal;Username=fusionportal_owner;"
                + $"Password={passwords.GetProperty("Owner").GetString()};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private async Task StopDemoAsync()
    {
        if (_demo is null) return;
        if (!_demo.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_demo.Id}"]);
            await kill.WaitForExitAsync();
        }

        await _demo.WaitForExitAsync();
        _demo.Dispose();
        _demo = null;
    }

    /// <summary>A browser of their own, signed in, on the given page.</summary>
    /// <param name="touch">On a phone, with a finger.</param>
    /// <param name="portal">Another portal than the demo's; null for the demo's.</param>
    public async Task<Visit> VisitAsync(string person, string path = "/", Uri? portal = null, bool touch = false)
    {
        var visit = await OpenAsync(person, portal ?? Address, touch);
        await visit.SignInAsync(path);
        return visit;
    }

    /// <summary>A browser of their own in which nobody has signed in, on no page yet.</summary>
    /// <param name="portal">Where.</param>
    /// <param name="anyCertificate">Also one that nobody vouches for.</param>
    public Task<Visit> StrangerAsync(Uri portal, bool anyCertificate = false) => OpenAsync("nobody", portal, touch: false, anyCertificate);

    private async Task<Visit> OpenAsync(string person, Uri portal, bool touch, bool anyCertificate = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = portal.ToString(),
            IgnoreHTTPSErrors = anyCertificate,
            ViewportSize = touch ? new() { Width = 390, Height = 844 } : new() { Width = 1440, Height = 900 },
            HasTouch = touch,
            TimezoneId = "Europe/London",
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
            ColorScheme = ColorScheme.Light,
        });
        context.SetDefaultTimeout(20_000);
        return new Visit(context, await context.NewPageAsync(), person);
    }

    /// <summary>The API, as a script with a token of one of the demo's clients would use it.</summary>
    public async Task<HttpClient> ApiAsync(string client, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var form =
            new FormUrlEncodedContent(
            new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = "demo" });
        using var answer = await http.PostAsync(_tokenEndpoint, form, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("access_token").GetString();
        return new HttpClient
        {
            BaseAddress = Address,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) }
        };
    }

    private async Task StartDemoAsync(CancellationToken cancellationToken)
    {
        // The one beside the portal and the migrations, not the copy beside the tests.
        var folder =
            AppContext.BaseDirectory.Replace(
            Path.Combine("tests", "FusionPortal.Browser"), Path.Combine("src", "FusionPortal.Demo"), StringComparison.Ordinal);
        var command =
            OwnProcess.Command(
                "dotnet", Path.Combine(folder, "FusionPortal.Demo.dll"), "--no-past", "--state", _state, "--port", $"{Address.Port}");
        (command.RedirectStandardOutput, command.RedirectStandardError) = (true, true);
        _demo = new Process { StartInfo = command };
        var up = new TaskCompletionSource();
        _demo.OutputDataReceived += (_, line) => Hear(line.Data, up);
        _demo.ErrorDataReceived += (_, line) => Hear(line.Data, up);
        _demo.EnableRaisingEvents = true;
        _demo.Exited += (_, _) => up.TrySetException(new InvalidOperationException("The demo ended: " + string.Join('\n', Said())));
        OwnProcess.Start(_demo);
        _demo.BeginOutputReadLine();
        _demo.BeginErrorReadLine();
        await up.Task.WaitAsync(cancellationToken);
    }

    private void Hear(string? line, TaskCompletionSource up)
    {
        if (line is null) return;
        lock (_gate) _said.Add(line);
        if (line.Trim().Split("Token endpoint: ") is ["", var endpoint]) _tokenEndpoint = new Uri(endpoint);
        if (line.StartsWith("Ctrl-C", StringComparison.Ordinal)) up.TrySetResult();
    }

    private string[] Said()
    {
        lock (_gate) return [.. _said];
    }

    private async Task FirstScanAsync(CancellationToken cancellationToken)
    {
        using var api = await ApiAsync("demo-auditor", cancellationToken);
        while (true)
        {
            var findings = await api.GetFromJsonAsync<JsonElement>("/api/v1/findings", cancellationToken);
            if (findings.GetProperty("rows").GetArrayLength() > 0) return;
            await Task.Delay(500, cancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
