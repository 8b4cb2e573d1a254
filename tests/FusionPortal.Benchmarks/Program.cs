using System.Globalization;
using System.Runtime;
using FusionPortal.Benchmarks;

// Benches by name: "verdicts", "secrets", "calls", "pipeline", "scan", "ticks", "disk", "search". Without names, all of them.
// "--resources N" sizes pipeline, scan, ticks, disk and search.
var at = Array.IndexOf(args, "--resources");
int? resources = at >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : null;
var wanted = args.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal) && (at < 0 || i != at + 1)).ToArray();
IReadOnlyList<Bench> benches = [
    new VerdictBench(), new SecretBench(), new CallsBench(), new PipelineBench(resources is { } n ? [n] : [10_000, 100_000, 1_000_000]),
    new ScanBench(resources ?? 100_000), new TicksBench(resources ?? 1_000_000), new DiskBench(resources ?? 6_000),
    new SearchBench(resources ?? 1_000_000)];
Console.WriteLine(
    $"{Environment.ProcessorCount} cores, "
        + $"{(GCSettings.IsServerGC ? "the server's collector, as the portal has" : "the workstation's collector")}");
foreach (var bench in benches.Where(b => wanted.Length == 0 || wanted.Contains(b.Name)))
{
    Console.WriteLine($"== {bench.Name}: {bench.What}");
    await bench.RunAsync();
    Console.WriteLine();
}
