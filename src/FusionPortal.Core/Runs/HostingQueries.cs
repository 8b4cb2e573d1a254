using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Data;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Templates;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>
/// Which host and which database serve a client: by the names its install has ticked, and where it has not, by the shared resources it is
/// linked to. Which fields hold the names, the template's links say.
/// </summary>
public sealed class HostingQueries(IDbContextFactory<PortalDbContext> factory, TemplateStore templates)
{
    /// <summary>
    /// By organization. Installs that were cancelled, and those that say only one of the two, are left out. Four queries, however many
    /// installs there are.
    /// </summary>
    public async Task<IReadOnlyList<ClientHosting>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var installs = await (from run in db.Set<Run>()
                              join organization in db.Set<Organization>() on run.OrganizationId equals organization.Id
                              where run.Kind == RunKind.ClientInstall && run.CancelledAt == null
                              orderby organization.OrgKey, run.Id
                              select new { run.Id, run.TemplateVersionId, organization.OrgId }).ToListAsync(cancellationToken);
        if (installs.Count == 0) return [];
        var parsed = await templates.GetAsync(db, installs.Select(i => i.TemplateVersionId), cancellationToken);
        var fields = parsed.ToDictionary(
            t => t.Key, t => (Host: NameFields(t.Value, Ec2Instance.Kind), Database: NameFields(t.Value, RdsInstance.Kind)));
        var steps = await TickedAsync(
            db, [.. fields.Values.SelectMany(f => f.Host.Concat(f.Database)).Select(f => f.Step)], cancellationToken);
        var linked = await LinkedAsync(db, cancellationToken);
        return
        [
            .. from install in installs
               let named = fields[install.TemplateVersionId]
               let host = Name(install.Id, named.Host, Ec2Instance.Kind)
               let database = Name(install.Id, named.Database, RdsInstance.Kind)
               where host is not null && database is not null
               select new ClientHosting(install.OrgId, host, database),
        ];

        string? Name(Guid run, IReadOnlyList<NameField> names, string kind) => names
            .Select(n => steps.GetValueOrDefault((run, n.Step))?.GetValueOrDefault(n.Field)).FirstOrDefault(v => !string.IsNullOrEmpty(v))
                ?? linked.GetValueOrDefault((run, kind));
    }

    private static IReadOnlyList<NameField> NameFields(Template template, string kind) =>
    [
        .. from link in template.Links
           where link.SharedKind == kind
           from fill in link.Fills
           where fill.Output == LinkedResource.NameOutput
           from section in template.Sections
           from step in section.Steps
           where step.Fields.Any(f => f.Id == fill.Field)
           select new NameField(step.Id, fill.Field),
    ];

    private static async Task<Dictionary<(Guid, string), Dictionary<string, string>>> TickedAsync(
        PortalDbContext db, string[] stepKeys, CancellationToken cancellationToken) =>
        (await db.Set<RunStep>().AsNoTracking().Where(s => stepKeys.Contains(s.StepKey) && s.State == StepState.Done)
            .Select(s => new { s.RunId, s.StepKey, s.Record }).ToListAsync(cancellationToken))
        .ToDictionary(
            s => (s.RunId, s.StepKey),
            s => RunJson.Read<StepRecord>(s.Record).Fields.ToDictionary(f => f.Key, f => f.Value.Value, StringComparer.Ordinal));

    private static async Task<Dictionary<(Guid, string), string>> LinkedAsync(PortalDbContext db, CancellationToken cancellationToken) =>
        (await (from link in db.Set<RunLink>()
                join resource in db.Set<SharedResource>() on link.SharedResourceId equals resource.Id
                where link.ValidTo == null && resource.Name != null
                    && (resource.Kind == Ec2Instance.Kind || resource.Kind == RdsInstance.Kind)
                orderby link.LinkId
                select new { link.RunId, resource.Kind, Name = resource.Name! }).AsNoTracking().ToListAsync(cancellationToken))
        .DistinctBy(l => (l.RunId, l.Kind)).ToDictionary(l => (l.RunId, l.Kind), l => l.Name);

    /// <summary>The step and the field of a template that hold the name of what a link points at.</summary>
    private sealed record NameField(string Step, string Field);
}
