using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Redactions;

/// <param name="Seq">The event's number.</param>
/// <param name="Reason">Why its body has to go; it stays in the trail. At most 500 characters.</param>
public sealed record AskRedactionRequest(long Seq, string Reason);

/// <summary>Asks for the body of an event to be destroyed. Nothing is: somebody else has to do it.</summary>
public sealed class AskRedaction(IDbContextFactory<PortalDbContext> factory)
{
    /// <returns>Where the trail says that it was asked for.</returns>
    /// <exception cref="RefusedException">Forbidden: it needs Lead or Administrator. Invalid or SecretFound: the reason; the event is of
    /// a redaction itself. NotFound: no such event. Conflict: its body is gone.</exception>
    public async Task<AuditPosition> ExecuteAsync(AskRedactionRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        var reason = FreeText.Required(request.Reason, "reason", "Reason", 500);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var told = await RedactableEvent.FindAsync(db, request.Seq, cancellationToken);
        var position = await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent(
                AuditRedactions.AskedKind, AuditRedactions.Subject(request.Seq), new { request.Seq, told.Commitment, Reason = reason }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return position;
    }
}
