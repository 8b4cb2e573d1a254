using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;

var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
ISimulatedEstate estate = new Fleet(configuration.GetValue("resources", 10_000), configuration.GetValue("accounts", 3),
    ["us-east-1", "eu-west-1"], configuration.GetValue("seed", 1));
await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = estate, Port = configuration.GetValue("port", 0) });
Console.WriteLine($"Simulated AWS at {server.Endpoint}");
foreach (var (name, value) in server.EnvironmentVariables) Console.WriteLine($"export {name}={value}");
await server.WaitForShutdownAsync();
