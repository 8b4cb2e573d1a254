using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <param name="ExpectedRevision">The run's revision the person saw.</param>
/// <param name="Reason">3 to 500 characters; it stays with the run and in the trail.</param>
public sealed record CancelRunRequest(Guid RunId, long ExpectedRevision, string Reason);

/// <summary>
/// Says that a run will not be worked to its end. Its record stays; what it holds is let go: its links end, so that a client is no tenant
/// any more, and the names it recorded are free for another run. A client stays recorded, its organization ID permanent, and may get a new
/// install.
/// Runs that wait for a cancelled shared resource say so; checklists that a cancelled install asked for stay open. Cancelling again changes
/// nothing.
/// </summary>
public sealed class CancelRun(IDbContextFactory<PortalDbContext> factory, RunLoader loader, TimeProvider clock)
{
    /// <exception cref="RefusedException">Forbidden; NotFound; Invalid: no reason; SecretFound; Conflict: a finished run, or worked
    /// meanwhile.</exception>
    public async Task ExecuteAsync(CancelRunRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Administrator);
        var reason = FreeText.Required(request.Reason, "reason", "A reason", 500);
        if (reason.Length < 3) throw new RefusedException(RefusalKind.Invalid, "reason-needed", "Say why, in a few words.", "reason");
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var run = await db.Set<Run>().FromSql($"select * from run where id = {request.RunId} for update")
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-run", "There is no such run.");
        if (run.CancelledAt is not null) return;
        var plan = (await loader.LoadAsync(db, [run.Id], null, cancellationToken)).Plan(run.Id);
        if (plan.IsComplete) throw StepRefusals.Finished(run);
        if (run.Revision != request.ExpectedRevision)
        {
            throw new RefusedException(
                RefusalKind.Conflict, "changed-meanwhile",
                    $"{run.LastActivityBy} worked this run after you opened it. Look again, then cancel.", null,
                new { run.Revision, run.LastActivityBy, run.LastActivityAt });
        }

        var at = await db.StampAsync(clock, HistoryDomains.Runs | HistoryDomains.Records, cancellationToken, run.LastActivityAt);
        (run.CancelledAt, run.CancelledById, run.CancelledBy, run.CancelReason) = (at, actor.SubjectId, actor.DisplayName, reason);
        (run.Revision, run.LastActivityAt, run.LastActivityById, run.LastActivityBy) =
            (run.Revision + 1, at, actor.SubjectId, actor.DisplayName);
        var released = await ReleaseAsync(db, run, at, cancellationToken);
        var freed = await FreeNameAsync(db, run, cancellationToken) ?? await FreeBucketAsync(db, run, plan, at, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var waiting = run.SharedResourceId is { } own
            ? await db.Set<RunLink>().Where(l => l.SharedResourceId == own && l.ValidTo == null).Select(l => l.RunId).Distinct()
                .ToListAsync(cancellationToken)
            : [];
        IEnumerable<string> topics =
        [
            .. waiting.Append(run.Id).Select(id => $"run:{id}"), .. released.Values.Append(run.SharedResourceId).OfType<Guid>()
                .Select(id => $"shared-resource:{id}"),
            .. run.OrganizationId is null ? Array.Empty<string>() : ["organizations"],
        ];
        foreach (var topic in topics.Distinct()) await PortalEvents.PublishAsync(db, topic, cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent(
                "run.cancelled", $"run:{run.Id}",
                new
                {
                    RunId = run.Id,
                    run.Title,
                    run.SharedResourceId,
                    Reason = reason,
                    Waiting = waiting,
                    Released = released,
                    FreedName = freed
                }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<Dictionary<string, Guid?>> ReleaseAsync(
        PortalDbContext db, Run run, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var links = await db.Set<RunLink>().Where(l => l.RunId == run.Id && l.ValidTo == null).ToListAsync(cancellationToken);
        foreach (var link in links) link.ValidTo = at;
        return links.ToDictionary(l => l.LinkId, l => (Guid?)l.SharedResourceId);
    }

    // The run's own record still tells it.
    private static async Task<string?> FreeNameAsync(PortalDbContext db, Run run, CancellationToken cancellationToken)
    {
        // What was in service stands in AWS under its name, and others may depend on it: the name is not given twice.
        if (run.SharedResourceId is not { } id || run.FinishedAt is not null) return null;
        var resource = await db.Set<SharedResource>().SingleAsync(r => r.Id == id, cancellationToken);
        var name = resource.Name;
        resource.Name = null;
        return name;
    }

    private static async Task<string?> FreeBucketAsync(
        PortalDbContext db, Run run, RunPlan plan, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (run.OrganizationId is not { } id) return null;
        var organization = await db.Set<Organization>().SingleAsync(o => o.Id == id, cancellationToken);
        organization.InstallCancelledAt = at;
        var bucket = organization.RecordedBucketName;
        if (bucket is null || FieldFeeds.FieldOf(plan.Run.Template, FieldFeed.OrganizationBucket) is not { } field
            || plan.Field(field)?.Value != bucket) return null;
        organization.RecordedBucketName = null;
        return bucket;
    }
}
