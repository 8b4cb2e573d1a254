using FusionPortal.TestKit.Postgres;

// Holds one PostgreSQL server with one migrated template for the assemblies of a whole run. Prints what they need in their environment, a variable
// a line and then an empty line, and ends when its standard input ends, so that it never outlives whoever started it.
await using var cluster = new TestCluster();
await cluster.InitializeAsync();
foreach (var (name, value) in cluster.SharedByEnvironment) Console.WriteLine($"{name}={value}");
Console.WriteLine();
await Console.In.ReadToEndAsync();
