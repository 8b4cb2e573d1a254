using FusionPortal.Checklists;
using FusionPortal.Conventions;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Runs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Scorecards;

/// <summary>The shared resources that the runs of a graph stand on, at its moment: those they link, and those these link.</summary>
internal sealed class StandsOnReading(RunGraph graph, DateTimeOffset? asOf)
{
    private readonly List<(LoadedRun Run, CapturedResource[] Captured)> _resources = [.. graph.Runs.Where(r => r.Resource is not null)
        .Select(r => (r, Speaking(graph, r)))];

    /// <summary>What each of them is in AWS, as far as its checklist says.</summary>
    public IEnumerable<CapturedResource> Captured => _resources.SelectMany(r => r.Captured);

    /// <summary>Its own, then under each what that stands on.</summary>
    /// <param name="runId">Whose.</param>
    /// <param name="client">Not counted among the others.</param>
    public async Task<IReadOnlyList<StoodOn>> OfAsync(
        PortalDbContext db, NpgsqlConnection connection, Guid runId, Guid? client, ILookup<CapturedResource, SeenRow> seen,
        CancellationToken cancellationToken)
    {
        if (_resources.Count == 0) return [];
        Guid[] ids = [.. _resources.Select(r => r.Run.Resource!.Id)];
        var others = await TenantsAsync(db, ids, client, cancellationToken);
        var open = await OpenOfAsync(connection, seen, cancellationToken);
        var rows = new List<StoodOn>();
        Add(graph[runId], null, []);
        return rows;

        void Add(LoadedRun run, string? through, HashSet<Guid> above)
        {
            foreach (var link in run.Links.Values.OrderBy(l => l.LinkId, StringComparer.Ordinal).DistinctBy(l => l.SharedResourceId))
            {
                if (graph.OfResource(link.SharedResourceId) is not { } on || !above.Add(link.SharedResourceId)) continue;
                rows.Add(Row(on, through, others, open));
                Add(on, NameOf(on), above);
            }
        }
    }

    /// <summary>What stands on it, each with what it does so through.</summary>
    public async Task<IReadOnlyList<StoodOn>> AboveAsync(
        PortalDbContext db, NpgsqlConnection connection, IReadOnlyList<StandsOnLink> above, Guid id,
        ILookup<CapturedResource, SeenRow> seen, CancellationToken cancellationToken)
    {
        if (above.Count == 0) return [];
        var clients = await TenantsAsync(db, [.. above.Select(l => l.Holder)], null, cancellationToken);
        var open = await OpenOfAsync(connection, seen, cancellationToken);
        return [.. above.Select(l => Row(
            graph.OfResource(l.Holder)!, l.On == id ? null : NameOf(graph.OfResource(l.On)!), clients, open))];
    }

    private StoodOn Row(LoadedRun run, string? through, Dictionary<Guid, int> clients, Dictionary<Guid, long> open) => new(
        run.Resource!.Id, run.Resource.Kind, NameOf(run), through, InstallOf.Standing(graph, run.Run.Id, asOf),
        graph.Plan(run.Run.Id).Progress, clients.GetValueOrDefault(run.Resource.Id), open.GetValueOrDefault(run.Resource.Id));

    // Open findings of each resource of the graph.
    private async Task<Dictionary<Guid, long>> OpenOfAsync(
        NpgsqlConnection connection, ILookup<CapturedResource, SeenRow> seen, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(connection, seen.SelectMany(s => s).Select(s => s.Arn), asOf, cancellationToken);
        return _resources.ToDictionary(
            r => r.Run.Resource!.Id,
            r => r.Captured.SelectMany(c => seen[c]).Select(s => s.Arn).Distinct().Sum(open.GetValueOrDefault));
    }

    /// <summary>Open findings by ARN.</summary>
    public static async Task<Dictionary<string, long>> OpenAsync(
        NpgsqlConnection connection, IEnumerable<string> arns, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var of = arns.Distinct().ToDictionary(SeenOf.HashOf);
        if (of.Count == 0) return [];
        var where = new SqlFilter();
        // The index of findings begins with the convention.
        where.And($"f.convention_id in (select distinct n.convention_id from finding n) and f.subject_hash = any("
            + $"{where.Value(of.Keys.ToArray())})");
        where.And($"{TallySql.Valid(where, "v", asOf)} and v.status <> 'Resolved'");
        return (await where.ListAsync(
            connection,
            $"select f.subject_hash, count(*) from finding f join finding_version v on v.finding_id = f.id where {where} group by 1",
            r => (Hash: r.GetGuid(0), Count: r.GetInt64(1)), cancellationToken)).ToDictionary(r => of[r.Hash], r => r.Count);
    }

    /// <summary>What is known of the resource where nobody has ticked its name yet: nothing.</summary>
    public static CapturedResource[] Speaking(RunGraph graph, LoadedRun run) =>
        [.. CapturedQueries.Of(graph, run.Run.Id, run.Organization?.OrgId).Where(c => c.Kind == run.Resource!.Kind)];

    public static string NameOf(LoadedRun run) => run.Resource!.Name ?? run.Resource.Title;

    private async Task<Dictionary<Guid, int>> TenantsAsync(
        PortalDbContext db, Guid[] resources, Guid? client, CancellationToken cancellationToken)
    {
        var at = asOf ?? DateTimeOffset.MaxValue;
        return await (from link in db.Set<RunLink>()
                      join run in db.Set<Run>() on link.RunId equals run.Id
                      where resources.Contains(link.SharedResourceId) && run.Kind == RunKind.ClientInstall && run.OrganizationId != client
                          && (asOf == null ? link.ValidTo == null : link.ValidFrom <= at && (link.ValidTo == null || link.ValidTo > at))
                      group run.OrganizationId by link.SharedResourceId into g
                      select new { Id = g.Key, Count = g.Distinct().Count() })
            .ToDictionaryAsync(g => g.Id, g => g.Count, cancellationToken);
    }
}
