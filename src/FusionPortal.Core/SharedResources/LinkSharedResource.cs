using FusionPortal.Checklists;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.People;
using FusionPortal.Core.Runs;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.SharedResources;

/// <param name="LinkId">The link's id in the run's template, for example <c>rds</c>.</param>
/// <param name="SharedResourceId">The resource it shall point at; null lets go of the one it points at.</param>
public sealed record LinkSharedResourceRequest(Guid RunId, string LinkId, Guid? SharedResourceId);

/// <summary>Points a run's link at a shared resource that exists or is being made. Asking for what already is changes nothing.</summary>
public sealed class LinkSharedResource(IDbContextFactory<PortalDbContext> factory, RunLoader loader, TimeProvider clock)
{
    /// <exception cref="RefusedException">
    /// Forbidden; NotFound: no such run, link or resource; Conflict: the run is finished, the resource is dedicated to somebody else, or the link would lead in a circle.
    /// </exception>
    public async Task ExecuteAsync(LinkSharedResourceRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Administrator);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var run = await db.Set<Run>().FromSql($"select * from run where id = {request.RunId} for no key update").SingleOrDefaultAsync(cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-run", "There is no such run.");
        var graph = await loader.LoadAsync(db, [run.Id], null, cancellationToken);
        if (run.CancelledAt is not null) throw StepRefusals.Cancelled(run);
        if (graph.Plan(run.Id).IsComplete) throw StepRefusals.Finished(run);
        var loaded = graph[run.Id];
        var link = loaded.Template.Links.FirstOrDefault(l => l.Id == request.LinkId)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-link", "This checklist links no such resource.", "linkId");
        var current = loaded.Links.GetValueOrDefault(link.Id);
        if (current?.SharedResourceId == request.SharedResourceId) return;
        if (request.SharedResourceId is { } wanted) await CheckAsync(db, loaded, link.SharedKind, wanted, cancellationToken);

        var now = await db.StampAsync(clock, HistoryDomains.Runs, cancellationToken, run.LastActivityAt);
        if (current is not null)
        {
            await db.Set<RunLink>().Where(l => l.Id == current.Id).ExecuteUpdateAsync(set => set.SetProperty(l => l.ValidTo, now), cancellationToken);
            await PortalEvents.PublishAsync(db, $"shared-resource:{current.SharedResourceId}", cancellationToken);
        }

        if (request.SharedResourceId is { } id)
        {
            db.Add(new RunLink { Id = Guid.CreateVersion7(), RunId = run.Id, LinkId = link.Id, SharedResourceId = id, LinkedBy = actor.DisplayName, ValidFrom = now });
            await PortalEvents.PublishAsync(db, $"shared-resource:{id}", cancellationToken);
        }

        (run.Revision, run.LastActivityAt, run.LastActivityById, run.LastActivityBy) = (run.Revision + 1, now, actor.SubjectId, actor.DisplayName);
        await db.SaveChangesAsync(cancellationToken);
        // It may have waited for nothing but the right resource.
        if ((await loader.LoadAsync(db, [run.Id], null, cancellationToken)).Plan(run.Id).IsComplete)
        {
            (run.FinishedAt, run.FinishedBy) = (now, actor.DisplayName);
            await db.SaveChangesAsync(cancellationToken);
        }

        await PortalEvents.PublishAsync(db, $"run:{run.Id}", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent("run.linked", $"run:{run.Id}", new { RunId = run.Id, run.Title, Link = link.Id, From = current?.SharedResourceId, To = request.SharedResourceId }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task CheckAsync(PortalDbContext db, LoadedRun run, string kind, Guid resourceId, CancellationToken cancellationToken)
    {
        var runId = await db.Set<Run>().Where(r => r.SharedResourceId == resourceId).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancellationToken);
        if (runId is not { } targetId) throw new RefusedException(RefusalKind.NotFound, "no-such-resource", "There is no such shared resource.", "sharedResourceId");
        var graph = await loader.LoadAsync(db, [targetId], null, cancellationToken);
        var target = graph[targetId];
        if (graph.IsCancelled(target.Run))
            throw new RefusedException(RefusalKind.Conflict, "resource-cancelled", $"{target.Run.CancelledBy} cancelled its checklist: {target.Run.CancelReason}", "sharedResourceId");
        if (target.Resource!.Kind != kind)
            throw new RefusedException(RefusalKind.Conflict, "wrong-kind", $"{target.Resource.Name ?? target.Run.Title} is not of the kind this link asks for.", "sharedResourceId");
        if (run.Run.Kind == RunKind.SharedResource && graph.OfResource(run.Run.SharedResourceId!.Value) is not null)
            throw new RefusedException(RefusalKind.Conflict, "circle", "That resource itself waits for this one.", "sharedResourceId");
        LinkEffects.Admit(run, graph, target, "sharedResourceId");
    }
}
