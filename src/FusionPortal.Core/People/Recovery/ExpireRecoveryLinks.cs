using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.People.Recovery;

/// <summary>Notes in the trail which links nobody used in time. A link is worth nothing from its moment on, whether or not this has
/// run.</summary>
public sealed class ExpireRecoveryLinks(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetDatabaseNow();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (!await db.Set<RecoveryLink>().AnyAsync(l => l.UsedAt == null && l.ExpiredAt == null && l.ExpiresAt <= now, cancellationToken))
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Several processes look; each link is noted by one.
        var due = await db.Set<RecoveryLink>()
            .FromSql(
                $"""
                select * from recovery_link where used_at is null and expired_at is null and expires_at <= {now}
                order by expires_at for update skip locked
                """)
            .ToListAsync(cancellationToken);
        foreach (var link in due) link.ExpiredAt = now;
        await db.SaveChangesAsync(cancellationToken);
        if (due.Count > 0) await PortalEvents.PublishAsync(db, "recovery", cancellationToken);
        foreach (var link in due)
            await AuditWriter.AppendAsync(
                db, Actor.System, new AuditEvent("recovery.expired", $"recovery:{link.Id}", new { Person = link.Mail, link.ExpiresAt }),
                    cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
