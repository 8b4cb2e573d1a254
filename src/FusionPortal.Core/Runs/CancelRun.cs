using FusionPortal.Checklists;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.People;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <param name="ExpectedRevision">The run's revision the person saw.</param>
/// <param name="Reason">3 to 500 characters; it stays with the run and in the trail.</param>
public sealed record CancelRunRequest(Guid RunId, long ExpectedRevision, string Reason);

/// <summary>
/// Says that the checklist of a shared resource will not be worked to its end, for example because the install that asked for it chose
/// another. Runs that wait for it say so. Its name stays taken: numbers are not used twice. Cancelling again changes nothing.
/// </summary>
public sealed class CancelRun(IDbContextFactory<PortalDbContext> factory, RunLoader loader, TimeProvider clock)
{
    /// <exception cref="RefusedException">
    /// Forbidden; NotFound; Invalid: no reason; SecretFound; Conflict: a client's install, a finished run, or worked meanwhile.
    /// </exception>
    public async Task ExecuteAsync(CancelRunRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Administrator);
        var reason = FreeText.Required(request.Reason, "reason", "A reason", 500);
        if (reason.Length < 3) throw new RefusedException(RefusalKind.Invalid, "reason-needed", "Say why, in a few words.", "reason");
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var run = await db.Set<Run>().FromSql($"select * from run where id = {request.RunId} for update").SingleOrDefaultAsync(cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-run", "There is no such run.");
        if (run.CancelledAt is not null) return;
        if (run.Kind != RunKind.SharedResource)
            throw new RefusedException(RefusalKind.Conflict, "not-a-shared-resource", "Only the checklist of a shared resource can be cancelled; a client's install stays.");
        if ((await loader.LoadAsync(db, [run.Id], null, cancellationToken)).Plan(run.Id).IsComplete) throw StepRefusals.Finished(run);
        if (run.Revision != request.ExpectedRevision)
        {
            throw new RefusedException(
                RefusalKind.Conflict, "changed-meanwhile", $"{run.LastActivityBy} worked this run after you opened it. Look again, then cancel.", null,
                new { run.Revision, run.LastActivityBy, run.LastActivityAt });
        }

        var at = await db.StampAsync(clock, HistoryDomains.Runs, cancellationToken);
        (run.CancelledAt, run.CancelledById, run.CancelledBy, run.CancelReason) = (at, actor.SubjectId, actor.DisplayName, reason);
        (run.Revision, run.LastActivityAt, run.LastActivityById, run.LastActivityBy) = (run.Revision + 1, at, actor.SubjectId, actor.DisplayName);
        await db.SaveChangesAsync(cancellationToken);
        var waiting = await db.Set<RunLink>().Where(l => l.SharedResourceId == run.SharedResourceId && l.ValidTo == null).Select(l => l.RunId).Distinct().ToListAsync(cancellationToken);
        foreach (var topic in waiting.Append(run.Id).Select(id => $"run:{id}").Append($"shared-resource:{run.SharedResourceId}"))
            await PortalEvents.PublishAsync(db, topic, cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor, new AuditEvent("run.cancelled", $"run:{run.Id}", new { RunId = run.Id, run.Title, run.SharedResourceId, Reason = reason, Waiting = waiting }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
