using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.AuditTrail;

/// <param name="Anchor">A position noted earlier outside the database, or null.</param>
public sealed record VerifyAuditTrailRequest(AuditPosition? Anchor = null);

/// <summary>Verifies the trail for an auditor, and records that it was verified and with what result.</summary>
public sealed class VerifyAuditTrail(AuditQueries queries, IDbContextFactory<PortalDbContext> factory)
{
    /// <exception cref="RefusedException">Forbidden: it needs Auditor, Lead or Administrator. Invalid: the anchor is no
    /// position.</exception>
    public async Task<AuditVerification> ExecuteAsync(VerifyAuditTrailRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Auditor, Role.Lead, Role.Administrator);
        // It goes into the trail with the result.
        if (request.Anchor is { } anchor && (anchor.Stream != AuditWriter.Stream || anchor.Seq < 1 || anchor.Hash is not { Length: 64 }
            || !anchor.Hash.All(char.IsAsciiHexDigitLower)))
            throw new RefusedException(
                RefusalKind.Invalid, "no-position", "A position is a number and the 64 hexadecimal digits of its hash.", "anchor");
        var result = await queries.VerifyAsync(request.Anchor, cancellationToken);

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
                new AuditEvent(
                    "audit.verified", "audit",
                    new { result.Good, result.Checked, result.Redacted, result.Fault, result.Head, request.Anchor }),
                cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
