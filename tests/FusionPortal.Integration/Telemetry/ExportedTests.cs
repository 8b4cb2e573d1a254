using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Core;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Telemetry;
using FusionPortal.Core.Templates;
using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit.Scanning;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Integration.Telemetry;

/// <summary>
/// Instruments belong to the process: a collector hears those of every portal in it, and hears no more of a gauge once one of them has
/// stopped. So nothing else runs beside these tests.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class AloneInTheProcess;

/// <summary>What arrives at a collector and at a Seq of a portal that scans, is worked in and exports.</summary>
[Collection(typeof(AloneInTheProcess))]
public sealed class ExportedTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static int _started;

    private readonly TestEstate _estate = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Portal_ThatScansTicksAndExports_TellsTheCollector()
    {
        await using var collector = await Collector.StartAsync();
        await StartAsync(
            ("Telemetry:Endpoint", collector.Address.ToString()), ("Telemetry:Interval", "00:00:01"),
            ("Telemetry:Headers", "x-key=of-the-collector"));
        using var lead = await portal.ApiAsync("demo-lead", Token);

        await ScanAsync(lead);
        await TickAsync(lead, "measured");
        (await lead.GetAsync("/api/v1/reports/findings.csv", Token)).EnsureSuccessStatusCode();
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await lead.GetAsync($"/api/v1/runs/{Guid.Empty}", Token)).StatusCode);

        await Collector.UntilNothingAsync(() => Missing(collector), Token);
        Assert.Contains(
            collector.Points, p => p.Name == "fusionportal.scan.duration" && p["fusionportal.outcome"] == "Completed" && p.Bounds > 0);
        Assert.Contains(
            collector.Points, p => p.Name == "fusionportal.scan.targets" && p["cloud.account.id"] == TestEstate.Production
            && p["fusionportal.outcome"] == "Completed");
        Assert.Contains(
            collector.Points, p => p.Name == "fusionportal.aws.calls" && p["cloud.account.id"] == TestEstate.Production && p.Value >= 1);
        Assert.Contains(collector.Points, p => p.Name == "fusionportal.judging.duration" && p["fusionportal.cause"] == "scan");
        Assert.Contains(
            collector.Points, p =>
            p.Name == "fusionportal.step.duration" && p["fusionportal.step.action"] == "Tick" && p["error.type"] is null);
        Assert.Contains(
            collector.Points, p =>
            p.Name == "fusionportal.export.duration" && p["fusionportal.report"] == "findings" && p["fusionportal.format"] == "Csv");
        Assert.Contains(
            collector.Points, p => p is { Name: "fusionportal.jobs.waiting", Unit: "{job}" } && p["fusionportal.job.group"] == "target");
        Assert.Contains(
            collector.Points, p =>
            p is { Name: "fusionportal.knowledge.age", Meter: KnowledgeMeter.Name, Unit: "s", Value: >= 0 and < 600 });
        foreach (
            var foreign in new[] {
            "http.server.request.duration", "db.client.connection.count", "quartz.job.execution.duration", "dotnet.gc.collections" })
            Assert.Contains(collector.Points, p => p.Name == foreign);
        await Collector.UntilNothingAsync(() => new[] { "judge", "save step", "export", "read target" }.Except(collector.Spans), Token);
        Assert.Contains("/v1/metrics x-key: of-the-collector", collector.Headers);
    }

    /// <summary>Open pages are counted, and what the dashboard and the alerts ask for has all been exported.</summary>
    [Fact]
    public async Task Page_ThatIsOpenedAndClosed_IsCountedAtTheCollector_AndNothingOnTheDashboardIsMissing()
    {
        await using var collector = await Collector.StartAsync();
        await StartAsync(("Telemetry:Endpoint", collector.Address.ToString()), ("Telemetry:Interval", "00:00:01"));
        using var browser = await portal.SignInAsync("priya.shah", Token);

        await using (await RawCircuit.OpenAsync(portal.Address, browser, Token))
            await Collector.UntilNothingAsync(() => NotSeen(1), Token);
        // Its page is gone: nobody is connected, while the circuit waits for it to come back.
        await Collector.UntilNothingAsync(
            () => Last("aspnetcore.components.circuit.connected") == 0 ? [] : ["a circuit that nobody is connected to"], Token);
        Assert.All(
            collector.Points.Where(p => p.Name.StartsWith("aspnetcore.components.circuit.", StringComparison.Ordinal)),
            p => Assert.Equal("Microsoft.AspNetCore.Components.Server.Circuits", p.Meter));

        using var lead = await portal.ApiAsync("demo-lead", Token);
        await ScanAsync(lead);
        await TickAsync(lead, "asked");
        (await lead.GetAsync("/api/v1/reports/findings.csv", Token)).EnsureSuccessStatusCode();
        // AWS slowed nobody down here.
        var throttled = PrometheusNames.Of(PortalInstruments.AwsThrottled).ToList();
        await Collector.UntilNothingAsync(
            () => MonitoringFiles.Metrics().Except(throttled).Except(collector.Points.SelectMany(PrometheusNames.Of)), Token);

        IEnumerable<string> NotSeen(double count) =>
            new[] { "aspnetcore.components.circuit.active", "aspnetcore.components.circuit.connected" }.Where(n => Last(n) != count);
        double? Last(string name) => collector.Points.LastOrDefault(p => p.Name == name)?.Value;
    }

    [Trait("Category", "Long")]
    [Fact]
    public async Task Portal_WithACollectorThatTakesGrpc_TellsItTheSame()
    {
        await using var collector = await Collector.StartAsync();
        await StartAsync(
            ("Telemetry:Endpoint", collector.GrpcAddress.ToString()), ("Telemetry:Protocol", "Grpc"),
            ("Telemetry:Interval", "00:00:01"), ("Telemetry:Headers", "x-key=of-the-collector"));
        // The portal before this one may have said so of its own collector when it ended.
        var before = portal.Log.ToString().Length;
        using var lead = await portal.ApiAsync("demo-lead", Token);
        (await lead.GetAsync("/api/v1/reports/findings.csv", Token)).EnsureSuccessStatusCode();

        await Collector.UntilNothingAsync(
            () => new[] { "fusionportal.export.duration", "fusionportal.jobs.waiting", "http.server.request.duration" }
                .Except(collector.Points.Select(p => p.Name)), Token);
        Assert.Contains(
            collector.Points, p =>
                p is { Name: "fusionportal.export.duration", Unit: "s", Bounds: > 0 } && p["fusionportal.report"] == "findings");
        await Collector.UntilNothingAsync(() => new[] { "export" }.Except(collector.Spans), Token);
        Assert.Contains("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export x-key: of-the-collector", collector.Headers);
        // Nothing of it was refused.
        Assert.DoesNotContain("do not reach Telemetry:Endpoint", portal.Log.ToString()[before..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogEvents_ArriveAtSeqWithTheirTemplates_AndWithoutWhatIsSecret()
    {
        const string Key = "AKIA" + "QWERTYUIOPASDFGH";
        await using var seq = await Collector.StartAsync();
        await StartAsync(
            ("Seq:ServerUrl", seq.Address.ToString()), ("Seq:ApiKey", "of-the-seq"), ("Telemetry:Endpoint", seq.Address.ToString()));
        using var lead = await portal.ApiAsync("demo-lead", Token);
        var token = lead.DefaultRequestHeaders.Authorization!.Parameter!;

        await lead.GetAsync($"/api/v1/organizations/{Key}", Token);
        await lead.GetAsync($"/api/v1/findings?text={Key}", Token);
        // Stopping sends what is left.
        await portal.StartAsync();

        Assert.Contains(seq.Events, e => Property(e, "RequestPath").Contains("/api/v1/organizations/[redacted]", StringComparison.Ordinal));
        Assert.Contains(
            seq.Events, e =>
            e.TryGetProperty("@mt", out var template) && template.GetString()!.Contains("{RequestMethod}", StringComparison.Ordinal));
        Assert.Contains("/api/events/raw X-Seq-ApiKey: of-the-seq", seq.Headers);
        Assert.Contains(seq.Spans, name => name.Contains("organizations", StringComparison.Ordinal));
        Assert.False(seq.Holds(Key));
        Assert.False(seq.Holds(token));
    }

    [Fact]
    public async Task CollectorAndSeqThatDoNotAnswer_AreSaidInTheLog_AndThePortalEndsAllTheSame()
    {
        var gone = await Collector.StartAsync();
        var nobody = gone.Address;
        await gone.DisposeAsync();
        await StartAsync(
            ("Seq:ServerUrl", nobody.ToString()), ("Telemetry:Endpoint", nobody.ToString()), ("Telemetry:Interval", "00:00:01"));
        using var lead = await portal.ApiAsync("demo-lead", Token);
        await lead.GetAsync("/api/v1/organizations", Token);

        string[] said = ["Metrics or traces do not reach Telemetry:Endpoint", "Log events do not reach Seq:ServerUrl"];
        await Collector.UntilNothingAsync(() => said.Where(text => !portal.Log.ToString().Contains(text, StringComparison.Ordinal)), Token);
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await portal.StartAsync();
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 10);
    }

    [Fact]
    public async Task WithoutAnAddress_NothingIsCollected()
    {
        await StartAsync();
        Assert.Null(portal.Services.GetService<OpenTelemetry.Metrics.MeterProvider>());
        Assert.Null(portal.Services.GetService<OpenTelemetry.Trace.TracerProvider>());
    }

    [Fact]
    public void Instruments_AreNamedAsOpenTelemetryAsks()
    {
        Assert.Equal(PortalInstruments.All.Count, PortalInstruments.All.Select(i => i.Name).Distinct().Count());
        Assert.All(PortalInstruments.All, i =>
        {
            Assert.Matches("^fusionportal(\\.[a-z]+(_[a-z]+)*)+$", i.Name);
            Assert.Matches("^(s|\\{[a-z]+\\})$", i.Unit);
            Assert.EndsWith(".", i.Description, StringComparison.Ordinal);
            Assert.All(i.Attributes, a => Assert.Matches("^[a-z]+(\\.[a-z]+)+$", a));
        });
        var declared = typeof(PortalInstruments).GetProperties().Where(p => p.PropertyType == typeof(InstrumentInfo))
            .Select(p => (InstrumentInfo)p.GetValue(null)!);
        Assert.Equal(declared.OrderBy(i => i.Name).Select(i => i.Name), PortalInstruments.All.OrderBy(i => i.Name).Select(i => i.Name));
    }

    // AWS slowed nobody down here; all others have to have arrived.
    private static IEnumerable<string> Missing(Collector collector) =>
        PortalInstruments.All.Except([PortalInstruments.AwsThrottled])
            .Where(i => !collector.Points.Any(p => p.Name == i.Name && p.Unit == i.Unit)).Select(i => i.Name);

    private static string Property(JsonElement logged, string name) => logged.TryGetProperty(name, out var value) ? value.ToString() : "";

    private Task StartAsync(params (string Key, string Value)[] settings)
    {
        // One that no test before has seen: what a scan stores and opens is told only where there is something.
        var orgId = $"bkry{Interlocked.Increment(ref _started)}";
        _estate.Bucket($"fusion-rms-{orgId}", orgId);
        var readers = new TestReaders(_estate);
        return portal.StartAsync(
            services =>
                readers.Register(
                services.AddSingleton<IAccountDirectory>(_estate).AddSingleton<ITargetReader>(_estate)
                .AddSingleton<IRegionDirectory>(_estate)),
            [
                ("Jobs:Enabled", "true"), ("Scans:Enabled", "false"), ("Aws:Regions:0", TestEstate.Region),
                ($"Accounts:{TestEstate.Production}:Role", "Production"), .. settings,
            ]);
    }

    private static async Task ScanAsync(HttpClient lead)
    {
        using var scan = await lead.PostAsync("/api/v1/scans", null, Token);
        while (true)
        {
            var detail = await lead.GetFromJsonAsync<JsonElement>(scan.Headers.Location!, Token);
            var state = detail.GetProperty("summary").GetProperty("state").GetString();
            if (state == "Completed") return;
            Assert.NotEqual("Failed", state);
            await Task.Delay(100, Token);
        }
    }

    private async Task TickAsync(HttpClient lead, string orgId)
    {
        await portal.Services.GetRequiredService<ImportTemplates>().ExecuteAsync(Actor.System, Token);
        await SendAsync(lead, "/api/v1/organizations", new { orgId, title = "Measured" });
        var topic = await lead.GetFromJsonAsync<JsonElement>("/api/v1/reference-topics/aws-resources", Token);
        var acknowledged =
            new
            {
                key = "aws-resources",
                version = topic.GetProperty("version").GetInt32(),
                sha256 = topic.GetProperty("sha256")
            .GetString()
            };
        var run = await SendAsync(lead, "/api/v1/runs", new { orgId, acknowledged, commandId = Guid.CreateVersion7() });
        var values =
            new Dictionary<string, object>
            {
                ["site-title"] = "Measured",
                ["areas-of-operation"] = "Oregon",
                ["hosting-region"] = "us-west-2"
            };
        await SendAsync(
            lead, $"/api/v1/runs/{run.GetProperty("head").GetProperty("id").GetString()}/steps/site-title",
            new { action = "tick", expectedRevision = 0, values, commandId = Guid.CreateVersion7() });
    }

    private static async Task<JsonElement> SendAsync(HttpClient http, string address, object body)
    {
        using var response = await http.PostAsJsonAsync(address, body, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
