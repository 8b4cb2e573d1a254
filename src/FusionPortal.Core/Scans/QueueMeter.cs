using System.Diagnostics.Metrics;
using FusionPortal.Core.Data;
using FusionPortal.Core.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FusionPortal.Core.Scans;

/// <summary>Tells monitoring what waits: jobs that no process has taken, targets of the running scan, and since when it runs.</summary>
public sealed class QueueMeter : IHostedService, IDisposable
{
    // Groups without anything waiting are told as 0, so that a line in a dashboard falls instead of ending.
    private static readonly string[] Groups = ["discover", "target", "evaluate", "scans"];

    private readonly TimeProvider _clock;
    private readonly AskedOfDatabase<Queues> _asked;
    private readonly Meter _meter = new(PortalInstruments.Name);

    public QueueMeter(NpgsqlDataSource dataSource, TimeProvider clock, ILogger<QueueMeter> logger)
    {
        _clock = clock;
        _asked = new AskedOfDatabase<Queues>("What waits", token => ReadAsync(dataSource, token), clock, logger);
        _meter.Gauge<int>(PortalInstruments.JobsWaiting, () => _asked.Now() is { } queues ? queues.Jobs.Select(Measured) : []);
        _meter.Gauge<int>(PortalInstruments.TargetsWaiting, () => _asked.Now() is { } queues ? [new(queues.Targets)] : []);
        _meter.Gauge<double>(PortalInstruments.ScanRunningAge, () => _asked.Now() is { } queues ? [new(AgeOf(queues.ScanBeganAt))] : []);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _asked.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _asked.Dispose();
        _meter.Dispose();
    }

    private static Measurement<int> Measured((string Group, int Waiting) jobs) =>
        new(jobs.Waiting, new KeyValuePair<string, object?>(PortalInstruments.JobGroup, jobs.Group));

    private double AgeOf(DateTimeOffset? began) => began is { } at ? Math.Max(0, (_clock.GetUtcNow() - at).TotalSeconds) : 0;

    private async Task<Queues> ReadAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // The scheduler keeps times as ticks.
        var jobs = await Sql.ListAsync(
            connection,
            """
            select g, count(t.trigger_name)::int from unnest($1::text[]) with ordinality as groups(g, n)
            left join quartz.qrtz_triggers t on t.trigger_group = g and t.trigger_state = 'WAITING' and t.next_fire_time <= $2
            group by g, n order by n
            """,
            r => (r.GetString(0), r.GetInt32(1)), cancellationToken, Groups, _clock.GetUtcNow().UtcTicks);
        var scan = await Sql.ListAsync(
            connection,
            """
            select s.started_at, (select count(*)::int from scan_target t where t.scan_id = s.id and t.state in ('Waiting', 'Reading'))
            from scan s where s.active
            """,
            r => ((DateTimeOffset?)r.GetFieldValue<DateTimeOffset>(0), r.GetInt32(1)), cancellationToken);
        var (began, targets) = scan.FirstOrDefault();
        return new Queues(jobs, targets, began);
    }

    private sealed record Queues(IReadOnlyList<(string Group, int Waiting)> Jobs, int Targets, DateTimeOffset? ScanBeganAt);
}
