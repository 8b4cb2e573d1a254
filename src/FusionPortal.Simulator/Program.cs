using System.Net;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Demo;

// --port N         where to listen; a free port without it
// --listen IP      on another address than 127.0.0.1, inside a container
// --resources N    a generated fleet of that size (with --accounts and --seed) instead of the demo estate
var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
ISimulatedEstate estate = configuration.GetValue<int?>("resources") is { } resources
    ? new Fleet(resources, configuration.GetValue("accounts", 3), [DemoEstate.UsEast, DemoEstate.EuWest], configuration.GetValue("seed", 1))
    : DemoEstate.Create().Estate;
await using var server = await SimulatorServer.StartAsync(new SimulatorOptions
{
    Estate = estate,
    Listen = IPAddress.Parse(configuration.GetValue("listen", "127.0.0.1")),
    Port = configuration.GetValue("port", 0),
});
Console.WriteLine($"Simulated AWS at {server.Endpoint}");
foreach (var (name, value) in server.EnvironmentVariables) Console.WriteLine($"export {name}={value}");
await server.WaitForShutdownAsync();
