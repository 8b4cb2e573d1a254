using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>Makes the links that an answer asks for: a new shared resource's run, or the resource whose name was recorded.</summary>
public sealed class LinkEffects(RunStarter starter, RunLoader loader)
{
    /// <param name="change">What was accepted.</param>
    /// <param name="plan">The run with it.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    internal async Task ApplyAsync(StepEffect change, RunPlan plan, CancellationToken cancellationToken)
    {
        foreach (var link in change.Loaded.Template.Links)
        {
            var current = change.Loaded.Links.GetValueOrDefault(link.Id);
            var needs = plan.Needs(link.Id);
            // What the answer asks to be made stays linked; an answer that names something existing moves the link, however it was made.
            var follows = current is null or { ByName: true } || needs == Truth.False;
            if (Missing(change, plan, link) is { } block) await StartAsync(change, link, block, current, cancellationToken);
            else if (follows && NameField(link) is { } field && change.Changed(field))
                await FollowNameAsync(change, plan, link, current, field, cancellationToken);
            else if (follows && needs == Truth.False && link.Finds.Count > 0 && Decides(change, link))
                await FindAsync(change, plan, link, current, cancellationToken);
            else if (
                needs == Truth.False && current is { ByName: false } && Decides(change, link)
                && change.After.Links.GetValueOrDefault(link.Id) is { Complete: false })
                await ReleaseAsync(change, link, current, cancellationToken);
        }
    }

    /// <summary>Refuses a resource that is dedicated to somebody else.</summary>
    internal static void Admit(LoadedRun run, RunGraph graph, LoadedRun target, string? field)
    {
        if (graph.Linked(target).DedicatedTo is not { } to
            || string.Equals(to, run.Organization?.OrgId, StringComparison.OrdinalIgnoreCase)) return;
        throw new RefusedException(
            RefusalKind.Conflict, "dedicated", $"{target.Resource!.Name ?? target.Run.Title} is dedicated to {to}. Choose another.", field,
                new { DedicatedTo = to });
    }

    // The tick of the question, and of a step that says which resource it means.
    private static bool Decides(StepEffect change, LinkDefinition link) =>
        change.Command is RunCommand.Tick
            && change.Loaded.Template.Sections.SelectMany(s => s.Steps).First(s => s.Id == change.Command.Step.StepId)
            .Fields.Any(f => f.Id == link.DecidedBy || link.Finds.Any(find => find.Field == f.Id));

    // The tick of the question decides; while it is only saved, nobody has asked for anything yet.
    private static SectionBlock? Missing(StepEffect change, RunPlan plan, LinkDefinition link) =>
        change.Command is RunCommand.Tick && change.Loaded.Template.Sections.SelectMany(s => s.Steps)
            .Any(s => s.Id == change.Command.Step.StepId && s.Fields.Any(f => f.Id == link.DecidedBy))
            ? plan.Blocks.FirstOrDefault(b => b.Link.Id == link.Id && b.Resource is null or { Cancelled: not null })
            : null;

    private static string? NameField(LinkDefinition link) => link.Fills.FirstOrDefault(f => f.Output == LinkedResource.NameOutput)?.Field;

    private async Task StartAsync(
        StepEffect change, LinkDefinition link, SectionBlock block, RunLink? current, CancellationToken cancellationToken)
    {
        if (current is not null) await ReleaseAsync(change, link, current, cancellationToken);
        var dedicatedTo = block.Dedicated ? change.Loaded.Organization : null;
        var started = await starter.AddSharedResourceAsync(
            change.Db, link.SharedKind, $"{link.Title} for {change.Run.Title}", dedicatedTo, Guid.CreateVersion7(), change.Actor,
                change.By.At, cancellationToken);
        change.Started.Add(started);
        change.Topics.Add($"run:{started.Run.Id}");
        change.Topics.Add($"shared-resource:{started.Resource.Id}");
        Add(change, link, started.Resource.Id, byName: false);
        var linked = new LinkedResource(
            started.Resource.Id, "", false, 0, 0, [started.Run.StartedBy], null, null, new Dictionary<string, string>(),
                dedicatedTo?.OrgId);
        Relink(change, link, linked);
    }

    private async Task FollowNameAsync(
        StepEffect change, RunPlan plan, LinkDefinition link, RunLink? current, string field, CancellationToken cancellationToken)
    {
        var name = plan.Field(field) is { Origin: ValueOrigin.Entered, Value: { } value } ? value.ToLowerInvariant() : null;
        var resource = name is null ? null : await NamedAsync(change, link, name, current, cancellationToken);
        // Nothing entered says nothing of a resource that was linked on purpose: the field shows that one again.
        if (resource?.Id == current?.SharedResourceId || (name is null && current is { ByName: false })) return;
        if (current is not null) await ReleaseAsync(change, link, current, cancellationToken);
        if (resource is null) return;
        await LinkAsync(change, link, resource.Id, field, cancellationToken);
    }

    // Somebody who cancels its checklist at this moment lets go of the name.
    // The one that is linked already stays: a checklist that others link to is not cancelled.
    private static async Task<SharedResource?> NamedAsync(
        StepEffect change, LinkDefinition link, string name, RunLink? current, CancellationToken cancellationToken)
    {
        var named = change.Db.Set<SharedResource>().AsNoTracking().Where(r => r.Kind == link.SharedKind && r.NameKey == name);
        if (await named.FirstOrDefaultAsync(cancellationToken) is not { } found) return null;
        if (found.Id == current?.SharedResourceId) return found;
        await ResourceRun.KeepAsync(change.Db, found.Id, cancellationToken);
        return await named.FirstOrDefaultAsync(r => r.Id == found.Id, cancellationToken);
    }

    // A resource is known by what it publishes, for example the one VPC of a region; two that fit are no answer.
    private async Task FindAsync(
        StepEffect change, RunPlan plan, LinkDefinition link, RunLink? current, CancellationToken cancellationToken)
    {
        var runIds = await (from run in change.Db.Set<Run>()
                            join r in change.Db.Set<SharedResource>() on run.SharedResourceId equals r.Id
                            where r.Kind == link.SharedKind && run.CancelledAt == null && run.Id != change.Run.Id
                            select run.Id).ToListAsync(cancellationToken);
        var graph = await loader.LoadAsync(change.Db, runIds, null, cancellationToken);
        var found =
            runIds.Where(
            id => link.Finds.All(
            find => graph.Plan(id).Outputs.TryGetValue(find.Output, out var value) && value == plan.Field(find.Field)?.Value)).ToList();
        var resource = found.Count == 1 ? graph[found[0]].Resource!.Id : (Guid?)null;
        if (resource is { } kept && kept != current?.SharedResourceId && !await StandsAsync(change, kept, cancellationToken))
            resource = null;
        if (resource == current?.SharedResourceId) return;
        if (current is not null) await ReleaseAsync(change, link, current, cancellationToken);
        if (resource is { } id) await LinkAsync(change, link, id, link.DecidedBy, cancellationToken);
    }

    private static async Task<bool> StandsAsync(StepEffect change, Guid resourceId, CancellationToken cancellationToken)
    {
        var runId = await ResourceRun.KeepAsync(change.Db, resourceId, cancellationToken);
        return await change.Db.Set<Run>().AnyAsync(r => r.Id == runId && r.CancelledAt == null, cancellationToken);
    }

    private static async Task ReleaseAsync(StepEffect change, LinkDefinition link, RunLink current, CancellationToken cancellationToken)
    {
        var row = await change.Db.Set<RunLink>().SingleAsync(l => l.Id == current.Id, cancellationToken);
        row.ValidTo = change.By.At;
        // The unique index on current links wants the old one gone first.
        await change.Db.SaveChangesAsync(cancellationToken);
        change.Linked[link.Id] = null;
        change.Topics.Add($"shared-resource:{current.SharedResourceId}");
        Relink(change, link, null);
    }

    private async Task LinkAsync(StepEffect change, LinkDefinition link, Guid resourceId, string field, CancellationToken cancellationToken)
    {
        var runId = await change.Db.Set<Run>().Where(r => r.SharedResourceId == resourceId).Select(r => r.Id).FirstAsync(cancellationToken);
        var graph = await loader.LoadAsync(change.Db, [runId], null, cancellationToken);
        Admit(change.Loaded, graph, graph[runId], field);
        Add(change, link, resourceId, byName: true);
        Relink(change, link, graph.Linked(graph[runId]));
    }

    private static void Add(StepEffect change, LinkDefinition link, Guid resourceId, bool byName)
    {
        change.Db.Add(new RunLink
        {
            Id = Guid.CreateVersion7(),
            RunId = change.Run.Id,
            LinkId = link.Id,
            SharedResourceId = resourceId,
            ByName = byName,
            LinkedBy = change.By.PersonName,
            ValidFrom = change.By.At,
        });
        change.Linked[link.Id] = resourceId;
        change.Topics.Add($"shared-resource:{resourceId}");
    }

    private static void Relink(StepEffect change, LinkDefinition link, LinkedResource? resource)
    {
        var links = new Dictionary<string, LinkedResource>(change.After.Links, StringComparer.Ordinal);
        if (resource is null) links.Remove(link.Id);
        else links[link.Id] = resource;
        change.After = change.After with { Links = links };
    }
}
