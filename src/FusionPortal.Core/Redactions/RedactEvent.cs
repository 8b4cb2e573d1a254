using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.People;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Redactions;

/// <param name="Seq">The event's number.</param>
/// <param name="Reason">Why the second person agrees; it stays in the trail. At most 500 characters.</param>
public sealed record RedactEventRequest(long Seq, string Reason);

/// <summary>Destroys the body of an event that another person asked to be destroyed. The event, its hash and its commitment stay.</summary>
public sealed class RedactEvent(IDbContextFactory<PortalDbContext> factory)
{
    private sealed record Asked(long Seq, string Actor);

    /// <returns>Where the trail says that it was done.</returns>
    /// <exception cref="RefusedException">Forbidden: it needs Lead or Administrator, and somebody else than who asked, under whatever id.
    /// Invalid or SecretFound: the reason; the event is of a redaction itself. NotFound: no such event. Conflict: nobody asked, or its
    /// body is gone.</exception>
    public async Task<AuditPosition> ExecuteAsync(RedactEventRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        var reason = FreeText.Required(request.Reason, "reason", "Reason", 500);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var told = await RedactableEvent.FindAsync(db, request.Seq, cancellationToken);
        var asked = (await db.QueryAsync<Asked>(
            $"""
            select seq, actor from audit.event where stream = {AuditWriter.Stream} and kind = {AuditRedactions.AskedKind}
              and subject = {AuditRedactions.Subject(request.Seq)} order by seq desc limit 1
            """, cancellationToken)).FirstOrDefault()
            ?? throw new RefusedException(RefusalKind.Conflict, "not-asked", $"Nobody has asked for event {request.Seq} to be redacted.");
        var people = await PeopleQueries.SameAsync(db, null, cancellationToken);
        if (people.AreSame(actor.SubjectId, asked.Actor))
            throw new RefusedException(RefusalKind.Forbidden, "second-person-needed", "You asked for it. Somebody else has to do it.");
        var position = await AuditWriter.RedactAsync(
            db, actor, request.Seq,
            new AuditEvent(
                AuditRedactions.DoneKind, AuditRedactions.Subject(request.Seq),
                new { request.Seq, told.Commitment, Asked = asked.Seq, Reason = reason }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return position;
    }
}
