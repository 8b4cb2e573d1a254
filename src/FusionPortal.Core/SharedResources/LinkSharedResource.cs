using FusionPortal.Checklists;
using FusionPortal.Checklists.Checks;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.SharedResources;

/// <param name="LinkId">The link's id in the run's template, for example <c>rds</c>.</param>
/// <param name="SharedResourceId">The resource it shall point at; null lets go of the one it points at.</param>
public sealed record LinkSharedResourceRequest(Guid RunId, string LinkId, Guid? SharedResourceId)
{
    /// <summary>What the person saw; may be left out only where the link points at nothing.</summary>
    public LinkSeen? Seen { get; init; }

    /// <summary>
    /// 3 to 500 characters: why the resource is linked although it was asked back (<c>doubtful-value</c>). Read only where it is.
    /// </summary>
    public string? KeepReason { get; init; }

    /// <summary>
    /// Instead of a resource: the link gets a new one, whose checklist is started, once for this command id. Made by whoever sends it.
    /// </summary>
    public Guid? StartCommandId { get; init; }
}

/// <param name="SharedResourceId">What the link pointed at; null where it pointed at nothing.</param>
/// <param name="Name">
/// What the chosen resource was called: its name, or its title while it has none; null when nothing is chosen, or its name was not shown.
/// </param>
public sealed record LinkSeen(Guid? SharedResourceId, string? Name);

/// <summary>
/// Points a run's link at a shared resource that exists or is being made, or starts the checklist of a new one for it. Asking for what
/// already is changes nothing.
/// </summary>
public sealed class LinkSharedResource(
    IDbContextFactory<PortalDbContext> factory, RunLoader loader, RunStarter starter, NameFacts names, TimeProvider clock)
{
    /// <exception cref="RefusedException">
    /// Forbidden; NotFound: no such run, link or resource; Invalid: it is not said what was seen, or both a resource and a new one are
    /// named; SecretFound; Conflict: the run is finished, the resource is dedicated to somebody else, the link would lead in a circle,
    /// something changed after the person looked, something speaks against the resource, a new one is asked for where no step waits for
    /// any, or the command id was used for something else.
    /// </exception>
    public async Task ExecuteAsync(LinkSharedResourceRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Administrator);
        FreeText.Guard(request.Seen?.Name, "seen");
        var keep = request.KeepReason is null
            ? null
            : FreeText.Required(request.KeepReason, "keepReason", "A reason", RunDecider.ReasonLimit);
        if (keep?.Length < 3) throw new RefusedException(RefusalKind.Invalid, "reason-needed", "Say why, in a few words.", "keepReason");
        if (request is { StartCommandId: not null, SharedResourceId: not null })
            throw new RefusedException(
                RefusalKind.Invalid, "one-or-the-other", "Name a resource, or have a new one started; not both.", "startCommandId");
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Before the run's own: who finishes the resource's checklist holds that one, and comes for the runs that wait for it.
        var targetId = request.SharedResourceId is { } chosen ? await ResourceRun.KeepAsync(db, chosen, cancellationToken) : null;
        var run = await db.Set<Run>().FromSql($"select * from run where id = {request.RunId} for no key update")
                .SingleOrDefaultAsync(cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-run", "There is no such run.");
        var graph = await loader.LoadAsync(db, [run.Id], null, cancellationToken);
        if (run.CancelledAt is not null) throw StepRefusals.Cancelled(run);
        if (graph.Plan(run.Id).IsComplete) throw StepRefusals.Finished(run);
        if (request.StartCommandId is { } asked && await HasStartedAsync(db, request, asked, cancellationToken)) return;
        var loaded = graph[run.Id];
        var link = loaded.Template.Links.FirstOrDefault(l => l.Id == request.LinkId)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-link", "This checklist links no such resource.", "linkId");
        var current = loaded.Links.GetValueOrDefault(link.Id);
        if (request.StartCommandId is null && current?.SharedResourceId == request.SharedResourceId) return;
        SawLink(request, graph, current);
        KeptValue? kept = null;
        LoadedRun? target = null;
        if (request.SharedResourceId is not null)
        {
            target = await CheckAsync(db, loaded, link, targetId, cancellationToken);
            SawName(request, target);
            kept = await DoubtAsync(db, loaded, link, target, keep, cancellationToken);
        }

        var now = await db.StampAsync(clock, HistoryDomains.Runs, cancellationToken, run.LastActivityAt);
        var started = request.StartCommandId is { } command
            ? await StartAsync(db, graph, loaded, link, command, actor, now, cancellationToken) : null;
        var chosenId = started?.Resource.Id ?? request.SharedResourceId;
        if (current is not null)
        {
            await db.Set<RunLink>().Where(l => l.Id == current.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.ValidTo, now), cancellationToken);
            await PortalEvents.PublishAsync(db, $"shared-resource:{current.SharedResourceId}", cancellationToken);
        }

        if (chosenId is { } id)
        {
            db.Add(new RunLink
            {
                Id = Guid.CreateVersion7(),
                RunId = run.Id,
                LinkId = link.Id,
                SharedResourceId = id,
                LinkedBy = actor.DisplayName,
                ValidFrom = now,
                KeptSeen = kept?.Seen,
                KeptReason = kept?.Reason,
            });
            await PortalEvents.PublishAsync(db, $"shared-resource:{id}", cancellationToken);
        }

        (run.Revision, run.LastActivityAt) = (run.Revision + 1, now);
        (run.LastActivityById, run.LastActivityBy) = (actor.SubjectId, actor.DisplayName);
        await db.SaveChangesAsync(cancellationToken);
        // It may have waited for nothing but the right resource. Whoever linked it ticked nothing by that.
        var completes = (await loader.LoadAsync(db, [run.Id], null, cancellationToken)).Plan(run.Id).IsComplete;
        if (completes)
        {
            (run.FinishedAt, run.FinishedBy) = (now, null);
            run.FinishedThrough = target is null
                ? $"{actor.DisplayName} let go of the {link.Title}"
                : $"{actor.DisplayName} linked {NameOf(target)}";
            await db.SaveChangesAsync(cancellationToken);
        }

        await PortalEvents.PublishAsync(db, $"run:{run.Id}", cancellationToken);
        if (started is not null)
        {
            await PortalEvents.PublishAsync(db, $"run:{started.Run.Id}", cancellationToken);
            var orgId = started.Resource.DedicatedToId is null ? null : loaded.Organization?.OrgId;
            await RunStarter.AppendAsync(db, actor, started.Run, started.Version, orgId, cancellationToken);
        }

        await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent(
                "run.linked", $"run:{run.Id}",
                new
                {
                    RunId = run.Id,
                    run.Title,
                    Link = link.Id,
                    From = current?.SharedResourceId,
                    To = chosenId,
                    Kept = kept,
                    Completed = completes,
                }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // A repeat, even where another resource was linked since.
    private static async Task<bool> HasStartedAsync(
        PortalDbContext db, LinkSharedResourceRequest request, Guid command, CancellationToken cancellationToken)
    {
        if (await RunStarter.StartedByAsync(db, command, cancellationToken) is not { } started) return false;
        return await db.Set<RunLink>().AnyAsync(
                l => l.RunId == request.RunId && l.LinkId == request.LinkId && l.SharedResourceId == started.SharedResourceId,
                cancellationToken)
            ? true : throw StartInstall.CommandReused();
    }

    // As the tick of the question does it that asks for a new one.
    private async Task<StartedResource> StartAsync(
        PortalDbContext db, RunGraph graph, LoadedRun run, LinkDefinition link, Guid command, Actor actor, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        var block = graph.Plan(run.Run.Id).Blocks.FirstOrDefault(b => b.Link.Id == link.Id && b.Resource is null or { Cancelled: not null })
            ?? throw new RefusedException(
                RefusalKind.Conflict, "not-asked-for", $"Nothing in this checklist waits for a new {link.Title}.", "startCommandId");
        return await starter.AddSharedResourceAsync(
            db, link.SharedKind, $"{link.Title} for {run.Run.Title}", block.Dedicated ? run.Organization : null, command, actor, at,
            cancellationToken);
    }

    private static string NameOf(LoadedRun target) => target.Resource!.Name ?? target.Run.Title;

    private static void SawLink(LinkSharedResourceRequest request, RunGraph graph, RunLink? current)
    {
        if (request.Seen is null && current is not null)
            throw new RefusedException(
                RefusalKind.Invalid, "seen-needed",
                "A link answers what its person saw. Send what the link pointed at, and what the chosen resource is called.", "seen");
        if (request.Seen is null || request.Seen.SharedResourceId == current?.SharedResourceId) return;
        var theirs = current is null ? null : graph.OfResource(current.SharedResourceId);
        throw new RefusedException(
            RefusalKind.Conflict, "changed-meanwhile",
            theirs is null
                ? "Somebody let go of this link after you looked. Look again, then choose."
                : $"{current!.LinkedBy} linked {NameOf(theirs)} after you looked. Look again, then choose.",
            "sharedResourceId",
            new { Theirs = current?.SharedResourceId, Yours = request.SharedResourceId, By = current?.LinkedBy, At = current?.ValidFrom });
    }

    private static void SawName(LinkSharedResourceRequest request, LoadedRun target)
    {
        if (request.Seen?.Name is not { } saw || saw == NameOf(target)) return;
        throw new RefusedException(
            RefusalKind.Conflict, "changed-meanwhile",
            $"{saw} is called {NameOf(target)} now. Look again, then choose.", "sharedResourceId",
            new { Theirs = NameOf(target), Yours = saw, By = target.Run.LastActivityBy, At = target.Run.LastActivityAt });
    }

    private async Task<KeptValue?> DoubtAsync(
        PortalDbContext db, LoadedRun run, LinkDefinition link, LoadedRun target, string? keep, CancellationToken cancellationToken)
    {
        if (target.Resource!.Name is not { } name) return null;
        var known = new KnownFacts
        {
            Sightings = await names.SightingsAsync(db, [link.SharedKind], [name.ToLowerInvariant()], cancellationToken),
        };
        var client = run.Organization is { } o ? new OrganizationFacts(o.OrgId, o.Title, o.Environment) : null;
        if (NameChecks.ExistingName(link.SharedKind, name, client, known) is not { } seen) return null;
        return keep is null
            ? throw new RefusedException(RefusalKind.Conflict, StepRefusals.DoubtfulValue, seen, "sharedResourceId")
            : new KeptValue(seen, keep);
    }

    private async Task<LoadedRun> CheckAsync(
        PortalDbContext db, LoadedRun run, LinkDefinition link, Guid? runId, CancellationToken cancellationToken)
    {
        if (runId is not { } targetId)
            throw new RefusedException(RefusalKind.NotFound, "no-such-resource", "There is no such shared resource.", "sharedResourceId");
        var graph = await loader.LoadAsync(db, [targetId], null, cancellationToken);
        var target = graph[targetId];
        if (graph.IsCancelled(target.Run))
            throw new RefusedException(
                RefusalKind.Conflict, "resource-cancelled",
                $"{target.Run.CancelledBy} cancelled its checklist: {target.Run.CancelReason}", "sharedResourceId");
        if (target.Resource!.Kind != link.SharedKind)
            throw new RefusedException(
                RefusalKind.Conflict, "wrong-kind", $"{NameOf(target)} is not of the kind this link asks for.", "sharedResourceId");
        if (run.Run.Kind == RunKind.SharedResource && graph.OfResource(run.Run.SharedResourceId!.Value) is not null)
            throw new RefusedException(RefusalKind.Conflict, "circle", "That resource itself waits for this one.", "sharedResourceId");
        LinkEffects.Admit(run, graph, target, "sharedResourceId");
        return target;
    }
}
