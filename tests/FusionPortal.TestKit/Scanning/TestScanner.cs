using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Settings;
using FusionPortal.Core.Scans.Discovery;
using FusionPortal.Core.Scans.Reading;
using FusionPortal.TestKit.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace FusionPortal.TestKit.Scanning;

/// <summary>
/// Scans a <see cref="TestEstate"/> through the portal's own steps, one after the other in the calling thread; the scheduler is not
/// started. The clock moves on between scans, so that every scan has a moment of its own.
/// </summary>
public sealed class TestScanner : IAsyncDisposable
{
    /// <param name="postgres">The test's database.</param>
    /// <param name="estate">What is scanned; null for an empty one.</param>
    /// <param name="configuration">Beside the region and the roles of the estate's accounts.</param>
    /// <param name="replace">Registers other readers than the estate's, for scans of something else.</param>
    public TestScanner(
        PostgresFixture postgres, TestEstate? estate = null, Dictionary<string, string?>? configuration = null,
            Action<IServiceCollection>? replace = null)
    {
        Estate = estate ?? new TestEstate();
        var settings = new Dictionary<string, string?>
        {
            ["Aws:Regions:0"] = TestEstate.Region,
            [$"Accounts:{TestEstate.Production}:Role"] = "Production",
            [$"Accounts:{TestEstate.NonProduction}:Role"] = "NonProduction",
        };
        foreach (var (key, value) in configuration ?? []) settings[key] = value;
        var given = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        Readers = new TestReaders(Estate);
        Portal = new TestPortal(postgres, Clock, services =>
        {
            Readers.Register(services);
            services
            .AddSingleton<IAccountDirectory>(Estate)
            .AddSingleton<IRegionDirectory>(Estate)
            .AddSingleton<ITargetReader>(Estate)
            .AddScanJobs(given);
            // A test that sets what the portal does not read, or not so, tests something else than it says.
            if (PortalSettings.In(services).FaultsOf(given) is { Count: > 0 } faults)
                throw new ArgumentException(string.Join(" ", faults), nameof(configuration));
            // What is registered last is what is resolved.
            replace?.Invoke(services);
        });
    }

    public TestEstate Estate { get; }

    /// <summary>What readings of single resources answer.</summary>
    public TestReaders Readers { get; }

    public TestPortal Portal { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    /// <summary>One whole scan.</summary>
    public async Task<ScanSummary> ScanAsync(CancellationToken cancellationToken, StartScanRequest? request = null)
    {
        var scanId = await ReadAsync(cancellationToken, request);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Portal.Get<EvaluateScan>().ExecuteAsync(scanId, cancellationToken);
        Clock.Advance(TimeSpan.FromHours(1));
        return (await Portal.Get<ScanQueries>().GetAsync(scanId, cancellationToken))!.Summary;
    }

    /// <summary>A scan up to the point where every target has ended.</summary>
    public async Task<Guid> ReadAsync(CancellationToken cancellationToken, StartScanRequest? request = null)
    {
        var (scanId, targets) = await DiscoverAsync(cancellationToken, request);
        while (targets.Count > 0)
        {
            foreach (var target in targets)
            {
                Clock.Advance(TimeSpan.FromSeconds(1));
                await Portal.Get<ReadTarget>().ExecuteAsync(scanId, target, cancellationToken);
            }

            await using var connection = await Portal.Get<NpgsqlDataSource>().OpenConnectionAsync(cancellationToken);
            targets = await ScanWork.DueTargetsAsync(connection, scanId, cancellationToken);
        }

        // Where there was nothing to read no target has moved the scan on.
        await using var last = await Portal.Get<NpgsqlDataSource>().OpenConnectionAsync(cancellationToken);
        await ScanWork.FinishReadingAsync(last, scanId, cancellationToken);
        return scanId;
    }

    /// <summary>A scan up to the point where its targets wait.</summary>
    public async Task<(Guid ScanId, IReadOnlyList<int> Targets)> DiscoverAsync(
        CancellationToken cancellationToken, StartScanRequest? request = null)
    {
        var started = await Portal.Get<StartScan>().ExecuteAsync(request ?? new StartScanRequest(), TestActors.Priya, cancellationToken);
        return (started.ScanId, await Portal.Get<DiscoverTargets>().ExecuteAsync(started.ScanId, cancellationToken));
    }

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
