using Microsoft.Extensions.Logging;

namespace FusionPortal.Core.Notifications;

/// <summary>One handler and the topics it has yet to hear of. A slow handler delays nobody else.</summary>
internal sealed class PortalSubscription(string prefix, Func<string, Task> handler, ILogger logger, Action<PortalSubscription> removed)
    : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<string> _pending = new();
    private bool _running;
    private bool _disposed;

    public string Prefix { get; } = prefix;

    public void Offer(string topic)
    {
        lock (_gate)
        {
            if (_disposed || _pending.Contains(topic)) return;
            _pending.Enqueue(topic);
            if (_running) return;
            _running = true;
        }

        _ = Task.Run(DrainAsync);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _pending.Clear();
        }

        removed(this);
    }

    private async Task DrainAsync()
    {
        while (true)
        {
            string topic;
            lock (_gate)
            {
                if (!_pending.TryDequeue(out topic!))
                {
                    _running = false;
                    return;
                }
            }

            try
            {
                await handler(topic);
            }
            catch (Exception e)
            {
                // One page's failure must not stop the topics that follow.
                logger.LogError(e, "A subscriber of {Prefix} failed on {Topic}", Prefix, topic);
            }
        }
    }
}
