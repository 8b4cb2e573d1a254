using System.Collections.Concurrent;
using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Data;
using FusionPortal.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>
/// What people captured of resources in their checklists, for evaluation to hold against what AWS answers: the values of ticked steps whose
/// fields feed something of a resource. Runs that were cancelled tell nothing. Thread-safe.
/// </summary>
public sealed class CapturedQueries(IDbContextFactory<PortalDbContext> factory, RunLoader loader)
{
    // A run's answers change with its revision only, but for what its conditions ask of the client. The judging asks every minute.
    private readonly ConcurrentDictionary<Guid, (Key Key, IReadOnlyList<CapturedResource> Captured)> _known = new();

    /// <summary>In a fixed order: by run, and in it by kind. One query where nothing has changed, a few more for runs that have.</summary>
    public async Task<IReadOnlyList<CapturedResource>> AllAsync(CancellationToken cancellationToken) =>
        [.. (await KnownAsync(cancellationToken)).SelectMany(run => run.Captured)];

    /// <summary>The same of some runs; those that are unknown or cancelled tell nothing.</summary>
    public async Task<IReadOnlyList<CapturedResource>> OfRunsAsync(IReadOnlySet<Guid> runs, CancellationToken cancellationToken) =>
        [.. (await KnownAsync(cancellationToken)).Where(run => runs.Contains(run.RunId)).SelectMany(run => run.Captured)];

    private async Task<IReadOnlyList<(Guid RunId, IReadOnlyList<CapturedResource> Captured)>> KnownAsync(
        CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var keys = await (from run in db.Set<Run>()
                          join r in db.Set<SharedResource>() on run.SharedResourceId equals r.Id into rs
                          from resource in rs.DefaultIfEmpty()
                          join o in db.Set<Organization>() on run.OrganizationId ?? resource!.DedicatedToId equals o.Id into os
                          from organization in os.DefaultIfEmpty()
                          where run.CancelledAt == null
                          orderby run.Id
                          select new Key(run.Id, run.Revision, organization!.OrgId, (EnvironmentKind?)organization.Environment))
            .AsNoTracking().ToListAsync(cancellationToken);
        var changed = keys.Where(k => !_known.TryGetValue(k.RunId, out var known) || known.Key != k).ToList();
        if (changed.Count > 0)
        {
            var graph = await loader.LoadAsync(db, changed.ConvertAll(k => k.RunId), null, cancellationToken);
            foreach (var key in changed) _known[key.RunId] = (key, [.. Of(graph, key.RunId, key.OrgId)]);
        }

        foreach (var gone in _known.Keys.Except(keys.Select(k => k.RunId))) _known.TryRemove(gone, out _);
        return [.. keys.Select(k => (k.RunId, _known.TryGetValue(k.RunId, out var known) ? known.Captured : []))];
    }

    /// <summary>The same as it was at a moment; null for now. A past moment reads every run that was begun by then.</summary>
    internal async Task<IReadOnlyList<CapturedResource>> AtAsync(DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        if (asOf is not { } moment) return await AllAsync(cancellationToken);
        var at = moment.ToUniversalTime();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var runs = await db.Set<Run>().AsNoTracking()
            .Where(r => r.StartedAt <= at && (r.CancelledAt == null || r.CancelledAt > at)).OrderBy(r => r.Id).Select(r => r.Id)
            .ToListAsync(cancellationToken);
        var graph = await loader.LoadAsync(db, runs, asOf, cancellationToken);
        return [.. runs.SelectMany(id => Of(graph, id, graph[id].Organization?.OrgId))];
    }

    /// <summary>What one run tells, of the moment of the graph.</summary>
    /// <param name="orgId">Whose it is; null for a resource that is shared.</param>
    internal static IEnumerable<CapturedResource> Of(RunGraph graph, Guid runId, string? orgId)
    {
        var run = graph[runId];
        var plan = graph.Plan(runId);
        var values = FieldFeeds.Of(run.Template)
            .Select(fed => (fed.Feed, Value: Captured(run, plan, fed.Field, fed.Feed))).Where(fed => fed.Value is not null)
            .ToDictionary(fed => fed.Feed, fed => fed.Value!);
        // The bucket that was made where the conventional name was taken.
        if (values.Remove(FieldFeed.OrganizationBucket, out var bucket))
            values[new(S3Bucket.Kind, ShownFact.Name.Id)] = bucket with { Fact = ShownFact.Name.Id };
        foreach (var kind in values.Keys.Select(feed => feed.Subject).Distinct().Order(StringComparer.Ordinal))
        {
            if (!values.TryGetValue(new(kind, ShownFact.Name.Id), out var name)) continue;
            yield return new CapturedResource(
                kind, orgId, name,
                [.. FieldFeed.Facts(kind).Where(f => f.Id != ShownFact.Name.Id)
                    .Select(f => values.GetValueOrDefault(new(kind, f.Id))).OfType<CapturedValue>()])
            {
                IsOfInstall = run.Run.Kind == RunKind.ClientInstall,
            };
        }
    }

    private static CapturedValue? Captured(LoadedRun run, RunPlan plan, FieldDefinition definition, FieldFeed feed)
    {
        var step = plan.Sections.SelectMany(s => s.Steps).FirstOrDefault(s => s.Fields.Any(f => f.Definition.Id == definition.Id));
        if (step is not { Readiness: StepReadiness.Done, Record.StateBy: { } ticked }) return null;
        var field = step.Fields.First(f => f.Definition.Id == definition.Id);
        if (field.Value is not { Length: > 0 } value) return null;
        if (definition.Options.Count > 0)
        {
            // An answer that leaves open what AWS shows expects nothing.
            if (definition.Options.FirstOrDefault(o => o.Id == value)?.Expects is not { } expects) return null;
            value = expects;
        }

        return new CapturedValue(
            feed.Fact, value, field.Display ?? value, $"{run.Template.Title}: {run.Run.Title}",
            $"{step.Definition.Letter}) {step.Definition.Title}", ticked.PersonName, ticked.At);
    }

    /// <param name="RunId">The run.</param>
    /// <param name="Revision">Grows with every accepted command.</param>
    /// <param name="OrgId">Whose it is; null for a resource that is shared.</param>
    /// <param name="Environment">What conditions may ask of the client.</param>
    private sealed record Key(Guid RunId, long Revision, string? OrgId, EnvironmentKind? Environment);
}
