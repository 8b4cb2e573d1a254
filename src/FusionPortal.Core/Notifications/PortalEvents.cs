using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FusionPortal.Core.Notifications;

/// <summary>
/// Tells every portal process what changed, by topic: <c>run:{id}</c>, <c>scan:{id}</c>, <c>findings</c>, <c>coverage</c> (passes),
/// <c>organizations</c>, <c>shared-resource:{id}</c>.
/// A topic says where to look, never what is there.
/// </summary>
public sealed class PortalEvents(ILogger<PortalEvents> logger)
{
    public const string Channel = "portal";

    private readonly Lock _gate = new();
    private readonly List<PortalSubscription> _subscriptions = [];

    /// <summary>Sends the topic when the current transaction commits; nothing is sent if it rolls back.</summary>
    public static Task PublishAsync(PortalDbContext db, string topic, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select pg_notify({Channel}, {topic})", cancellationToken);

    /// <summary>The same for several topics, as part of a batch.</summary>
    internal static NpgsqlBatchCommand PublishCommand(IEnumerable<string> topics) =>
        new("select pg_notify($1, topic) from unnest($2) topic")
        {
            Parameters = { new() { Value = Channel }, new() { Value = topics.ToArray() } },
        };

    /// <summary>
    /// Calls the handler with each topic that begins with the prefix, one call at a time; repeats that arrive during a call are merged into
    /// one.
    /// After a lost database connection the handler is called once with the prefix itself: something may have been missed, look again.
    /// </summary>
    public IDisposable Subscribe(string topicPrefix, Func<string, Task> handler)
    {
        var subscription = new PortalSubscription(topicPrefix, handler, logger, Remove);
        lock (_gate) _subscriptions.Add(subscription);
        return subscription;
    }

    internal void Dispatch(string topic)
    {
        foreach (var subscription in Snapshot())
            if (topic.StartsWith(subscription.Prefix, StringComparison.Ordinal))
                subscription.Offer(topic);
    }

    internal void DispatchMissed()
    {
        foreach (var subscription in Snapshot()) subscription.Offer(subscription.Prefix);
    }

    private PortalSubscription[] Snapshot()
    {
        lock (_gate) return [.. _subscriptions];
    }

    private void Remove(PortalSubscription subscription)
    {
        lock (_gate) _subscriptions.Remove(subscription);
    }
}
