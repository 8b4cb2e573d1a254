using Microsoft.Extensions.Logging;
using Npgsql;

namespace FusionPortal.Core.Telemetry;

/// <summary>
/// A state of the database for instruments. They are collected by a thread of the collector's own and can only be answered there and then;
/// so the answer is kept for a few seconds, waited for shortly, and absent where the database does not give it.
/// </summary>
/// <param name="what">For the log, for example "How old the portal's knowledge is".</param>
internal sealed class AskedOfDatabase<T>(string what, Func<CancellationToken, Task<T>> ask, TimeProvider clock, ILogger logger)
    : IDisposable
    where T : class
{
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _asking = new();
    private T? _answer;
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;
    private bool _ended;

    public T? Now()
    {
        lock (_asking)
        {
            var now = clock.GetUtcNow();
            if (_ended) return null;
            if (now >= _askedAt && now - _askedAt < Held) return _answer;
            _askedAt = now;
            return _answer = Ask();
        }
    }

    /// <summary>From here on there is no answer: the last collection of a process that stops must not wait for a database.</summary>
    public void Dispose()
    {
        lock (_asking) _ended = true;
    }

    private T? Ask()
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            return Task.Run(() => ask(patience.Token).WaitAsync(patience.Token)).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            // No measurement is what monitoring has to see; an old one would look alive.
            logger.LogWarning(e, "{What} could not be read", what);
            return null;
        }
    }
}
