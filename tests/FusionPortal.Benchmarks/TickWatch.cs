using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace FusionPortal.Benchmarks;

/// <summary>
/// Looks every few milliseconds, from a thread of its own, at what open ticks wait for: sessions that hold the table of runs. And how long
/// a work item waits for a thread of the pool, which is what every answer of the database has to do.
/// </summary>
internal sealed class TickWatch : IDisposable
{
    // Ticks and nobody else write runs here. A session that computes has no wait event: it runs, or is ready and has no core.
    private const string SampleSql = """
        select case
            when a.state = 'idle in transaction' then 'the portal (idle in transaction)'
            when a.wait_event is null then 'database: computing, or no core free'
            when l.waits is not null then 'database: ' || l.waits
            else 'database: ' || a.wait_event_type || ' ' || a.wait_event end, count(*)::int
        from pg_stat_activity a
          join lateral (
            select string_agg(
                distinct case when not l.granted then l.locktype || ' lock' || coalesce(' on ' || l.relation::regclass::text, '')
                  end, ', ') as waits
            from pg_locks l where l.pid = a.pid having bool_or(l.relation = 'run'::regclass and l.mode = 'RowShareLock')) l on true
        where a.pid <> pg_backend_pid() and a.datname = current_database() and a.state <> 'idle'
        group by 1
        """;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<string, int> _waits = new(StringComparer.Ordinal);
    private readonly List<double> _pool = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread[] _threads;
    private readonly int? _server;
    private readonly (double Busy, double Portal, double Server) _began;
    private readonly long _began0 = Stopwatch.GetTimestamp();
    private readonly TimeSpan _paused = GC.GetTotalPauseDuration();

    public TickWatch(BenchPortal portal)
    {
        _server = portal.ServerProcessId;
        _began = Cpu();
        _threads = [new Thread(() => Sessions(portal.ConnectionString)), new Thread(Pool)];
        foreach (var thread in _threads) thread.Start();
    }

    public void Dispose()
    {
        _stop.Cancel();
        foreach (var thread in _threads) thread.Join();
        _stop.Dispose();
    }

    /// <summary>Rows of what was seen since the beginning.</summary>
    public IEnumerable<(string What, string Figure)> Rows()
    {
        var all = Math.Max(1, _waits.Values.Sum());
        foreach (var (wait, times) in _waits.OrderByDescending(w => w.Value).Take(8))
            yield return ($"    open ticks: {wait}", Text($"{100.0 * times / all:0} %"));
        var pool = _pool.Order().ToArray();
        if (pool.Length > 0)
        {
            var p95 = pool[(int)(0.95 * (pool.Length - 1))];
            yield return (
                "    a work item waits for a thread, median, p95, most", Text($"{pool[pool.Length / 2]:0.0}, {p95:0}, {pool[^1]:0} ms"));
        }

        yield return ("    the collector's pauses", Text($"{(GC.GetTotalPauseDuration() - _paused).TotalMilliseconds:0} ms"));
        var (now, seconds) = (Cpu(), Stopwatch.GetElapsedTime(_began0).TotalSeconds);
        var (portal, server) = ((now.Portal - _began.Portal) / seconds, (now.Server - _began.Server) / seconds);
        var others = Math.Max(0, ((now.Busy - _began.Busy) / seconds) - portal - server);
        yield return (
            "    cores busy: portal, database, others, of",
            Text($"{portal:0.0}, {server:0.0}, {others:0.0}, {Environment.ProcessorCount}"));
    }

    private static string Text(FormattableString figure) => figure.ToString(CultureInfo.InvariantCulture);

    private void Sessions(string connectionString)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(SampleSql, connection);
        command.Prepare();
        while (!_stop.Token.WaitHandle.WaitOne(Pace))
        {
            using var reader = command.ExecuteReader();
            while (reader.Read()) _waits[reader.GetString(0)] = _waits.GetValueOrDefault(reader.GetString(0)) + reader.GetInt32(1);
        }
    }

    private void Pool()
    {
        using var ran = new ManualResetEventSlim();
        while (!_stop.Token.WaitHandle.WaitOne(Pace))
        {
            ran.Reset();
            var (asked, started) = (Stopwatch.GetTimestamp(), 0L);
            ThreadPool.UnsafeQueueUserWorkItem(_ => { started = Stopwatch.GetTimestamp(); ran.Set(); }, null);
            ran.Wait();
            _pool.Add(Stopwatch.GetElapsedTime(asked, started).TotalMilliseconds);
        }
    }

    // Seconds of processor time: of the machine, of this process, and of the database's server with its sessions, the ended ones too.
    private (double Busy, double Portal, double Server) Cpu()
    {
        const double Ticks = 100;
        using var self = Process.GetCurrentProcess();
        var cpu = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]
            .Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
        var server = 0.0;
        foreach (var folder in _server is null ? [] : Directory.EnumerateDirectories("/proc").Where(f => char.IsAsciiDigit(f[^1])))
        {
            try
            {
                // After the name, which may hold anything: state, parent, … user and system time, and those of children that have ended.
                var text = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                var isServer = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture) == _server;
                if (isServer || int.Parse(fields[1], CultureInfo.InvariantCulture) == _server)
                    server += fields[11..(isServer ? 15 : 13)].Sum(v => double.Parse(v, CultureInfo.InvariantCulture)) / Ticks;
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        // Not idle and not waiting for the disk.
        return ((cpu.Sum() - cpu[3] - cpu[4]) / Ticks, self.TotalProcessorTime.TotalSeconds, server);
    }
}
