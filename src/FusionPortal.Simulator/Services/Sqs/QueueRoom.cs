using System.Collections.Concurrent;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Simulator.Services.Sqs;

/// <summary>Where messages are kept. A queue of the estate gets room when it is first used. Thread-safe.</summary>
internal sealed class QueueRoom(ISimulatedEstate estate, Func<DateTimeOffset> now)
{
    private readonly ConcurrentDictionary<string, QueueMessages> _rooms = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _created = new(StringComparer.Ordinal);

    /// <summary>Makes it; one that is there already stays as it is.</summary>
    public void Create(string account, string region, string name)
    {
        var arn = Arn(account, region, name);
        if (estate.Find(arn) is null) _created[arn] = true;
    }

    /// <summary>Names of the queues made here, in ordinal order.</summary>
    public IReadOnlyList<string> Created(string account, string region)
    {
        var prefix = Arn(account, region, "");
        return [.. _created.Keys.Where(a => a.StartsWith(prefix, StringComparison.Ordinal)).Select(a => a[prefix.Length..])
            .Order(StringComparer.Ordinal)];
    }

    /// <returns>Null where there is no such queue.</returns>
    public QueueMessages? Find(string account, string region, string name)
    {
        var arn = Arn(account, region, name);
        return _created.ContainsKey(arn) || estate.Find(arn) is not null ? _rooms.GetOrAdd(arn, _ => new QueueMessages(now)) : null;
    }

    private static string Arn(string account, string region, string name) => $"arn:aws:sqs:{region}:{account}:{name}";
}
