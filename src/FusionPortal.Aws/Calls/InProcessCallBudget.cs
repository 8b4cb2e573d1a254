using System.Collections.Concurrent;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Calls;

/// <summary>
/// Budgets of this process alone, for a portal of one process: used where nothing else is registered as <see cref="ICallBudget"/>.
/// Thread-safe, first come first served per budget. Keeps one time per budget and no queue.
/// </summary>
internal sealed class InProcessCallBudget(TimeProvider time) : ICallBudget
{
    private readonly ConcurrentDictionary<string, Budget> _budgets = new(StringComparer.Ordinal);

    public Task WaitAsync(string budget, double perSecond, int burst, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        var interval = TimeSpan.FromSeconds(1 / perSecond);
        var own = _budgets.GetOrAdd(budget, _ => new Budget());
        TimeSpan wait;
        lock (own)
        {
            var now = time.GetUtcNow();
            // Full is when the bucket would be full again if nobody called any more.
            var full = own.Full > now ? own.Full : now;
            var at = full - (burst - 1) * interval;
            if (at < now) at = now;
            own.Full = full + interval;
            wait = at - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }

    private sealed class Budget
    {
        public DateTimeOffset Full;
    }
}
