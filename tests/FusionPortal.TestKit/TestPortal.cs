using FusionPortal.Core;
using FusionPortal.Core.Notifications;
using FusionPortal.TestKit.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.TestKit;

/// <summary>Core as the portal composes it, on a test's database. Nothing runs by itself until it is started.</summary>
public sealed class TestPortal : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private PortalEventListener? _listener;

    /// <param name="postgres">The class's database.</param>
    /// <param name="clock">For example a FakeTimeProvider; null for the system's.</param>
    /// <param name="replace">Registers what the test replaces.</param>
    public TestPortal(PostgresFixture postgres, TimeProvider? clock = null, Action<IServiceCollection>? replace = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        if (clock is not null) services.AddSingleton(clock);
        services.AddFusionPortalCore(postgres.ConnectionString);
        replace?.Invoke(services);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public object Get(Type type) => _services.GetRequiredService(type);

    /// <summary>Whether Core registers it.</summary>
    public bool Has(Type type) => _services.GetRequiredService<IServiceProviderIsService>().IsService(type);

    /// <summary>Starts listening for notifications; returns when whatever is published arrives.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        _listener = Get<PortalEventListener>();
        await _listener.StartAsync(cancellationToken);
        await _listener.Listening.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null) await _listener.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
