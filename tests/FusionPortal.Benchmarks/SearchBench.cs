using System.Diagnostics;
using FusionPortal.Core;
using FusionPortal.Core.Search;
using FusionPortal.Simulator.Estate;
using Npgsql;

namespace FusionPortal.Benchmarks;

/// <summary>
/// Search over a fleet that was scanned and judged: how long the index takes to make, to bring up to date after a scan that changed little,
/// and what people wait for.
/// </summary>
internal sealed class SearchBench(int resources) : Bench
{
    private const int Rounds = 3;
    private static readonly FleetShape Shape = FleetShape.Fair(1_000);
    private static readonly Actor Lead = new("bench", "Benchmark", new HashSet<Role> { Role.Lead });

    public override string Name => "search";

    public override string What =>
        $"finding things among {resources:#,0} resources in 10 accounts and 2 regions, their findings and clients";

    public override async Task RunAsync()
    {
        await using var portal =
            await BenchPortal.StartAsync(new Fleet(resources, accounts: 10, ["us-east-1", "eu-west-1"], seed: 7, Shape), Shape);
        var first = await portal.ScanAsync();
        var (made, madeProcessor) = await RefreshAsync(portal, whole: false);
        var entries = await portal.CountAsync("select count(*) from search_entry");
        Row("resources, findings, entries of the index", $"{first.Scan.Resources:#,0}, {first.Scan.FindingsOpened:#,0}, {entries:#,0}");
        Row("the index made, while nothing waits for it", $"{made:0.0} s, {madeProcessor:0.0} s of it the portal's processor");
        Row("  its size, everything included", $"{await SizeAsync(portal) / 1048576.0:#,0} MB");
        var again = await portal.ScanAsync();
        var (nothing, _) = await RefreshAsync(portal, whole: false);
        Row("brought up to date after an unchanged re-scan", $"{nothing * 1000:0} ms (the scan: {again.Seconds:0.0} s)");
        var (compared, _) = await RefreshAsync(portal, whole: true);
        Row("everything compared once more, nothing written", $"{compared:0.0} s");

        var search = portal.Get<SearchQueries>();
        var typed = await TypedAsync(portal);
        var times = new List<(string Text, double Milliseconds)>();
        foreach (var text in typed) await search.FindAsync(text, Lead, 8, CancellationToken.None);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var text in typed)
            {
                var watch = Stopwatch.StartNew();
                await search.FindAsync(text, Lead, 8, CancellationToken.None);
                times.Add((text, watch.Elapsed.TotalMilliseconds));
            }
        }

        var sorted = times.Select(t => t.Milliseconds).Order().ToArray();
        Row($"a search, as typed letter by letter ({typed.Count} texts): median", $"{sorted[sorted.Length / 2]:0.0} ms");
        Row("  p95 (target 50 ms)", $"{sorted[(int)(sorted.Length * 0.95)]:0.0} ms");
        Row("  slowest", $"{times.MaxBy(t => t.Milliseconds).Milliseconds:0.0} ms, {times.MaxBy(t => t.Milliseconds).Text}");
        foreach (var (text, milliseconds) in times.GroupBy(t => t.Text).Select(g => (g.Key, g.Min(t => t.Milliseconds)))
            .OrderByDescending(t => t.Item2).Take(5))
            Row("    among the slowest", $"{milliseconds:0.0} ms, {text}");
    }

    private static async Task<(double Seconds, double Processor)> RefreshAsync(BenchPortal portal, bool whole)
    {
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await portal.Get<RefreshSearchIndex>().ExecuteAsync(whole, CancellationToken.None);
        self.Refresh();
        return (watch.Elapsed.TotalSeconds, (self.TotalProcessorTime - before).TotalSeconds);
    }

    private static Task<long> SizeAsync(BenchPortal portal) => portal.CountAsync(
        "select sum(pg_total_relation_size(c.oid))::bigint from pg_class c where c.relkind = 'r' and c.relname like 'search\\_entry\\_%'");

    /// <summary>What people type on their way to a thing: each text from its second letter on, names in full, ARNs, numbers, and words that
    /// everything has.</summary>
    private static async Task<List<string>> TypedAsync(BenchPortal portal)
    {
        await using var source = NpgsqlDataSource.Create(portal.OwnerConnectionString);
        var names = new List<string>();
        await using (var command = source.CreateCommand(
            "select name, parts[1] from search_entry where kind = 'resource' and left(key::text, 4) = '7a7a' order by key limit 12"))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) names.AddRange([reader.GetString(0), reader.GetString(1)]);
        }

        var org = portal.OrgIds[137];
        string[] whole =
        [
            .. names, org, $"fusion-rms-{org}", $"{org} bucket", $"orgid={org}", "fusion", "bucket", "queue us-east", "table", "rms",
            "orders", "F-17", "17", "000000000003", "nothing like it", "qqqq", "bucket name", "zz-zz-zz",
        ];
        var typed = new List<string>();
        foreach (var text in whole)
        {
            typed.Add(text);
            if (!text.StartsWith("arn:", StringComparison.Ordinal))
                for (var length = 2; length < Math.Min(text.Length, 12); length++) typed.Add(text[..length]);
        }

        return [.. typed.Distinct(StringComparer.Ordinal)];
    }
}
