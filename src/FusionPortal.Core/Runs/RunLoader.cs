using FusionPortal.Checklists.Runs;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Data;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.People;
using FusionPortal.Core.Templates;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>
/// Reads runs with all they depend on: three queries for each level of links, two for who is who and one for the convention book where
/// names are worked out, however many runs.
/// </summary>
public sealed class RunLoader(TemplateStore templates, BookQueries books)
{
    // Links lead from an install over its instances to their VPC; templates of more levels are cut here.
    private const int Levels = 8;

    /// <param name="db">The context; in a transaction where the outcome is stored.</param>
    /// <param name="runIds">Ids that do not exist are left out.</param>
    /// <param name="asOf">Null for now; otherwise steps, links, clients and shared resources as they were at that moment.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    internal async Task<RunGraph> LoadAsync(
        PortalDbContext db, IReadOnlyCollection<Guid> runIds, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var loaded = new Dictionary<Guid, LoadedRun>();
        var wanted = await HeadsAsync(db, db.Set<Run>().Where(r => runIds.Contains(r.Id)), asOf, cancellationToken);
        for (var level = 0; level < Levels && wanted.Count > 0; level++)
        {
            var ids = wanted.ConvertAll(head => head.Run.Id);
            var steps = await StepsAsync(db, ids, asOf, cancellationToken);
            var links = await LinksAsync(db, ids, asOf, cancellationToken);
            var parsed = await templates.GetAsync(db, wanted.Select(head => head.Run.TemplateVersionId), cancellationToken);
            foreach (var head in wanted)
            {
                loaded[head.Run.Id] = new LoadedRun(
                    head.Run, parsed[head.Run.TemplateVersionId], head.Organization, head.Resource,
                    steps[head.Run.Id].ToDictionary(s => s.StepKey, s => RunJson.Read<StepRecord>(s.Record)),
                    links[head.Run.Id].ToDictionary(l => l.LinkId));
            }

            var resources = links.SelectMany(l => l).Select(l => l.SharedResourceId).Distinct().ToList();
            var known = loaded.Keys.ToList();
            wanted = resources.Count == 0
                ? []
                : await HeadsAsync(
                    db, db.Set<Run>()
                        .Where(r => r.SharedResourceId != null && resources.Contains(r.SharedResourceId.Value) && !known.Contains(r.Id)),
                        asOf, cancellationToken);
        }

        var book = loaded.Values.Any(run => run.Template.TakesNamesOfTheBook()) ? await books.AtAsync(db, asOf, cancellationToken) : null;
        return new RunGraph(loaded, await PeopleQueries.SameAsync(db, asOf, cancellationToken), book, asOf);
    }

    private static Task<List<Head>> HeadsAsync(
        PortalDbContext db, IQueryable<Run> runs, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        (from run in runs.AsNoTracking()
         join r in db.RecordsAt<SharedResource>(RecordVersion.SharedResource, asOf) on run.SharedResourceId equals r.Id into rs
         from resource in rs.DefaultIfEmpty()
         join o in db.RecordsAt<Organization>(RecordVersion.Organization, asOf) on run.OrganizationId
             ?? resource!.DedicatedToId equals o.Id into os
         from organization in os.DefaultIfEmpty()
         select new Head(run, organization, resource)).ToListAsync(cancellationToken);

    private static async Task<ILookup<Guid, StepRow>> StepsAsync(
        PortalDbContext db, List<Guid> runIds, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var rows = asOf is { } at
            ? await db.QueryAsync<StepRow>($"""
                select distinct on (run_id, step_key) run_id, step_key, record
                from run_step_event where run_id = any ({runIds}) and at <= {at}
                order by run_id, step_key, run_revision desc
                """, cancellationToken)
            : await db.Set<RunStep>().AsNoTracking().Where(s => runIds.Contains(s.RunId))
                .Select(s => new StepRow(s.RunId, s.StepKey, s.Record)).ToListAsync(cancellationToken);
        return rows.ToLookup(s => s.RunId);
    }

    private static async Task<ILookup<Guid, RunLink>> LinksAsync(
        PortalDbContext db, List<Guid> runIds, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var links = db.Set<RunLink>().AsNoTracking().Where(l => runIds.Contains(l.RunId));
        links = asOf is { } at ? links.Where(l => l.ValidFrom <= at && (l.ValidTo == null || l.ValidTo > at))
            : links.Where(l => l.ValidTo == null);
        return (await links.ToListAsync(cancellationToken)).ToLookup(l => l.RunId);
    }

    private sealed record Head(Run Run, Organization? Organization, SharedResource? Resource);

    private sealed record StepRow(Guid RunId, string StepKey, string Record);
}
