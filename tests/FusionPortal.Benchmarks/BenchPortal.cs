using System.Diagnostics;
using FusionPortal.Aws;
using FusionPortal.Conventions;
using FusionPortal.Core;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Scans.Discovery;
using FusionPortal.Core.Scans.Reading;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.TestKit.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Benchmarks;

/// <summary>
/// The portal's own scanner over a fleet, on a PostgreSQL of its own: one scan after the other, as many targets at once as the portal runs.
/// The fleet is behind a simulator in the same process, or handed over page by page.
/// </summary>
internal sealed class BenchPortal : IAsyncDisposable
{
    private static readonly Actor Lead = new("bench", "Benchmark", new HashSet<Role> { Role.Lead });

    private readonly TestCluster _cluster;
    private readonly PostgresFixture _postgres;
    private ServiceProvider _services = null!;

    private BenchPortal(bool durable)
    {
        _cluster = new TestCluster { Durable = durable };
        _postgres = new PostgresFixture(_cluster);
    }

    /// <summary>Null where the fleet is handed over.</summary>
    public SimulatorServer? Simulator { get; private set; }

    /// <summary>What the scan does at this moment.</summary>
    public string Phase { get; private set; } = "idle";

    public int? ServerProcessId => _cluster.ServerProcessId;

    public string ConnectionString => _postgres.ConnectionString;

    public string OwnerConnectionString => _postgres.OwnerConnectionString;

    public IReadOnlyList<string> OrgIds { get; private set; } = [];

    /// <param name="fleet">What there is.</param>
    /// <param name="handedOver">The fleet's shape, to read it without HTTP; null to put a simulator in front of it.</param>
    /// <param name="durable">True for a database on disk that syncs what it confirms.</param>
    public static async Task<BenchPortal> StartAsync(Fleet fleet, FleetShape? handedOver = null, bool durable = false)
    {
        var portal = new BenchPortal(durable);
        await portal._cluster.InitializeAsync();
        await portal._postgres.InitializeAsync();
        var settings = new Dictionary<string, string?>();
        if (handedOver is null)
        {
            portal.Simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = fleet });
            foreach (var (name, value) in portal.Simulator.EnvironmentVariables) Environment.SetEnvironmentVariable(name, value);
            foreach (var (name, value) in portal.Simulator.PortalSettings) settings[name] = value;
            // AWS allows 15 and 10, which a stand-in is not held to: here the scanner is measured and not the limit.
            (settings["Aws:GetResourcesPerSecond"], settings["Aws:ListCallsPerSecond"]) = ("10000", "10000");
        }
        else
        {
            for (var i = 0; i < fleet.Regions.Count; i++) settings[$"Aws:Regions:{i}"] = fleet.Regions[i];
        }

        foreach (var account in fleet.Accounts) settings[$"Accounts:{account.Id}:Role"] = "Production";
        portal._services =
            Services(
            portal._postgres.ConnectionString, new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), fleet, handedOver);
        portal.OrgIds = [.. fleet.Organizations];
        foreach (var org in fleet.Organizations)
            await portal._services.GetRequiredService<CreateOrganization>()
                .ExecuteAsync(new CreateOrganizationRequest(org, org, EnvironmentKind.Production), Lead, CancellationToken.None);
        return portal;
    }

    public async Task<BenchScan> ScanAsync()
    {
        var watch = Stopwatch.StartNew();
        Phase = "reading";
        var started = await _services.GetRequiredService<StartScan>().ExecuteAsync(new StartScanRequest(), Lead, CancellationToken.None);
        var targets = await _services.GetRequiredService<DiscoverTargets>().ExecuteAsync(started.ScanId, CancellationToken.None);
        var atOnce =
            new ParallelOptions { MaxDegreeOfParallelism = _services.GetRequiredService<IOptions<ScanOptions>>().Value.Concurrency };
        while (targets.Count > 0)
        {
            await Parallel.ForEachAsync(
                targets, atOnce, async (target, ct) =>
                await _services.GetRequiredService<ReadTarget>().ExecuteAsync(started.ScanId, target, ct));
            await using var connection = await _services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
            targets = await ScanWork.DueTargetsAsync(connection, started.ScanId, CancellationToken.None);
        }

        var reading = watch.Elapsed;
        Phase = "judging";
        await _services.GetRequiredService<EvaluateScan>().ExecuteAsync(started.ScanId, CancellationToken.None);
        var all = watch.Elapsed;
        Phase = "idle";
        var scan = (await _services.GetRequiredService<ScanQueries>().GetAsync(started.ScanId, CancellationToken.None))!.Summary;
        return new BenchScan(reading.TotalSeconds, (all - reading).TotalSeconds, scan);
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The rows as they were stored, in binary, from a file into tables without indexes.</summary>
    /// <returns>Seconds.</returns>
    public async Task<double> CopyAsync() => await CopyAsync("resource_version") + await CopyAsync("tag_version");

    public async Task<long> CountAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (Simulator is not null) await Simulator.DisposeAsync();
        await _postgres.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    private static ServiceProvider Services(string connectionString, IConfiguration configuration, Fleet fleet, FleetShape? handedOver)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddFusionPortalCore(connectionString);
        services.AddFusionPortalAws(configuration);
        services.AddScanJobs(configuration);
        if (handedOver is null) return services.BuildServiceProvider();

        IReadOnlyList<ServiceReach> reach;
        using (var real = services.BuildServiceProvider()) reach = real.GetRequiredService<ITargetReader>().Services;
        var reader = new FleetReader(fleet, handedOver, reach);
        services.AddSingleton<ITargetReader>(reader).AddSingleton<IAccountDirectory>(reader);
        return services.BuildServiceProvider();
    }

    private async Task<double> CopyAsync(string table)
    {
        await using var source = NpgsqlDataSource.Create(OwnerConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var rows =
            new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using (var read = await connection.BeginRawBinaryCopyAsync($"copy (select * from {table}) to stdout (format binary)"))
            await read.CopyToAsync(rows);
        await using (var create = new NpgsqlCommand($"create table bare_{table} (like {table})", connection))
            await create.ExecuteNonQueryAsync();
        rows.Position = 0;
        var watch = Stopwatch.StartNew();
        await using (var write = await connection.BeginRawBinaryCopyAsync($"copy bare_{table} from stdin (format binary)"))
            await rows.CopyToAsync(write, 1 << 16);
        return watch.Elapsed.TotalSeconds;
    }
}

/// <param name="Reading">Seconds, from the start of the scan until every target was stored.</param>
/// <param name="Judging">Seconds, verdicts and findings.</param>
internal sealed record BenchScan(double Reading, double Judging, ScanSummary Scan)
{
    public double Seconds => Reading + Judging;
}
