using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Runs;
using FusionPortal.Core.SharedResources;
using FusionPortal.Core.Templates;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Scorecards;

/// <summary>Reads everything of one shared resource, and how all of them are judged.</summary>
public sealed class SharedScorecardQueries(
    NpgsqlDataSource dataSource, IDbContextFactory<PortalDbContext> factory, RunLoader loader, Knowledge knowledge, BookQueries books,
    SharedResourceQueries resources, FindingQueries findings, TemplateStore templates)
{
    public const int FindingsShown = 8;

    /// <summary>Null where there is none.</summary>
    public async Task<SharedScorecard?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await resources.FindAsync(id, cancellationToken) is not { } detail) return null;
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var runId = detail.Row.Run.Head.Id;
        var links = await SharedLinks.ReadAsync(db, cancellationToken);
        var above = links.Above(id);
        var graph = await loader.LoadAsync(db, [runId, .. await RunsOfAsync(db, above, cancellationToken)], null, cancellationToken);
        var captured = StandsOnReading.Speaking(graph, graph[runId]);
        var reading = new StandsOnReading(graph, null);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var seen = await SeenOf.FindAsync(connection, knowledge, [.. captured, .. reading.Captured], null, cancellationToken);
        var matches = captured.SelectMany(c => seen[c]).DistinctBy(s => s.Arn).ToList();
        var open = await OpenAsync(connection, matches, cancellationToken);
        var tenants = await TenantsAsync(db, connection, id, above, matches, cancellationToken);
        return new SharedScorecard(
            detail, tenants, await OutputsAsync(db, graph, runId, cancellationToken),
            [.. matches.Select(m => new MatchedResource(m.Arn, m.Kind, m.Name, m.AccountId, m.AccountName, m.Region, m.LastSeenAt))],
            await reading.OfAsync(db, connection, runId, null, seen, cancellationToken),
            await reading.AboveAsync(db, connection, above, id, seen, cancellationToken), links.Around(id),
            CapacityOf(detail.Row.Kind, tenants, matches),
            await new HeldValues(books).OfAsync(connection, captured, seen, null, null, cancellationToken),
            [.. open.Take(FindingsShown)], open.Count);
    }

    /// <summary>Open findings of each, by its id; what nobody has named yet has none.</summary>
    public async Task<IReadOnlyDictionary<Guid, long>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var ids = await db.Set<Run>().AsNoTracking().Where(r => r.SharedResourceId != null && r.CancelledAt == null).Select(r => r.Id)
            .ToListAsync(cancellationToken);
        var graph = await loader.LoadAsync(db, ids, null, cancellationToken);
        var captured = ids.ToDictionary(id => graph[id].Resource!.Id, id => StandsOnReading.Speaking(graph, graph[id]));
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var seen = await SeenOf.FindAsync(connection, knowledge, [.. captured.Values.SelectMany(c => c)], null, cancellationToken);
        var open = await StandsOnReading.OpenAsync(connection, seen.SelectMany(s => s).Select(s => s.Arn), null, cancellationToken);
        return captured.ToDictionary(
            c => c.Key, c => c.Value.SelectMany(of => seen[of]).Select(s => s.Arn).Distinct().Sum(open.GetValueOrDefault));
    }

    // A client is one row, however many of them its install names; its own link to this one goes before the others.
    private async Task<IReadOnlyList<TenantOf>> TenantsAsync(
        PortalDbContext db, NpgsqlConnection connection, Guid id, IReadOnlyList<StandsOnLink> above, List<SeenRow> matches,
        CancellationToken cancellationToken)
    {
        var links = await SharedResourceQueries.TenantsAsync(db, [id, .. above.Select(l => l.Holder)], cancellationToken);
        if (links.Count == 0) return [];
        var book = await books.CurrentAsync(cancellationToken);
        var role = matches is [var only] && book.IsReadable
            ? Enum.Parse<AccountRole>(await Sql.ScalarAsync<string>(
                connection, "select role from account where id = $1", cancellationToken, only.AccountId) ?? nameof(AccountRole.Undeclared))
            : AccountRole.Undeclared;
        var health = await ClientListQueries.HealthAsync(connection, links.Select(t => t.View.OrgId).Distinct(), cancellationToken);
        var sites = await SitesBehind.ReadAsync(db, templates, [.. links.Select(t => t.View.RunId).Distinct()], cancellationToken);
        return [.. from link in links
                   group link by link.View.OrgId into client
                   let first = client.OrderBy(l => l.ResourceId == id ? 0 : 1).First()
                   select new TenantOf(
                       first.View, health.GetValueOrDefault(first.View.OrgId.ToLowerInvariant()) ?? new ClientHealth(null, 0, 0),
                       role == AccountRole.Undeclared
                           || book.Settings.BelongsInProduction(first.View.Environment) == (role == AccountRole.Production),
                       [.. client.Select(l => l.ResourceId).Distinct()], first.ResourceId == id,
                       sites.TryGetValue(first.View.RunId, out var count) ? count : null)];
    }

    // Which resource is meant has to be certain before a size is told of it.
    private static SharedCapacity CapacityOf(string kind, IReadOnlyList<TenantOf> tenants, List<SeenRow> matches)
    {
        var of = ResourceKinds.Of(kind);
        var one = matches is [var only] ? only : null;
        return new SharedCapacity(
            tenants.Sum(t => t.Sites ?? 0), tenants.Count(t => t.Sites is null),
            one is null ? [] : [.. of.Sizes.Select(f => new ShownSize(f.Label, f.Read(one.Observation)))], one?.LastSeenAt, of.SizeUnseen);
    }

    private static Task<List<Guid>> RunsOfAsync(
        PortalDbContext db, IReadOnlyList<StandsOnLink> above, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. above.Select(l => l.Holder)];
        return db.Set<Run>().Where(r => r.SharedResourceId != null && ids.Contains(r.SharedResourceId.Value) && r.CancelledAt == null)
            .Select(r => r.Id).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<PublishedValue>> OutputsAsync(
        PortalDbContext db, RunGraph graph, Guid runId, CancellationToken cancellationToken)
    {
        var (template, plan, id) = (graph[runId].Template, graph.Plan(runId), graph[runId].Resource!.Id);
        if (plan.Outputs.Count == 0) return [];
        var links = await (from link in db.Set<RunLink>()
                           join run in db.Set<Run>() on link.RunId equals run.Id
                           where link.ValidTo == null && link.SharedResourceId == id && run.CancelledAt == null
                           orderby run.Title, run.Id
                           select new { link.LinkId, run.TemplateVersionId, Taker = new OutputTaker(run.Id, run.Title) })
            .ToListAsync(cancellationToken);
        var linking = await templates.GetAsync(db, links.Select(l => l.TemplateVersionId).Distinct(), cancellationToken);
        var takers = (from link in links
                      from fill in linking[link.TemplateVersionId].Links.FirstOrDefault(d => d.Id == link.LinkId)?.Fills ?? []
                      select (fill.Output, link.Taker)).ToLookup(t => t.Output, t => t.Taker);
        var fields = plan.Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields).ToLookup(f => f.Definition.Id);
        return [.. from output in template.Publishes
                   where plan.Outputs.ContainsKey(output.Id)
                   let field = fields[output.Field].FirstOrDefault()
                   select new PublishedValue(
                       output.Id, field?.Definition.Label ?? output.Id, field?.Display ?? plan.Outputs[output.Id],
                       [.. takers[output.Id].Distinct()])];
    }

    private async Task<IReadOnlyList<FindingRow>> OpenAsync(
        NpgsqlConnection connection, List<SeenRow> matches, CancellationToken cancellationToken)
    {
        var rows = new List<FindingRow>();
        foreach (var match in matches.Take(FindingsShown))
            rows.AddRange(await findings.OfSubjectAsync(connection, match.Arn, null, cancellationToken));
        return [.. rows.OrderByDescending(f => f.Severity).ThenBy(f => f.FirstSeenAt)];
    }
}
