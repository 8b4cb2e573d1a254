using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Demo;

// --port N         where to listen on 127.0.0.1; a free port without it
// --resources N    a generated fleet of that size (with --accounts and --seed) instead of the demo estate
var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
ISimulatedEstate estate = configuration.GetValue<int?>("resources") is { } resources
    ? new Fleet(resources, configuration.GetValue("accounts", 3), [DemoEstate.UsEast, DemoEstate.EuWest], configuration.GetValue("seed", 1))
    : DemoEstate.Create().Estate;
await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = estate, Port = configuration.GetValue("port", 0) });
Console.WriteLine($"Simulated AWS at {server.Endpoint}");
foreach (var (name, value) in server.EnvironmentVariables) Console.WriteLine($"export {name}={value}");
await server.WaitForShutdownAsync();
