using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;

// Starts another program, prints its process id and waits: for the test of what becomes of that one when this one is killed.
if (args is ["hold", var program, .. var arguments])
{
    using var held = OwnProcess.Start(OwnProcess.Command(program, arguments));
    Console.WriteLine(held.Id);
    await Console.In.ReadToEndAsync();
    return;
}

// Holds one PostgreSQL server with one migrated template for the assemblies of a whole run. Prints what they need in their environment, a
// variable a line and then an empty line, and ends when its standard input ends, so that it never outlives whoever started it.
await using var cluster = new TestCluster();
await cluster.InitializeAsync();
foreach (var (name, value) in cluster.SharedByEnvironment) Console.WriteLine($"{name}={value}");
Console.WriteLine();
await Console.In.ReadToEndAsync();
