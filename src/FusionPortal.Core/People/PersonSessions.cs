using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.People;

/// <summary>
/// The sessions of every portal process: what one ends has ended for all, also after a restart. A session is no fact of the company's
/// work, so none stands in the audit trail.
/// </summary>
public sealed class PersonSessions(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <summary>No session goes on for longer, whatever its row, its ticket or its cookie says of its end.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Begins a session, and forgets those that are over.</summary>
    /// <param name="id">Random, at most 64 characters.</param>
    /// <param name="subjectId">Whose it is.</param>
    /// <param name="ticket">Encrypted already.</param>
    /// <param name="endsAt">Nobody prolongs it.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task BeginAsync(string id, string subjectId, byte[] ticket, DateTimeOffset endsAt, CancellationToken cancellationToken)
    {
        var now = clock.GetDatabaseNow();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        db.Add(new PersonSession
        {
            Id = id,
            SubjectId = subjectId.Length <= 256 ? subjectId : subjectId[..256],
            Ticket = ticket,
            StartedAt = now,
            EndsAt = endsAt.ToUniversalTime(),
        });
        await db.SaveChangesAsync(cancellationToken);
        await db.Set<PersonSession>().Where(s => s.EndsAt <= now || s.StartedAt <= now - Longest).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Keeps another ticket under a session that goes on; nothing where it has ended.</summary>
    public async Task RenewAsync(string id, byte[] ticket, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Set<PersonSession>().Where(s => s.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Ticket, ticket), cancellationToken);
    }

    /// <summary>The ticket; null when the session has ended or never was.</summary>
    public async Task<byte[]?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var now = clock.GetDatabaseNow();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Set<PersonSession>().Where(s => s.Id == id && s.EndsAt > now && s.StartedAt > now - Longest)
            .Select(s => s.Ticket).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<bool> GoesOnAsync(string id, CancellationToken cancellationToken)
    {
        var now = clock.GetDatabaseNow();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Set<PersonSession>()
            .AnyAsync(s => s.Id == id && s.EndsAt > now && s.StartedAt > now - Longest, cancellationToken);
    }

    /// <summary>Ends a session; one that has ended already stays so.</summary>
    public async Task EndAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Set<PersonSession>().Where(s => s.Id == id).ExecuteDeleteAsync(cancellationToken);
    }
}
