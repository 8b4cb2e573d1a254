using FusionPortal.Core.Data;
using FusionPortal.Core.Runs;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Scorecards;

/// <summary>One shared resource stands on another: an arrow of the graph.</summary>
/// <param name="Holder">What breaks when the other does.</param>
/// <param name="On">What it stands on.</param>
public sealed record StandsOnLink(Guid Holder, Guid On);

/// <summary>Which shared resources stand on which, now. A company has tens of them, so all are read at once.</summary>
internal sealed class SharedLinks
{
    private readonly ILookup<Guid, StandsOnLink> _under;
    private readonly ILookup<Guid, StandsOnLink> _over;

    private SharedLinks(List<StandsOnLink> links) => (_under, _over) = (links.ToLookup(l => l.Holder), links.ToLookup(l => l.On));

    /// <summary>What cancelled checklists linked is left out.</summary>
    public static async Task<SharedLinks> ReadAsync(PortalDbContext db, CancellationToken cancellationToken) =>
        new(await (from link in db.Set<RunLink>()
                   join run in db.Set<Run>() on link.RunId equals run.Id
                   where link.ValidTo == null && run.SharedResourceId != null && run.CancelledAt == null
                   select new StandsOnLink(run.SharedResourceId!.Value, link.SharedResourceId)).Distinct().ToListAsync(cancellationToken));

    /// <summary>What stands on it, the nearest first, each with the one it stands on towards it.</summary>
    public IReadOnlyList<StandsOnLink> Above(Guid id) => Walk(id, _over, l => l.Holder);

    /// <summary>Every arrow between it and what it stands on, and between it and what stands on it.</summary>
    public IReadOnlyList<StandsOnLink> Around(Guid id) =>
    [
        .. Walk(id, _over, l => l.Holder).Select(l => l.On).Append(id).Distinct().SelectMany(on => _over[on])
            .Concat(Walk(id, _under, l => l.On).Select(l => l.Holder).Append(id).Distinct().SelectMany(holder => _under[holder]))
            .Distinct(),
    ];

    // Breadth first; a circle of links is walked once.
    private static List<StandsOnLink> Walk(Guid id, ILookup<Guid, StandsOnLink> links, Func<StandsOnLink, Guid> next)
    {
        var (found, seen, wanted) = (new List<StandsOnLink>(), new HashSet<Guid> { id }, new Queue<Guid>([id]));
        while (wanted.TryDequeue(out var at))
        {
            foreach (var link in links[at].Where(l => seen.Add(next(l))))
            {
                found.Add(link);
                wanted.Enqueue(next(link));
            }
        }

        return found;
    }
}
