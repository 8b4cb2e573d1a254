using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Data;
using FusionPortal.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>Reads of runs. What follows from a run's state is worked out on each read and never stored.</summary>
public sealed class RunQueries(IDbContextFactory<PortalDbContext> factory, RunLoader loader, RunStandings standings)
{
    /// <summary>A whole run; null when there is none.</summary>
    /// <param name="id">The run.</param>
    /// <param name="personId">Whom it is shown to: decides which steps need somebody else, and what is next.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task<RunDetail?> FindAsync(Guid id, string personId, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var graph = await loader.LoadAsync(db, [id], null, cancellationToken);
        return graph.Runs.Any(r => r.Run.Id == id) ? RunDetails.View(graph, id, personId) : null;
    }

    /// <summary>The install of a client; null while it has none, or none but cancelled ones.</summary>
    public async Task<Guid?> InstallOfAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var key = orgId.ToLowerInvariant();
        return await (from run in db.Set<Run>()
                      join o in db.Set<Organization>() on run.OrganizationId equals o.Id
                      where o.OrgKey == key && run.Kind == Checklists.RunKind.ClientInstall && run.CancelledAt == null
                      select (Guid?)run.Id).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>A page of runs, in the order the filter asks for.</summary>
    /// <param name="filter">Which runs.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="take">1 to 100.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <exception cref="RefusedException">The cursor is not of this list.</exception>
    public async Task<RunPage> ListAsync(RunFilter filter, string? cursor, int take, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(take, 1, 100);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var runs = Filtered(db, filter);
        var keys = await standings.PageAsync(db, runs, filter, Cursor.Read<RunPosition>(cursor), limit + 1, cancellationToken);
        var page = keys.Take(limit).ToList();
        var graph = await loader.LoadAsync(db, page.ConvertAll(k => k.Id), null, cancellationToken);
        return new RunPage([.. page.Select(k => Row(graph, k.Id))], keys.Count > limit ? Cursor.Write(page[^1]) : null);
    }

    /// <summary>The done steps that would no longer be right if this one were opened again; to be shown before anybody does.</summary>
    public async Task<IReadOnlyList<StepReference>> ReliedOnByAsync(Guid runId, string stepKey, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var graph = await loader.LoadAsync(db, [runId], null, cancellationToken);
        if (graph.Runs.All(r => r.Run.Id != runId) || !StepKey.TryParse(stepKey, out var key)) return [];
        return [.. graph.Plan(runId).ReliedOnBy(key)
            .Select(s => new StepReference(s.Key.ToString(), s.Definition.Letter, s.Definition.Title))];
    }

    /// <summary>What was done in a run, the latest first.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="stepKey">Only this step; null for all.</param>
    /// <param name="beforeRevision">Only commands before this revision of the run; null for the newest.</param>
    /// <param name="take">1 to 200.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task<IReadOnlyList<RunActivity>> ActivityAsync(
        Guid runId, string? stepKey, long? beforeRevision, int take, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var events = db.Set<RunStepEvent>().AsNoTracking().Where(e => e.RunId == runId && (stepKey == null || e.StepKey == stepKey));
        if (beforeRevision is { } before) events = events.Where(e => e.RunRevision < before);
        var rows = await events.OrderByDescending(e => e.RunRevision).ThenByDescending(e => e.At).Take(Math.Clamp(take, 1, 200))
            .ToListAsync(cancellationToken);
        if (rows.Count == 0) return [];
        var graph = await loader.LoadAsync(db, [runId], null, cancellationToken);
        var titles = graph[runId].Template.Sections.SelectMany(s => s.Steps).ToDictionary(s => s.Id, s => s.Title);
        return [.. rows.Select(e => new RunActivity(
            e.CommandId, e.StepKey, titles.GetValueOrDefault(StepKey.Parse(e.StepKey).StepId, e.StepKey), e.Action, e.RunRevision, e.By,
                e.At,
            RunJson.Read<IReadOnlyList<StepChange>>(e.Changes),
            e.Action is StepAction.Untick or StepAction.NotApplicable ? RunJson.Read<StepRecord>(e.Record).Reason : null))];
    }

    /// <summary>The install that a shared resource's checklist is worked for; null where there is none, or no single one.</summary>
    /// <param name="runId">The resource's run.</param>
    /// <param name="install">The install somebody came from; it counts only if it is linked to the resource. Null for the only one.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task<RunOrigin?> OriginAsync(Guid runId, Guid? install, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var links = await (from own in db.Set<Run>()
                           join link in db.Set<RunLink>() on own.SharedResourceId equals link.SharedResourceId
                           where own.Id == runId && link.ValidTo == null && (install == null || link.RunId == install)
                           select new { link.RunId, link.LinkId }).Take(2).ToListAsync(cancellationToken);
        if (links is not [var one]) return null;
        var graph = await loader.LoadAsync(db, [one.RunId, runId], null, cancellationToken);
        var asking = graph[one.RunId];
        return asking.Template.Links.FirstOrDefault(l => l.Id == one.LinkId) is { } definition
            ? RunOrigin.Of(asking, graph.Plan(one.RunId), definition, graph[runId].Template) : null;
    }

    /// <summary>What the answers of a run say AWS shows, by the field that says it; null where an answer expects nothing.</summary>
    internal async Task<IReadOnlyList<(string Field, FieldFeed Feed, string? Expects)>> FeedsAsync(
        Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var graph = await loader.LoadAsync(db, [runId], null, cancellationToken);
        var plan = graph.Plan(runId);
        var said = FieldFeeds.Of(graph[runId].Template)
            .Select(fed => (Field: fed.Field.Id, fed.Feed, Expects: Expected(fed.Field, plan.Field(fed.Field.Id)?.Value))).ToList();
        // The bucket that was made where the conventional name was taken.
        var own = said.Find(s => s.Feed == FieldFeed.OrganizationBucket && s.Expects is not null);
        var bucket = new FieldFeed(S3Bucket.Kind, ShownFact.Name.Id);
        return own.Expects is null ? said
            : [.. said.Where(s => s.Feed != bucket && s.Feed != FieldFeed.OrganizationBucket), own with { Feed = bucket }];
    }

    private static string? Expected(FieldDefinition field, string? value) =>
        value is null || field.Options.Count == 0 ? value : field.Options.FirstOrDefault(option => option.Id == value)?.Expects;

    internal static RunRow Row(RunGraph graph, Guid runId)
    {
        var (loaded, plan) = (graph[runId], graph.Plan(runId));
        var next = plan.NextStep;
        var section = next is null ? null : plan.Sections.First(s => s.Steps.Contains(next));
        var standing = Standing(loaded.Run, plan);
        return new RunRow(
            RunDetails.Head(loaded, graph.IsComplete(runId)), plan.Progress, standing,
            section is null ? null : section.Site is null ? section.Definition.Title : $"{section.Definition.Title}, {section.Site.Title}",
            next is null ? null : $"Step {next.Definition.Letter}, {next.Definition.Title}",
            standing switch
            {
                RunStanding.Blocked => plan.Blocks.FirstOrDefault()?.Title ?? plan.HeldUpBy,
                RunStanding.NoLongerRight => plan.HeldUpBy,
                RunStanding.Cancelled => loaded.Run.CancelReason,
                _ => null,
            })
        {
            HeldUpSince = standing == RunStanding.Blocked ? plan.Blocks.FirstOrDefault()?.Since : null,
            HeldUpByRun = standing == RunStanding.Blocked && plan.Blocks.FirstOrDefault()?.Resource is { } waitsFor
                ? graph.OfResource(waitsFor.ResourceId)?.Run.Id : null,
        };
    }

    internal static RunStanding Standing(Run run, RunPlan plan) => plan switch
    {
        _ when run.CancelledAt is not null => RunStanding.Cancelled,
        { IsComplete: true } => RunStanding.Finished,
        _ when run.FinishedAt is not null => RunStanding.NoLongerRight,
        { NextStep: null } => RunStanding.Blocked,
        _ => RunStanding.InProgress,
    };

    private static IQueryable<Run> Filtered(PortalDbContext db, RunFilter filter)
    {
        var runs = db.Set<Run>().AsNoTracking();
        if (filter.Cancelled is { } cancelled) runs = runs.Where(r => (r.CancelledAt != null) == cancelled);
        if (filter.Kind is { } kind) runs = runs.Where(r => r.Kind == kind);
        if (!string.IsNullOrWhiteSpace(filter.OrgId))
        {
            var key = filter.OrgId.Trim().Replace("\0", "", StringComparison.Ordinal).ToLowerInvariant();
            runs = runs.Where(r => db.Set<Organization>().Any(o => o.Id == r.OrganizationId && o.OrgKey == key));
        }

        if (string.IsNullOrWhiteSpace(filter.Text)) return runs;
        var anywhere = LikePattern.Anywhere(filter.Text.Trim());
        return runs.Where(r => EF.Functions.ILike(r.Title, anywhere, LikePattern.Escape)
            || db.Set<Organization>().Any(o => o.Id == r.OrganizationId && EF.Functions.ILike(o.OrgId, anywhere, LikePattern.Escape))
            || db.Set<SharedResource>()
                .Any(s => s.Id == r.SharedResourceId && s.Name != null && EF.Functions.ILike(s.Name, anywhere, LikePattern.Escape)));
    }
}

/// <summary>A step, by its name.</summary>
public sealed record StepReference(string Key, string Letter, string Title);
