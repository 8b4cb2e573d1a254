using System.Diagnostics;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Benchmarks;

/// <summary>
/// Pages → store → verdicts → findings, beside a bare binary COPY of the rows it stored. Pages come from memory, so neither HTTP nor the
/// simulator is in the figures; as many targets at once as the portal runs. Sizes go up, so that each peak of memory is that size's.
/// </summary>
internal sealed class PipelineBench(IReadOnlyList<int> sizes) : Bench
{
    private static readonly FleetShape Shape = FleetShape.Fair(1_000);

    public override string Name => "pipeline";

    public override string What =>
        "resources in 10 accounts and 2 regions handed over page by page, one in ten never tagged, one in fifty tagged wrongly";

    public override async Task RunAsync()
    {
        foreach (var size in sizes) await RunAsync(size);
    }

    private static async Task RunAsync(int size)
    {
        await using var portal =
            await BenchPortal.StartAsync(new Fleet(size, accounts: 10, ["us-east-1", "eu-west-1"], seed: 7, Shape), Shape);
        var first = await portal.ScanAsync();
        var again = await portal.ScanAsync();
        var copy = await portal.CopyAsync();
        var seen = first.Scan.Resources;

        Row($"{size,9:#,0} resources: seen, findings opened", $"{seen:#,0}, {first.Scan.FindingsOpened:#,0}");
        Row("  first scan, resources per second (reading, judging)",
            $"{seen / first.Seconds:#,0} ({first.Reading:0.0} s, {first.Judging:0.0} s)");
        Row("  unchanged re-scan, resources per second", $"{seen / again.Seconds:#,0} ({again.Reading:0.0} s, {again.Judging:0.0} s)");
        Row("  bare COPY of the same rows, resources per second", $"{seen / copy:#,0}");
        Row("  first scan, share of the bare COPY's speed (target 25 %)", $"{100 * copy / first.Seconds:0} %");
        Row("  re-scan, share of the bare COPY's speed (target 50 %)", $"{100 * copy / again.Seconds:0} %");
        using var self = Process.GetCurrentProcess();
        Row("  peak memory of the process (target 400 MB)", $"{self.PeakWorkingSet64 / 1048576:#,0} MB");
    }
}
