using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.AuditTrail;

/// <param name="Anchor">A position noted earlier outside the database, or null.</param>
public sealed record VerifyAuditTrailRequest(AuditPosition? Anchor = null);

/// <summary>Verifies the trail for an auditor, and records that it was verified and with what result.</summary>
public sealed class VerifyAuditTrail(AuditQueries queries, IDbContextFactory<PortalDbContext> factory)
{
    /// <exception cref="RefusedException">Forbidden: it needs Auditor, Lead or Administrator.</exception>
    public async Task<AuditVerification> ExecuteAsync(VerifyAuditTrailRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Auditor, Role.Lead, Role.Administrator);
        var result = await queries.VerifyAsync(request.Anchor, cancellationToken);

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
                new AuditEvent("audit.verified", "audit", new { result.Good, result.Checked, result.Fault, result.Head, request.Anchor }),
                cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
