using System.Diagnostics;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Benchmarks;

/// <summary>
/// The same as <see cref="PipelineBench"/> with AWS over HTTP. The simulator runs in the same process and on the same cores, so its work
/// and memory are in the figures.
/// </summary>
internal sealed class ScanBench(int resources) : Bench
{
    public override string Name => "scan";

    public override string What => $"{resources:#,0} simulated resources over HTTP in 10 accounts and 2 regions, simulator included";

    public override async Task RunAsync()
    {
        await using (
            var portal =
            await BenchPortal.StartAsync(new Fleet(resources, accounts: 10, ["us-east-1", "eu-west-1"], seed: 7, FleetShape.Fair(1_000))))
        {
            var first = await portal.ScanAsync();
            var calls = portal.Simulator!.Requests.Total;
            var again = await portal.ScanAsync();
            var seen = first.Scan.Resources;

            Row("resources seen, findings opened, AWS calls", $"{seen:#,0}, {first.Scan.FindingsOpened:#,0}, {calls:#,0}");
            Row("first scan, resources per second (reading, judging)",
                $"{seen / first.Seconds:#,0} ({first.Reading:0.0} s, {first.Judging:0.0} s)");
            Row("unchanged re-scan, resources per second", $"{seen / again.Seconds:#,0} ({again.Reading:0.0} s, {again.Judging:0.0} s)");
        }

        using var self = Process.GetCurrentProcess();
        Row("peak memory of the process, simulator included", $"{self.PeakWorkingSet64 / 1048576:#,0} MB");
    }
}
