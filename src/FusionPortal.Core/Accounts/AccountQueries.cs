using FusionPortal.Conventions;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Accounts;

/// <summary>One account as pages and the API show it.</summary>
/// <param name="Status">As AWS Organizations reports it, for example ACTIVE or SUSPENDED.</param>
/// <param name="RoleDeclaredBy">A person's name or <c>configuration</c>; null while undeclared.</param>
/// <param name="Revision">To be given back with a declaration.</param>
/// <param name="PausedBy">Who paused scanning of it; null while it is scanned.</param>
public sealed record AccountView(
    string Id, string Name, string Status, AccountRole Role, string? RoleDeclaredBy, DateTimeOffset? RoleDeclaredAt,
    DateTimeOffset DiscoveredAt, DateTimeOffset LastSeenAt, long Revision, string? PausedBy = null, DateTimeOffset? PausedAt = null);

/// <summary>Reads of accounts.</summary>
public sealed class AccountQueries(IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>Every account the portal has ever seen: Production first, then by name.</summary>
    public async Task<IReadOnlyList<AccountView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Set<Account>().AsNoTracking()
            .OrderBy(a => a.Role == AccountRole.Production ? 0 : a.Role == AccountRole.NonProduction ? 1 : 2)
            .ThenBy(a => a.Name).ThenBy(a => a.Id)
            .Select(a => new AccountView(
                a.Id, a.Name, a.Status, a.Role, a.RoleDeclaredBy, a.RoleDeclaredAt, a.DiscoveredAt, a.LastSeenAt, a.Revision, a.PausedBy, a.PausedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>What evaluation needs of every account.</summary>
    public async Task<IReadOnlyList<AccountRecord>> RecordsAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Set<Account>().AsNoTracking()
            .OrderBy(a => a.Id)
            .Select(a => new AccountRecord(a.Id, a.Name, a.Role))
            .ToListAsync(cancellationToken);
    }
}
