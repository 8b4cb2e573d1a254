using System.Globalization;
using FusionPortal.Benchmarks;

// Rows by name: "verdicts", "calls", "scan". Without names, all of them. "--resources N" sizes the scan.
var at = Array.IndexOf(args, "--resources");
var resources = at >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 100_000;
var wanted = args.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal) && (at < 0 || i != at + 1)).ToArray();
IReadOnlyList<Bench> benches = [new VerdictBench(), new CallsBench(), new ScanBench(resources)];
foreach (var bench in benches.Where(b => wanted.Length == 0 || wanted.Contains(b.Name)))
{
    Console.WriteLine($"== {bench.Name}: {bench.What}");
    await bench.RunAsync();
    Console.WriteLine();
}
