using System.Diagnostics;
using FusionPortal.Aws;
using FusionPortal.Core;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.People;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Scans.Discovery;
using FusionPortal.Core.Scans.Reading;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.TestKit.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FusionPortal.Benchmarks;

/// <summary>
/// Simulator over HTTP → scanner → Postgres → verdicts, on one scan after the other in one thread, beside a bare binary COPY of the rows it stored.
/// The simulator runs in the same process, so its work and memory are in the figures.
/// </summary>
internal sealed class ScanBench(int resources) : Bench
{
    private static readonly Actor Lead = new("bench", "Benchmark", new HashSet<Role> { Role.Lead });

    public override string Name => "scan";

    public override string What => $"{resources:#,0} simulated resources in 10 accounts and 2 regions";

    public override async Task RunAsync()
    {
        var cluster = new TestCluster();
        await cluster.InitializeAsync();
        var postgres = new PostgresFixture(cluster);
        await postgres.InitializeAsync();
        await using (var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = new Fleet(resources, accounts: 10, ["us-east-1", "eu-west-1"], seed: 7) }))
        await using (var portal = Compose(simulator, postgres.ConnectionString))
        {
            var first = await ScanAsync(portal);
            var calls = simulator.Requests.Total;
            var again = await ScanAsync(portal);
            var copy = await CopyAsync(postgres.OwnerConnectionString);

            Row("first scan and verdicts, resources per second", $"{resources / first:#,0}");
            Row("  AWS calls", $"{calls:#,0}");
            Row("unchanged re-scan and verdicts, resources per second", $"{resources / again:#,0}");
            Row("bare COPY of the same rows, resources per second", $"{resources / copy:#,0}");
            Row("first scan, share of the bare COPY's speed (target 25 %)", $"{100 * copy / first:0.0} %");
            Row("re-scan, share of the bare COPY's speed (target 50 %)", $"{100 * copy / again:0.0} %");
        }

        using var self = Process.GetCurrentProcess();
        Row("peak memory of the process, simulator included", $"{self.PeakWorkingSet64 / 1048576:#,0} MB");
        await postgres.DisposeAsync();
        await cluster.DisposeAsync();
    }

    private static ServiceProvider Compose(SimulatorServer simulator, string connectionString)
    {
        foreach (var (name, value) in simulator.EnvironmentVariables) Environment.SetEnvironmentVariable(name, value);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(simulator.PortalSettings)
            // AWS allows 15; here the pipeline is measured and not the limit.
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Aws:GetResourcesPerSecond"] = "10000" })
            .Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddFusionPortalCore(connectionString);
        services.AddFusionPortalAws(configuration);
        services.AddScanJobs(configuration);
        return services.BuildServiceProvider();
    }

    /// <returns>Seconds.</returns>
    private static async Task<double> ScanAsync(ServiceProvider portal)
    {
        var watch = Stopwatch.StartNew();
        var started = await portal.GetRequiredService<StartScan>().ExecuteAsync(new StartScanRequest(), Lead, CancellationToken.None);
        var targets = await portal.GetRequiredService<DiscoverTargets>().ExecuteAsync(started.ScanId, CancellationToken.None);
        foreach (var target in targets) await portal.GetRequiredService<ReadTarget>().ExecuteAsync(started.ScanId, target, CancellationToken.None);
        await portal.GetRequiredService<EvaluateScan>().ExecuteAsync(started.ScanId, CancellationToken.None);
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>The rows as they were stored, from memory into a table without indexes.</summary>
    private static async Task<double> CopyAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync();
        using var rows = new MemoryStream();
        await using (var read = await connection.BeginRawBinaryCopyAsync("copy (select * from resource_version) to stdout (format binary)")) await read.CopyToAsync(rows);
        await using (var create = new NpgsqlCommand("create table bare (like resource_version)", connection)) await create.ExecuteNonQueryAsync();
        rows.Position = 0;
        var watch = Stopwatch.StartNew();
        await using (var write = await connection.BeginRawBinaryCopyAsync("copy bare from stdin (format binary)")) await rows.CopyToAsync(write);
        return watch.Elapsed.TotalSeconds;
    }
}
