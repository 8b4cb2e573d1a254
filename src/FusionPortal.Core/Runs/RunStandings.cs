using System.Collections.Concurrent;
using FusionPortal.Core.Data;
using FusionPortal.Core.People;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>
/// Which runs are complete now. Worked out from their plans and never stored: a run can stop being complete without anybody touching it.
/// Lists have to filter by it, so an answer is kept in memory together with everything it was worked out from, and only while all of that is the same.
/// </summary>
public sealed class RunStandings(RunLoader loader)
{
    // Bounds what is in memory at once while many runs are worked out anew.
    private const int Batch = 50;

    private readonly ConcurrentDictionary<Guid, (string Basis, bool Complete)> _known = [];

    internal async Task<IReadOnlyList<Guid>> CompleteAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var people = (await PeopleQueries.SameAsync(db, null, cancellationToken)).Fingerprint;
        var bases = await BasesAsync(db, cancellationToken);
        foreach (var ids in bases.Where(b => Stale(b, people)).Select(b => b.RunId).Chunk(Batch))
        {
            var graph = await loader.LoadAsync(db, ids, null, cancellationToken);
            // A run that was worked between the two reads is kept under what it was before, and so looked at again next time.
            foreach (var id in ids) _known[id] = (Key(bases.First(b => b.RunId == id), people), graph.IsComplete(id));
        }

        return [.. bases.Where(b => _known[b.RunId].Complete).Select(b => b.RunId)];
    }

    private bool Stale(Basis basis, string people) => !_known.TryGetValue(basis.RunId, out var known) || known.Basis != Key(basis, people);

    private static string Key(Basis basis, string people) => $"{basis.Text}\n{people}";

    // A plan rests on the run's own record and that of every run its links lead to, on their clients, and on who is who. Templates never change.
    private static Task<List<Basis>> BasesAsync(PortalDbContext db, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<Basis>($"""
            with recursive reach (root, run_id) as (
              select id, id from run
              union
              select reach.root, other.id from reach
                join run_link l on l.run_id = reach.run_id and l.valid_to is null
                join run other on other.shared_resource_id = l.shared_resource_id)
            select reach.root as run_id,
                   string_agg(r.id || ':' || r.revision || ':' || coalesce(o.org_id || ',' || o.environment || ',' || o.title, ''), ';' order by r.id) as text
            from reach
              join run r on r.id = reach.run_id
              left join shared_resource s on s.id = r.shared_resource_id
              left join organization o on o.id = coalesce(r.organization_id, s.dedicated_to_id)
            group by reach.root
            """).ToListAsync(cancellationToken);

    private sealed record Basis(Guid RunId, string Text);
}
