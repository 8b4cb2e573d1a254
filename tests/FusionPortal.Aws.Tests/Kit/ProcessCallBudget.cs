using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Tests.Kit;

/// <summary>Budgets of this process alone, where no database shares them.</summary>
internal sealed class ProcessCallBudget : ICallBudget, IDisposable
{
    private readonly ConcurrentDictionary<string, TokenBucketRateLimiter> _budgets = new(StringComparer.Ordinal);

    public async Task WaitAsync(string budget, double perSecond, int burst, CancellationToken cancellationToken)
    {
        var limiter = _budgets.GetOrAdd(budget, _ => new TokenBucketRateLimiter(new()
        {
            TokenLimit = burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1 / perSecond),
            QueueLimit = int.MaxValue,
        }));
        using var lease = await limiter.AcquireAsync(1, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var limiter in _budgets.Values) limiter.Dispose();
    }
}
