using System.Globalization;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FusionPortal.Simulator;

/// <summary>A running simulator: every service the portal speaks to, at one address.</summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SimulatorServer(WebApplication app, SimulatorOptions options, FaultPlan faults, RequestLog requests)
    {
        (_app, Options, Faults, Requests) = (app, options, faults, requests);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Endpoint = new Uri(address);
    }

    public Uri Endpoint { get; }

    public SimulatorOptions Options { get; }

    public ISimulatedEstate Estate => Options.Estate;

    /// <summary>What is to go wrong.</summary>
    public FaultPlan Faults { get; }

    /// <summary>What was asked.</summary>
    public RequestLog Requests { get; }

    /// <summary>Environment variables that make any AWS program the portal's own user here.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentVariables => new Dictionary<string, string>
    {
        ["AWS_ACCESS_KEY_ID"] = Options.PortalKey.Id,
        ["AWS_SECRET_ACCESS_KEY"] = Options.PortalKey.Secret,
        ["AWS_REGION"] = Estate.Regions[0],
        ["AWS_DEFAULT_REGION"] = Estate.Regions[0],
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    /// <summary>The portal's settings to scan this estate whole.</summary>
    public IReadOnlyDictionary<string, string?> PortalSettings
    {
        get
        {
            var settings = new Dictionary<string, string?>
            {
                ["Aws:EndpointUrl"] = Endpoint.ToString(),
                ["Aws:MemberRoleName"] = Options.RoleName,
                ["Aws:ExternalId"] = Options.ExternalId,
            };
            for (var i = 0; i < Estate.Regions.Count; i++)
                settings["Aws:Regions:" + i.ToString(CultureInfo.InvariantCulture)] = Estate.Regions[i];
            return settings;
        }
    }

    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Listen, options.Port);
        });
        var (faults, requests) = (new FaultPlan(), new RequestLog());
        var aws = new SimulatedAws(options, faults, requests);
        var app = builder.Build();
        AdminApi.Map(app, faults, requests);
        app.Map("/{**path}", aws.AnswerAsync);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new SimulatorServer(app, options, faults, requests);
    }

    /// <summary>Until the process is told to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
