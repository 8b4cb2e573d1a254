using System.Collections.Concurrent;

namespace FusionPortal.Aws.Calls;

/// <summary>
/// Keeps calls under a limit per second, separately for each key (account, region and API), because AWS counts so.
/// In any second at most the limit passes; a first burst passes at once. Thread-safe, first come first served per key.
/// </summary>
internal sealed class RateGate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> _passes = new(StringComparer.Ordinal);

    /// <summary>Returns when the call may be made.</summary>
    /// <param name="key">What AWS counts together.</param>
    /// <param name="perSecond">At least 1.</param>
    /// <param name="cancellationToken">Gives the place back only by not calling; the slot stays counted.</param>
    public Task PassAsync(string key, int perSecond, CancellationToken cancellationToken)
    {
        var passes = _passes.GetOrAdd(key, _ => new Queue<DateTimeOffset>());
        TimeSpan wait;
        lock (passes)
        {
            var now = time.GetUtcNow();
            var at = now;
            while (passes.Count >= perSecond) at = Later(now, passes.Dequeue() + Window);
            passes.Enqueue(at);
            wait = at - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
