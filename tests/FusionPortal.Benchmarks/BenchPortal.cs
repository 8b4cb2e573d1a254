using System.Diagnostics;
using FusionPortal.Aws;
using FusionPortal.Conventions;
using FusionPortal.Core;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Organizations;
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
/// The portal's own scanner over a simulated fleet, on a PostgreSQL of its own: one scan after the other, one target after the other, in the
/// calling thread. The simulator runs in the same process, so its work and memory are in the figures.
/// </summary>
internal sealed class BenchPortal : IAsyncDisposable
{
    private static readonly Actor Lead = new("bench", "Benchmark", new HashSet<Role> { Role.Lead });

    private readonly TestCluster _cluster = new();
    private readonly PostgresFixture _postgres;
    private ServiceProvider _services = null!;

    private BenchPortal() => _postgres = new PostgresFixture(_cluster);

    public SimulatorServer Simulator { get; private set; } = null!;

    public string OwnerConnectionString => _postgres.OwnerConnectionString;

    public static async Task<BenchPortal> StartAsync(Fleet fleet)
    {
        var portal = new BenchPortal();
        await portal._cluster.InitializeAsync();
        await portal._postgres.InitializeAsync();
        portal.Simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = fleet });
        foreach (var (name, value) in portal.Simulator.EnvironmentVariables) Environment.SetEnvironmentVariable(name, value);
        var settings = new Dictionary<string, string?>(portal.Simulator.PortalSettings)
        {
            // AWS allows 15; here the pipeline is measured and not the limit.
            ["Aws:GetResourcesPerSecond"] = "10000",
            ["Aws:ListCallsPerSecond"] = "10000",
        };
        foreach (var account in fleet.Accounts) settings[$"Accounts:{account.Id}:Role"] = "Production";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddFusionPortalCore(portal._postgres.ConnectionString);
        services.AddFusionPortalAws(configuration);
        services.AddScanJobs(configuration);
        portal._services = services.BuildServiceProvider();
        foreach (var org in fleet.Organizations)
            await portal._services.GetRequiredService<CreateOrganization>()
                .ExecuteAsync(new CreateOrganizationRequest(org, org, EnvironmentKind.Production), Lead, CancellationToken.None);
        return portal;
    }

    /// <returns>Seconds, verdicts included, and what the scan did.</returns>
    public async Task<(double Seconds, ScanSummary Scan)> ScanAsync()
    {
        var watch = Stopwatch.StartNew();
        var started = await _services.GetRequiredService<StartScan>().ExecuteAsync(new StartScanRequest(), Lead, CancellationToken.None);
        var targets = await _services.GetRequiredService<DiscoverTargets>().ExecuteAsync(started.ScanId, CancellationToken.None);
        while (targets.Count > 0)
        {
            foreach (var target in targets) await _services.GetRequiredService<ReadTarget>().ExecuteAsync(started.ScanId, target, CancellationToken.None);
            await using var connection = await _services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
            targets = await ScanWork.DueTargetsAsync(connection, started.ScanId, CancellationToken.None);
        }

        await _services.GetRequiredService<EvaluateScan>().ExecuteAsync(started.ScanId, CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;
        return (seconds, (await _services.GetRequiredService<ScanQueries>().GetAsync(started.ScanId, CancellationToken.None))!.Summary);
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Simulator.DisposeAsync();
        await _postgres.DisposeAsync();
        await _cluster.DisposeAsync();
    }
}
