using System.Collections.Concurrent;
using System.Data;
using FusionPortal.Core.Data;
using FusionPortal.Core.People;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Runs;

/// <summary>Where a run stands in lists: the latest worked first.</summary>
internal sealed record RunPosition(DateTimeOffset At, Guid Id);

/// <summary>
/// Which runs are complete now. Worked out from their plans and never stored: a run can stop being complete without anybody touching it.
/// Lists filter by it, so they look at as many runs as a page needs and no more. An answer is kept in memory together with everything it was
/// worked out from, and only while all of that is the same.
/// </summary>
public sealed class RunStandings(RunLoader loader)
{
    // Bounds what is in memory at once while many runs are worked out anew.
    private const int Batch = 50;

    // Whoever looks for few among many asks for more at once the longer it takes.
    private const int Most = 500;

    private readonly ConcurrentDictionary<Guid, (string Basis, bool Complete)> _known = [];

    /// <param name="db">The context.</param>
    /// <param name="runs">Which runs; in any order.</param>
    /// <param name="finished">Only those that are complete, or not; cancelled ones are neither. Null for all.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="take">At most so many, 1 or more.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    internal async Task<List<RunPosition>> PageAsync(
        PortalDbContext db, IQueryable<Run> runs, bool? finished, RunPosition? after, int take, CancellationToken cancellationToken)
    {
        // One moment for all of it: what is worked meanwhile moves to the front, where it would be looked for no more.
        await using var moment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        if (finished is not null) runs = runs.Where(r => r.CancelledAt == null);
        var people = finished is null ? "" : (await PeopleQueries.SameAsync(db, null, cancellationToken)).Fingerprint;
        var page = new List<RunPosition>();
        for (var size = Math.Min(take, Most); ; size = Math.Min(2 * size, Most))
        {
            var looked = await After(runs, after).OrderByDescending(r => r.LastActivityAt).ThenByDescending(r => r.Id)
                .Select(r => new RunPosition(r.LastActivityAt, r.Id)).Take(size).ToListAsync(cancellationToken);
            var complete = finished is null ? null : await CompleteAsync(db, [.. looked.Select(p => p.Id)], people, cancellationToken);
            page.AddRange(looked.Where(p => complete is null || complete.Contains(p.Id) == finished).Take(take - page.Count));
            if (page.Count == take || looked.Count < size) return page;
            after = looked[^1];
        }
    }

    private async Task<HashSet<Guid>> CompleteAsync(PortalDbContext db, Guid[] runIds, string people, CancellationToken cancellationToken)
    {
        var read = await RunBasis.OfAsync((NpgsqlConnection)db.Database.GetDbConnection(), runIds, cancellationToken);
        var bases = read.ToDictionary(b => b.RunId, b => Key(b, people));
        var complete = new HashSet<Guid>();
        var stale = new List<Guid>();
        foreach (var (id, basis) in bases)
        {
            if (!_known.TryGetValue(id, out var known) || known.Basis != basis) stale.Add(id);
            else if (known.Complete) complete.Add(id);
        }

        foreach (var ids in stale.Chunk(Batch))
        {
            var graph = await loader.LoadAsync(db, ids, null, cancellationToken);
            foreach (var id in ids)
            {
                _known[id] = (bases[id], graph.IsComplete(id));
                if (graph.IsComplete(id)) complete.Add(id);
            }
        }

        return complete;
    }

    private static IQueryable<Run> After(IQueryable<Run> runs, RunPosition? after) => after is null
        ? runs
        : runs.Where(r => r.LastActivityAt < after.At || (r.LastActivityAt == after.At && r.Id.CompareTo(after.Id) < 0));

    private static string Key(RunBasis basis, string people) => $"{basis.Revision}\n{basis.Around}\n{people}";
}
