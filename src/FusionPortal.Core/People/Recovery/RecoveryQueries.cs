using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.People.Recovery;

/// <param name="SessionEndsAt">When the session it opened ends or ended; null while it is unused.</param>
public sealed record RecoveryState(
    Guid Id, string Mail, string Reason, string MadeBy, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt,
        DateTimeOffset? SessionEndsAt);

/// <summary>Reads of recovery links; never of what opens them.</summary>
public sealed class RecoveryQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <summary>For so long administrators are shown that somebody made a way in.</summary>
    public static readonly TimeSpan ShownFor = TimeSpan.FromDays(7);

    /// <summary>Those of the last seven days, newest first; at most 20.</summary>
    /// <exception cref="RefusedException">Forbidden: it needs Administrator or Auditor.</exception>
    public async Task<IReadOnlyList<RecoveryState>> RecentAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Administrator, Role.Auditor);
        var since = clock.GetDatabaseNow() - ShownFor;
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var links = await db.Set<RecoveryLink>().AsNoTracking().Where(l => l.MadeAt > since).OrderByDescending(l => l.MadeAt).Take(20)
            .ToListAsync(cancellationToken);
        return [.. links.Select(l => new RecoveryState(
            l.Id, l.Mail, l.Reason, l.MadeBy, l.MadeAt, l.ExpiresAt, l.UsedAt, l.UsedAt + RecoveryLink.SessionLifetime))];
    }
}
