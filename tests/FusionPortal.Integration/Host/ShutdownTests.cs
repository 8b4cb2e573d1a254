using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using FusionPortal.Integration.Hosting;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Web.Hosting;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Integration.Host;

/// <summary>A portal process that is told to end ends within ten seconds, whatever the database, AWS and monitoring do.</summary>
public sealed class ShutdownTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Process_ThatIsToldToEnd_EndsWithinTenSeconds(bool databaseHangs, bool monitoringHangs)
    {
        await using var simulator = await SimulatorServer.StartAsync(
            new SimulatorOptions { Estate = new Fleet(600, 3, ["us-east-1", "eu-west-1"], seed: 7) }, Token);
        simulator.Faults.Add(new Fault(FaultKind.Latency) { Delay = TimeSpan.FromSeconds(2) });
        using var database = new FrozenProxy(portal.Postgres.ConnectionString);
        using var mute = new MuteServer();
        using var process = Start(simulator, database, monitoringHangs ? mute : null);
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => { lock (output) output.AppendLine(line.Data); };
        process.ErrorDataReceived += (_, line) => { lock (output) output.AppendLine(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            var address = await AddressAsync(output);
            using var lead = new HttpClient { BaseAddress = address };
            lead.DefaultRequestHeaders.Authorization = new("Bearer", await portal.Identity.Provider.GetTokenAsync("demo-lead", Token));
            using var page = await OpenPageAsync(address);
            await ReadingAsync(lead);

            if (databaseHangs) database.Freeze();
            // Somebody is in the middle of a request, too.
            var asked = lead.GetAsync("/api/v1/findings", CancellationToken.None);
            using (var term = Process.Start("kill", ["-TERM", $"{process.Id}"])) await term.WaitForExitAsync(Token);
            var told = Stopwatch.GetTimestamp();
            await process.WaitForExitAsync(Token);
            var took = Stopwatch.GetElapsedTime(told);

            await asked.ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);
            Assert.True(took < Promised, $"It took {took}.\n{Said(output)}");
            // What ends by itself ends with 0; what others hold back is cut off, and said to be.
            Assert.True(
                process.ExitCode == 0 || (process.ExitCode == PortalApplication.CutOff && (databaseHangs || monitoringHangs)),
                $"{process.ExitCode} {took}\n{Said(output)}");
            Assert.Equal(
                process.ExitCode == PortalApplication.CutOff, Said(output).Contains("did not end by itself", StringComparison.Ordinal));
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private Process Start(SimulatorServer simulator, FrozenProxy database, MuteServer? mute)
    {
        var start = OwnProcess.Command("dotnet");
        (start.RedirectStandardError, start.RedirectStandardOutput) = (true, true);
        foreach (var (name, value) in simulator.EnvironmentVariables) start.Environment[name] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.ArgumentList.Add(typeof(PortalApplication).Assembly.Location);
        var settings = simulator.PortalSettings.Select(s => (s.Key, s.Value!))
            .Append(("Jobs:Enabled", "true")).Append(("Scans:Enabled", "false"))
            .Concat(mute is null ? []
                : [("Telemetry:Endpoint", mute.Address), ("Telemetry:Interval", "00:00:01"), ("Seq:ServerUrl", mute.Address)]);
        foreach (var setting in PortalHost.Settings(database.ConnectionString, portal.Identity.Provider.Authority, settings))
            start.ArgumentList.Add(setting);
        return OwnProcess.Start(start);
    }

    private static async Task<Uri> AddressAsync(StringBuilder output)
    {
        const string Says = "Now listening on: ";
        string? line = null;
        await Collector.UntilNothingAsync(
            () => (line = Said(output).Split('\n').FirstOrDefault(l => l.Contains(Says, StringComparison.Ordinal))) is null
            ? ["the address"] : [], Token);
        return new Uri(line![(line!.IndexOf(Says, StringComparison.Ordinal) + Says.Length)..].Split(' ')[0].Trim());
    }

    private static string Said(StringBuilder output)
    {
        lock (output) return output.ToString();
    }

    // A page's connection, as a browser holds it.
    private static async Task<ClientWebSocket> OpenPageAsync(Uri address)
    {
        using var browser = new SignedInBrowser(address);
        await browser.SignInAsync("ana.ruiz", Token);
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        socket.Options.SetRequestHeader("Cookie", string.Join("; ", browser.Cookies.Select(c => $"{c.Name}={c.Value}")));
        await socket.ConnectAsync(new UriBuilder(new Uri(address, "/_blazor")) { Scheme = "ws" }.Uri, Token);
        await socket.SendAsync(
            Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, Token);
        var answer = await socket.ReceiveAsync(new byte[64], Token);
        Assert.Equal((WebSocketState.Open, 3), (socket.State, answer.Count));
        return socket;
    }

    private static async Task ReadingAsync(HttpClient lead)
    {
        using var scan = await lead.PostAsync("/api/v1/scans", null, Token);
        Assert.True(scan.IsSuccessStatusCode, await scan.Content.ReadAsStringAsync(Token));
        var state = "";
        await Collector.UntilNothingAsync(() => state == "Reading" ? [] : [state = StateAsync().GetAwaiter().GetResult()], Token);

        async Task<string> StateAsync() =>
            (await lead.GetFromJsonAsync<JsonElement>(scan.Headers.Location!, Token)).GetProperty("targets").EnumerateArray()
                .Any(t => t.GetProperty("state").GetString() == "Reading") ? "Reading" : "no target is being read";
    }

    /// <summary>A collector and a Seq that take connections and never answer.</summary>
    private sealed class MuteServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public MuteServer() => _listener.Start();

        public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        public void Dispose() => _listener.Stop();
    }
}
