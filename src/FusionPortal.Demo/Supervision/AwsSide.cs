using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate.Demo;

namespace FusionPortal.Demo.Supervision;

/// <summary>The AWS the demo reads: the simulator, or a stand-in somebody else runs.</summary>
internal sealed class AwsSide : IAsyncDisposable
{
    private readonly SimulatorServer? _simulator;

    private AwsSide(SimulatorServer? simulator, IReadOnlyDictionary<string, string?> settings, string description) =>
        (_simulator, PortalSettings, Description) = (simulator, settings, description);

    /// <summary>For the portal: configuration and, as environment variables, credentials.</summary>
    public IReadOnlyDictionary<string, string?> PortalSettings { get; }

    public string Description { get; }

    /// <summary>Null where somebody else's stand-in is read.</summary>
    public SimulatorServer? Simulator => _simulator;

    /// <summary>False where somebody else's stand-in is read, of whose clients the demo knows nothing.</summary>
    public bool IsDemoEstate => _simulator is not null;

    public static async Task<AwsSide> StartAsync(Uri? endpoint, CancellationToken cancellationToken)
    {
        if (endpoint is not null) return new AwsSide(simulator: null, PortalEnvironment.ForEndpoint(endpoint), $"{endpoint}, as asked");

        var estate = DemoEstate.Create().Estate;
        var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = estate }, cancellationToken);
        var settings = new Dictionary<string, string?>(simulator.PortalSettings);
        foreach (var (name, value) in simulator.EnvironmentVariables) settings[name] = value;
        // Before the first scan, so that it already judges by them; a person's later declaration outranks these.
        foreach (var account in estate.Accounts)
            settings[$"Accounts:{account.Id}:Role"] = account.Id == DemoEstate.ProductionAccount ? "Production" : "NonProduction";
        return new AwsSide(
            simulator, settings, $"simulated at {simulator.Endpoint}: {estate.Accounts.Count} accounts, {estate.Regions.Count} regions");
    }

    public async ValueTask DisposeAsync()
    {
        if (_simulator is not null) await _simulator.DisposeAsync();
    }
}
