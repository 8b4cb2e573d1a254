using FusionPortal.Checklists;
using FusionPortal.Conventions;
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
        var above = await AboveAsync(db, id, cancellationToken);
        var graph = await loader.LoadAsync(db, [runId, .. above], null, cancellationToken);
        var captured = StandsOnReading.Speaking(graph, graph[runId]);
        var reading = new StandsOnReading(graph, null);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var seen = await SeenOf.FindAsync(connection, knowledge, [.. captured, .. reading.Captured], null, cancellationToken);
        var matches = captured.SelectMany(c => seen[c]).DistinctBy(s => s.Arn).ToList();
        var open = await OpenAsync(connection, matches, cancellationToken);
        return new SharedScorecard(
            detail, await TenantsAsync(connection, detail, matches, cancellationToken),
            await OutputsAsync(db, graph, runId, cancellationToken),
            [.. matches.Select(m => new MatchedResource(m.Arn, m.Kind, m.Name, m.AccountId, m.AccountName, m.Region, m.LastSeenAt))],
            await reading.OfAsync(db, connection, runId, null, seen, cancellationToken),
            await CarriesAsync(db, graph, above, cancellationToken),
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

    private async Task<IReadOnlyList<TenantOf>> TenantsAsync(
        NpgsqlConnection connection, SharedResourceDetail detail, List<SeenRow> matches, CancellationToken cancellationToken)
    {
        if (detail.Tenants.Count == 0) return [];
        var book = await books.CurrentAsync(cancellationToken);
        var role = matches is [var only] && book.IsReadable
            ? Enum.Parse<AccountRole>(await Sql.ScalarAsync<string>(
                connection, "select role from account where id = $1", cancellationToken, only.AccountId) ?? nameof(AccountRole.Undeclared))
            : AccountRole.Undeclared;
        var health = await ClientListQueries.HealthAsync(connection, detail.Tenants.Select(t => t.OrgId), cancellationToken);
        return [.. detail.Tenants.Select(t => new TenantOf(
            t, health.GetValueOrDefault(t.OrgId.ToLowerInvariant()) ?? new ClientHealth(null, 0, 0),
            role == AccountRole.Undeclared
                || book.Settings.BelongsInProduction(t.Environment) == (role == AccountRole.Production)))];
    }

    // Shared resources whose checklists link this one.
    private static Task<List<Guid>> AboveAsync(PortalDbContext db, Guid id, CancellationToken cancellationToken) =>
        (from link in db.Set<RunLink>()
         join run in db.Set<Run>() on link.RunId equals run.Id
         where link.ValidTo == null && link.SharedResourceId == id && run.Kind != RunKind.ClientInstall && run.CancelledAt == null
         select run.Id).Distinct().ToListAsync(cancellationToken);

    private static async Task<IReadOnlyList<StoodOn>> CarriesAsync(
        PortalDbContext db, RunGraph graph, List<Guid> above, CancellationToken cancellationToken)
    {
        if (above.Count == 0) return [];
        Guid[] ids = [.. above.Select(id => graph[id].Resource!.Id)];
        var clients = await (from link in db.Set<RunLink>()
                             join run in db.Set<Run>() on link.RunId equals run.Id
                             where link.ValidTo == null && ids.Contains(link.SharedResourceId) && run.Kind == RunKind.ClientInstall
                             group run.OrganizationId by link.SharedResourceId into g
                             select new { Id = g.Key, Count = g.Distinct().Count() })
            .ToDictionaryAsync(g => g.Id, g => g.Count, cancellationToken);
        return [.. above.Select(id => graph[id]).Select(run => new StoodOn(
            run.Resource!.Id, run.Resource.Kind, StandsOnReading.NameOf(run), null, InstallOf.Standing(graph, run.Run.Id, null),
            graph.Plan(run.Run.Id).Progress, clients.GetValueOrDefault(run.Resource.Id), 0)).OrderBy(r => r.Name, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<PublishedValue>> OutputsAsync(
        PortalDbContext db, RunGraph graph, Guid runId, CancellationToken cancellationToken)
    {
        var (template, plan, id) = (graph[runId].Template, graph.Plan(runId), graph[runId].Resource!.Id);
        if (plan.Outputs.Count == 0) return [];
        var links = await (from link in db.Set<RunLink>()
                           join run in db.Set<Run>() on link.RunId equals run.Id
                           where link.ValidTo == null && link.SharedResourceId == id && run.CancelledAt == null
                           select new { link.LinkId, run.TemplateVersionId }).ToListAsync(cancellationToken);
        var linking = await templates.GetAsync(db, links.Select(l => l.TemplateVersionId).Distinct(), cancellationToken);
        var takers = links.SelectMany(l => linking[l.TemplateVersionId].Links.FirstOrDefault(d => d.Id == l.LinkId)?.Fills ?? [])
            .CountBy(f => f.Output).ToDictionary();
        var fields = plan.Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields).ToLookup(f => f.Definition.Id);
        return [.. from output in template.Publishes
                   where plan.Outputs.ContainsKey(output.Id)
                   let field = fields[output.Field].FirstOrDefault()
                   select new PublishedValue(
                       output.Id, field?.Definition.Label ?? output.Id, field?.Display ?? plan.Outputs[output.Id],
                       takers.GetValueOrDefault(output.Id))];
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
