using FusionPortal.Core;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Scans;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FusionPortal.TestKit.Scanning;

/// <summary>A portal process as far as jobs go: the real scheduler on a test's database, started and stopped by the test.</summary>
public sealed class ScanHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _started = [];

    /// <param name="estate">What its scans read.</param>
    /// <param name="connectionString">Of the portal's login.</param>
    /// <param name="configuration">Beside <c>Aws:Regions:0</c>; scans start by themselves only where it says
    /// <c>Scans:Enabled=true</c>.</param>
    public ScanHost(TestEstate estate, string connectionString, Dictionary<string, string?>? configuration = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Aws:Regions:0"] = TestEstate.Region,
            ["Scans:Enabled"] = "false",
            [$"Accounts:{TestEstate.Production}:Role"] = "Production",
            [$"Accounts:{TestEstate.NonProduction}:Role"] = "NonProduction",
        };
        foreach (var (key, value) in configuration ?? []) settings[key] = value;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IHostApplicationLifetime, NoLifetime>();
        services.AddFusionPortalCore(connectionString);
        services.AddSingleton<IAccountDirectory>(estate).AddSingleton<IRegionDirectory>(estate).AddSingleton<ITargetReader>(estate);
        new TestReaders(estate).Register(services);
        services.AddScanJobs(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellationToken);
            _started.Add(service);
        }
    }

    /// <summary>Waits until the condition holds; the test's own patience is the limit.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        while (!await condition()) await Task.Delay(50, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_started)) await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => new(canceled: true);

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
