using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Runs;

/// <summary>
/// What is stored of a run besides its steps, short enough to be read of every run at each look. While the marks of a run and of all it
/// waits for are the same, so are their plans, but for who is who. It is compared with what was read before and rests on no clock: it tells
/// of writers who give no stamp, of those who commit long after they wrote, and of what a crash of the database took back.
/// </summary>
/// <param name="ResourceId">The shared resource whose run it is.</param>
/// <param name="Cancelled">Whether somebody cancelled it.</param>
/// <param name="Stored">Its row, its links, and its client. Whoever writes a step writes the run's row too.</param>
/// <param name="WaitsFor">The shared resources it is linked to.</param>
internal sealed record RunMark(Guid Id, Guid? ResourceId, bool Cancelled, string Stored, Guid[] WaitsFor)
{
    // The row's writer (xmin) and the moment are in it because after a crash another change can get the revision of the one that was lost.
    private const string Sql = """
        select r.id, r.shared_resource_id, r.cancelled_at is not null,
          concat_ws(
            ' ', r.xmin, r.revision, extract(epoch from r.last_activity_at), s.xmin, s.dedicated_to_id, s.name,
            o.xmin, o.org_id, o.environment, o.title, links.ids),
          coalesce(links.resources, '{}')
        from run r
          left join shared_resource s on s.id = r.shared_resource_id
          left join organization o on o.id = coalesce(r.organization_id, s.dedicated_to_id)
          left join (
            select l.run_id, string_agg(l.id::text, ',' order by l.id) as ids, array_agg(l.shared_resource_id) as resources
            from run_link l where l.valid_to is null group by l.run_id) links on links.run_id = r.id
        """;

    /// <summary>One row for each run there is.</summary>
    /// <param name="connection">Open, and in the transaction in which the runs are read then.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<Dictionary<Guid, RunMark>> AllAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await Data.Sql.ListAsync(connection, Sql, Read, cancellationToken)).ToDictionary(mark => mark.Id);

    /// <summary>The runs whose plan may differ: those marked otherwise, or new, or gone, and all that wait for one of them.</summary>
    public static HashSet<Guid> Changed(IReadOnlyDictionary<Guid, RunMark> before, IReadOnlyDictionary<Guid, RunMark> now)
    {
        var reach = new Queue<RunMark>(
            now.Values.Where(mark => before.GetValueOrDefault(mark.Id)?.Stored != mark.Stored)
                .Concat(before.Values.Where(mark => !now.ContainsKey(mark.Id))));
        var changed = reach.Select(mark => mark.Id).ToHashSet();
        if (changed.Count == 0) return changed;
        var waiting = now.Values.SelectMany(mark => mark.WaitsFor.Select(resource => (resource, mark)))
            .ToLookup(wait => wait.resource, wait => wait.mark);
        while (reach.TryDequeue(out var mark))
        {
            if (mark.ResourceId is not { } resource) continue;
            foreach (var other in waiting[resource].Where(other => changed.Add(other.Id))) reach.Enqueue(other);
        }

        return changed;
    }

    private static RunMark Read(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetNullable<Guid>(1), row.GetBoolean(2), row.GetString(3), row.GetFieldValue<Guid[]>(4));
}
