using FusionPortal.Benchmarks;

// Rows by name: "verdicts", "scan". Without names, all of them.
var wanted = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
IReadOnlyList<Bench> benches = [new VerdictBench()];
foreach (var bench in benches.Where(b => wanted.Length == 0 || wanted.Contains(b.Name)))
{
    Console.WriteLine($"== {bench.Name}: {bench.What}");
    await bench.RunAsync();
    Console.WriteLine();
}

