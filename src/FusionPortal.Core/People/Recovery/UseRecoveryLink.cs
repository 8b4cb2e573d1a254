using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.People.Recovery;

/// <param name="Code">What the link holds.</param>
/// <param name="From">The address it was used from, as far as the portal can tell.</param>
public sealed record UseRecoveryLinkRequest(string? Code, string? From);

/// <param name="SubjectId">Whose acts in the session are.</param>
/// <param name="EndsAt">Nobody prolongs the session.</param>
public sealed record RecoverySession(Guid LinkId, string SubjectId, string Mail, DateTimeOffset EndsAt);

/// <summary>Opens the one session that a link is worth. Asks nobody but the database.</summary>
public sealed class UseRecoveryLink(
    IDbContextFactory<PortalDbContext> factory, ExpireRecoveryLinks expire, RememberPerson remember, TimeProvider clock)
{
    /// <param name="request">The code, and where it comes from.</param>
    /// <param name="open">Opens the session. Where it fails, the link can be used again; where what follows fails, the caller ends the
    /// session.</param>
    /// <param name="cancellationToken">Ends the queries; the link is unused then.</param>
    /// <exception cref="RefusedException">NotFound: no such link. Conflict <c>recovery-used</c>. Invalid
    /// <c>recovery-expired</c>.</exception>
    public async Task ExecuteAsync(
        UseRecoveryLinkRequest request, Func<RecoverySession, CancellationToken, Task> open, CancellationToken cancellationToken)
    {
        await expire.ExecuteAsync(cancellationToken);
        var hash = MakeRecoveryLink.HashOf(request.Code?.Trim() ?? "");
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Two browsers with one link take turns here, and the second finds it used.
        var link = await db.Set<RecoveryLink>().FromSql($"select * from recovery_link where code_hash = {hash} for update")
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw new RefusedException(
                RefusalKind.NotFound, "recovery-wrong", "There is no such recovery link. Copy it whole, as the command printed it.",
                "code");
        if (link.UsedAt is not null)
            throw new RefusedException(
                RefusalKind.Conflict, "recovery-used", "The recovery link has been used. A link opens the portal once; make another.",
                "code");
        var now = clock.GetDatabaseNow();
        if (link.ExpiredAt is not null || link.ExpiresAt <= now)
            throw new RefusedException(
                RefusalKind.Invalid, "recovery-expired", "The recovery link is no longer valid: it is for 15 minutes. Make another.",
                "code");

        var session = new RecoverySession(link.Id, link.SubjectId, link.Mail, now + RecoveryLink.SessionLifetime);
        // Both on connections of their own, so before this one holds any lock but that of the link. So that four eyes know who it is: ids
        // with one mail count as one person.
        await remember.ExecuteAsync(new SignedInPerson(link.SubjectId, link.Mail, link.Mail), cancellationToken);
        await open(session, cancellationToken);
        link.UsedAt = now;
        await db.SaveChangesAsync(cancellationToken);
        await PortalEvents.PublishAsync(db, "recovery", cancellationToken);
        await AuditWriter.AppendAsync(
            db, new Actor(link.SubjectId, link.Mail, new HashSet<Role> { Role.Administrator }),
            new AuditEvent(
                "recovery.used", $"recovery:{link.Id}", new { Person = link.Mail, request.From, SessionEndsAt = session.EndsAt }),
                cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
