using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;

namespace FusionPortal.Core.Redactions;

/// <summary>An event whose body is there and may go.</summary>
internal sealed record RedactableEvent(string Kind, string Commitment, bool HasBody)
{
    /// <exception cref="RefusedException">NotFound, Conflict: its body is gone. Invalid: it is of a redaction itself.</exception>
    public static async Task<RedactableEvent> FindAsync(PortalDbContext db, long seq, CancellationToken cancellationToken)
    {
        var found = await db.QueryAsync<RedactableEvent>(
            $"""
            select e.kind, encode(e.commit_, 'hex') as commitment, b.body is not null as has_body
            from audit.event e left join audit.body b using (stream, seq) where e.stream = {AuditWriter.Stream} and e.seq = {seq}
            """, cancellationToken);
        if (found is not [var told]) throw new RefusedException(RefusalKind.NotFound, "no-such-event", $"There is no event {seq}.");
        if (AuditRedactions.IsOfOne(told.Kind))
            throw new RefusedException(RefusalKind.Invalid, "not-redactable", "What tells of a redaction stays.", "seq");
        return told.HasBody
            ? told
            : throw new RefusedException(RefusalKind.Conflict, "redacted-already", $"The body of event {seq} is gone already.");
    }
}
