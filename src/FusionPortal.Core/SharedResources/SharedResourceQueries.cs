using FusionPortal.Checklists;
using FusionPortal.Conventions;
using FusionPortal.Core.Data;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.SharedResources;

/// <param name="Name">As recorded; null until then, and the title stands for it.</param>
/// <param name="DedicatedTo">The organization ID of the one client it serves; null while it is shared.</param>
/// <param name="Outputs">What it publishes; empty until its checklist is complete.</param>
public sealed record SharedResourceRow(
    Guid Id, string Kind, string Title, string? Name, string? DedicatedTo, int Tenants, RunRow Run,
        IReadOnlyDictionary<string, string> Outputs);

/// <summary>An organization whose install uses the resource.</summary>
public sealed record TenantRow(
    string OrgId, string Title, EnvironmentKind Environment, Guid RunId, string LinkId, string LinkedBy, DateTimeOffset LinkedAt);

public sealed record SharedResourceDetail(
    SharedResourceRow Row, string CreatedBy, DateTimeOffset CreatedAt, IReadOnlyList<TenantRow> Tenants);

/// <summary>Reads of shared resources.</summary>
public sealed class SharedResourceQueries(IDbContextFactory<PortalDbContext> factory, RunLoader loader)
{
    /// <summary>All of a kind, or all: by kind and name.</summary>
    /// <remarks>A company has tens of them, so the list is not paged.</remarks>
    public async Task<IReadOnlyList<SharedResourceRow>> ListAsync(string? kind, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var runIds = await (from run in db.Set<Run>()
                            join r in db.Set<SharedResource>() on run.SharedResourceId equals r.Id
                            where kind == null || r.Kind == kind
                            orderby r.Kind, r.NameKey ?? r.Title, r.Id
                            select run.Id).ToListAsync(cancellationToken);
        var graph = await loader.LoadAsync(db, runIds, null, cancellationToken);
        var tenants = (await TenantsAsync(db, null, cancellationToken)).CountBy(t => t.ResourceId).ToDictionary();
        return [.. runIds.Select(id => Row(graph, id, tenants.GetValueOrDefault(graph[id].Resource!.Id)))];
    }

    /// <summary>Those a run's link may point at: of the kind, and not dedicated to somebody else.</summary>
    public async Task<IReadOnlyList<SharedResourceRow>> ChoicesAsync(string kind, string? orgId, CancellationToken cancellationToken) =>
        [.. (await ListAsync(kind, cancellationToken))
            .Where(r => r.Run.Standing != RunStanding.Cancelled
            && (r.DedicatedTo is null || string.Equals(r.DedicatedTo, orgId, StringComparison.OrdinalIgnoreCase)))];

    /// <summary>Null when there is none.</summary>
    public async Task<SharedResourceDetail?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var runId = await db.Set<Run>().Where(r => r.SharedResourceId == id).Select(r => (Guid?)r.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (runId is not { } found) return null;
        var graph = await loader.LoadAsync(db, [found], null, cancellationToken);
        var tenants = await TenantsAsync(db, [id], cancellationToken);
        var resource = graph[found].Resource!;
        return new SharedResourceDetail(
            Row(graph, found, tenants.Count), resource.CreatedBy, resource.CreatedAt, [.. tenants.Select(t => t.View)]);
    }

    private static SharedResourceRow Row(RunGraph graph, Guid runId, int tenants)
    {
        var loaded = graph[runId];
        return new SharedResourceRow(
            loaded.Resource!.Id, loaded.Resource.Kind, loaded.Resource.Title, loaded.Resource.Name, graph.Linked(loaded).DedicatedTo,
            tenants, RunQueries.Row(graph, runId), graph.Plan(runId).Outputs);
    }

    /// <summary>Installs that name one of them, by organization ID; null for all.</summary>
    internal static async Task<List<Tenant>> TenantsAsync(PortalDbContext db, Guid[]? resources, CancellationToken cancellationToken) =>
        await (from link in db.Set<RunLink>()
               join run in db.Set<Run>() on link.RunId equals run.Id
               join o in db.Set<Organization>() on run.OrganizationId equals o.Id
               where link.ValidTo == null && run.Kind == RunKind.ClientInstall
                   && (resources == null || resources.Contains(link.SharedResourceId))
               orderby o.OrgKey
               select new Tenant(
                   link.SharedResourceId,
                       new TenantRow(o.OrgId, o.Title, o.Environment, run.Id, link.LinkId, link.LinkedBy, link.ValidFrom)))
                       .ToListAsync(cancellationToken);

    internal sealed record Tenant(Guid ResourceId, TenantRow View);
}
