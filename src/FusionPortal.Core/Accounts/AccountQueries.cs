using FusionPortal.Conventions;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Accounts;

/// <summary>One account as pages and the API show it.</summary>
/// <param name="Status">AWS's <c>State</c> of it, for example ACTIVE or SUSPENDED, or DEPARTED where AWS lists it no more; it keeps its
/// older name.</param>
/// <param name="RoleDeclaredBy">A person's name or <c>configuration</c>; null while undeclared.</param>
/// <param name="Revision">To be given back with a declaration.</param>
/// <param name="PausedBy">Who paused scanning of it; null while it is scanned.</param>
/// <param name="Standing">How it stands, and whether anybody looks.</param>
public sealed record AccountSummary(
    string Id, string Name, string Status, AccountRole Role, string? RoleDeclaredBy, DateTimeOffset? RoleDeclaredAt,
    DateTimeOffset DiscoveredAt, DateTimeOffset LastSeenAt, long Revision, string? PausedBy = null, DateTimeOffset? PausedAt = null,
    AccountOutlook? Standing = null)
{
    public AccountSight Sight => Standing?.Sight ?? AccountSight.Read;
}

/// <param name="Since">Since when it stands so.</param>
/// <param name="RetiredBy">Who retired it; null where nobody did.</param>
/// <param name="RetiredReason">Why, in that person's words.</param>
public sealed record AccountOutlook(AccountSight Sight, DateTimeOffset Since, string? RetiredBy = null, string? RetiredReason = null);

/// <summary>Reads of accounts.</summary>
public sealed class AccountQueries(IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>Every account the portal has ever seen: Production first, then by name.</summary>
    public async Task<IReadOnlyList<AccountSummary>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var accounts = await db.Set<Account>().AsNoTracking()
            .OrderBy(a => a.Role == AccountRole.Production ? 0 : a.Role == AccountRole.NonProduction ? 1 : 2)
            .ThenBy(a => a.Name).ThenBy(a => a.Id)
            .Select(a => new AccountSummary(
                a.Id, a.Name, a.Status, a.Role, a.RoleDeclaredBy, a.RoleDeclaredAt, a.DiscoveredAt, a.LastSeenAt, a.Revision, a.PausedBy,
                    a.PausedAt, null))
            .ToListAsync(cancellationToken);
        var standings = await StandingsAsync(db, cancellationToken);
        return [.. accounts.Select(a => standings.TryGetValue(a.Id, out var s)
            ? a with { Standing = new AccountOutlook(s.Sight, s.Since, s.RetiredBy, s.RetiredReason) } : a)];
    }

    /// <summary>What evaluation needs of every account.</summary>
    public async Task<IReadOnlyList<AccountRecord>> RecordsAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var standings = await StandingsAsync(db, cancellationToken);
        var accounts = await db.Set<Account>().AsNoTracking()
            .OrderBy(a => a.Id)
            .Select(a => new AccountRecord(a.Id, a.Name, a.Role, true))
            .ToListAsync(cancellationToken);
        return [.. accounts.Select(
            a => a with { IsRead = !standings.TryGetValue(a.AccountId, out var s) || s.Sight == AccountSight.Read })];
    }

    /// <summary>What accounts were recorded to be at a moment, null for now, whether or not they were read then.</summary>
    internal async Task<IReadOnlyList<AccountRecord>> RecordsAtAsync(DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.RecordsAt<Account>(RecordVersion.Account, asOf).OrderBy(a => a.Id)
            .Select(a => new AccountRecord(a.Id, a.Name, a.Role, true)).ToListAsync(cancellationToken);
    }

    private static async Task<Dictionary<string, Standing>> StandingsAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        return (await StandingSql.CurrentAsync((NpgsqlConnection)db.Database.GetDbConnection(), cancellationToken))
            .ToDictionary(s => s.AccountId, StringComparer.Ordinal);
    }
}
