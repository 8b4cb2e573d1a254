using System.Collections.Concurrent;
using System.Text.Json;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Data;
using FusionPortal.Core.Telemetry;
using Npgsql;

namespace FusionPortal.Core.Scans.Reading;

/// <summary>Counts what happens in one target and shows it to the pages at most twice a second.</summary>
internal sealed class ScanProgress(
    NpgsqlDataSource dataSource, TimeProvider clock, Guid scanId, int targetId, int attempt, string accountId) : ICallMeter
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, int> _apis = new(StringComparer.Ordinal);
    private int _calls;
    private int _throttled;
    private long _reported = clock.GetTimestamp();

    public int Calls => _calls;

    public int Throttled => _throttled;

    public int Pages { get; private set; }

    public int Resources { get; private set; }

    /// <summary>Calls by API as a JSON object, in ordinal order.</summary>
    public string Apis => JsonSerializer.Serialize(new SortedDictionary<string, int>(_apis, StringComparer.Ordinal));

    /// <summary>When the target was taken up.</summary>
    public DateTimeOffset BeganAt { get; } = HistoryClock.Micro(clock.GetUtcNow());

    public void Called(string api)
    {
        PortalTelemetry.AwsCalled(accountId, api);
        Interlocked.Increment(ref _calls);
        _apis.AddOrUpdate(api, 1, static (_, n) => n + 1);
    }

    void ICallMeter.Throttled(string api)
    {
        PortalTelemetry.AwsThrottledCall(accountId, api);
        Interlocked.Increment(ref _throttled);
    }

    /// <param name="resources">Resources seen so far in this reading.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task PageAsync(int resources, CancellationToken cancellationToken)
    {
        Pages++;
        Resources = resources;
        if (clock.GetElapsedTime(_reported) < Interval) return;
        _reported = clock.GetTimestamp();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await Sql.RunAsync(
            connection,
            """
            with shown as (
              update scan_target set pages = $4, calls = $5, throttled = $6, resources = $7
              where scan_id = $1 and target_id = $2 and attempt = $3 and state = 'Reading' returning scan_id)
            select pg_notify('portal', 'scan:' || scan_id) from shown
            """,
            cancellationToken, scanId, targetId, attempt, Pages, Calls, Throttled, Resources);
    }
}
