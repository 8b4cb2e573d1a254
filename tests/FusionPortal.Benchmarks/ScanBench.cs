using System.Diagnostics;
using FusionPortal.Simulator.Estate;
using Npgsql;

namespace FusionPortal.Benchmarks;

/// <summary>
/// Simulator over HTTP → scanner → Postgres → verdicts, on one scan after the other in one thread, beside a bare binary COPY of the rows it stored.
/// The simulator runs in the same process, so its work and memory are in the figures.
/// </summary>
internal sealed class ScanBench(int resources) : Bench
{
    public override string Name => "scan";

    public override string What => $"{resources:#,0} simulated resources in 10 accounts and 2 regions, one in ten never tagged, one in fifty tagged wrongly";

    public override async Task RunAsync()
    {
        await using (var portal = await BenchPortal.StartAsync(new Fleet(resources, accounts: 10, ["us-east-1", "eu-west-1"], seed: 7, FleetShape.Fair(1_000))))
        {
            var (first, scan) = await portal.ScanAsync();
            var calls = portal.Simulator.Requests.Total;
            var (again, _) = await portal.ScanAsync();
            var copy = await CopyAsync(portal.OwnerConnectionString, "resource_version") + await CopyAsync(portal.OwnerConnectionString, "tag_version");

            Row("resources seen, findings opened", $"{scan.Resources:#,0}, {scan.FindingsOpened:#,0}");
            Row("first scan and verdicts, resources per second", $"{scan.Resources / first:#,0}");
            Row("  AWS calls", $"{calls:#,0}");
            Row("unchanged re-scan and verdicts, resources per second", $"{scan.Resources / again:#,0}");
            Row("bare COPY of the same rows, resources per second", $"{scan.Resources / copy:#,0}");
            Row("first scan, share of the bare COPY's speed (target 25 %)", $"{100 * copy / first:0.0} %");
            Row("re-scan, share of the bare COPY's speed (target 50 %)", $"{100 * copy / again:0.0} %");
        }

        using var self = Process.GetCurrentProcess();
        Row("peak memory of the process, simulator included", $"{self.PeakWorkingSet64 / 1048576:#,0} MB");
    }

    /// <summary>The rows as they were stored, from memory into a table without indexes.</summary>
    /// <returns>Seconds.</returns>
    private static async Task<double> CopyAsync(string connectionString, string table)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync();
        using var rows = new MemoryStream();
        await using (var read = await connection.BeginRawBinaryCopyAsync($"copy (select * from {table}) to stdout (format binary)")) await read.CopyToAsync(rows);
        await using (var create = new NpgsqlCommand($"create table bare_{table} (like {table})", connection)) await create.ExecuteNonQueryAsync();
        rows.Position = 0;
        var watch = Stopwatch.StartNew();
        await using (var write = await connection.BeginRawBinaryCopyAsync($"copy bare_{table} from stdin (format binary)")) await rows.CopyToAsync(write);
        return watch.Elapsed.TotalSeconds;
    }
}
