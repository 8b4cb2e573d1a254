using FusionPortal.Conventions;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Organizations;

/// <summary>One organization as pages and the API show it.</summary>
/// <param name="RecordedBucketName">The bucket's actual name where the conventional one was taken.</param>
/// <param name="Revision">To be given back with a correction.</param>
/// <param name="InstallBegunAt">The organization ID is permanent from then on; null before.</param>
public record OrganizationDetail(
    Guid Id, string OrgId, string Title, EnvironmentKind Environment, string? RecordedBucketName,
    DateTimeOffset? InstallBegunAt, string CreatedBy, DateTimeOffset CreatedAt, long Revision = 0)
{
    /// <summary>When its last install was cancelled; null while it has one, or never had any.</summary>
    public DateTimeOffset? InstallCancelledAt { get; init; }
}

/// <param name="NextCursor">Give it back for the next page; null on the last.</param>
public sealed record OrganizationPage(IReadOnlyList<OrganizationDetail> Rows, string? NextCursor);

/// <summary>Reads of organizations.</summary>
public sealed class OrganizationQueries(IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>By organization ID.</summary>
    /// <param name="text">Found anywhere in the ID or title, ignoring case; null for all.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="take">1 to 200.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="RefusedException">The cursor is not of this list.</exception>
    public async Task<OrganizationPage> ListAsync(string? text, string? cursor, int take, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(take, 1, 200);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var query = db.Set<Organization>().AsNoTracking();
        if (!string.IsNullOrWhiteSpace(text))
        {
            var anywhere = LikePattern.Anywhere(text.Trim());
            query = query.Where(
                o => EF.Functions.ILike(o.OrgId, anywhere, LikePattern.Escape)
                || EF.Functions.ILike(o.Title, anywhere, LikePattern.Escape));
        }

        if (Cursor.Read<Position>(cursor) is { } after) query = query.Where(o => o.OrgKey.CompareTo(after.OrgKey) > 0);
        var rows = await Views(query.OrderBy(o => o.OrgKey)).Take(limit + 1).ToListAsync(cancellationToken);
        var page = rows.Take(limit).ToList();
        return new OrganizationPage(page, rows.Count > limit ? Cursor.Write(new Position(page[^1].OrgId.ToLowerInvariant())) : null);
    }

    /// <summary>By organization ID, ignoring case; null when there is none. Also answers, while an ID is typed, who has it.</summary>
    public async Task<OrganizationDetail?> FindAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, orgId, cancellationToken);
    }

    public async Task<OrganizationDetail?> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await Views(db.Set<Organization>().AsNoTracking().Where(o => o.Id == id)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>What evaluation needs of every organization.</summary>
    public Task<IReadOnlyList<OrganizationRecord>> RecordsAsync(CancellationToken cancellationToken) =>
        RecordsAtAsync(null, cancellationToken);

    /// <summary>The same as it was recorded at a moment; null for now.</summary>
    internal async Task<IReadOnlyList<OrganizationRecord>> RecordsAtAsync(DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.RecordsAt<Organization>(RecordVersion.Organization, asOf).OrderBy(o => o.OrgKey)
            .Select(o => new OrganizationRecord(o.OrgId, o.Title, o.Environment, o.RecordedBucketName))
            .ToListAsync(cancellationToken);
    }

    internal static async Task<OrganizationDetail?> FindAsync(PortalDbContext db, string orgId, CancellationToken cancellationToken)
    {
        var key = orgId.ToLowerInvariant();
        return await Views(db.Set<Organization>().AsNoTracking().Where(o => o.OrgKey == key)).SingleOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<OrganizationDetail> Views(IQueryable<Organization> organizations) =>
        organizations.Select(o => new OrganizationDetail(
            o.Id, o.OrgId, o.Title, o.Environment, o.RecordedBucketName, o.InstallBegunAt, o.CreatedBy, o.CreatedAt, o.Revision)
        { InstallCancelledAt = o.InstallCancelledAt });

    internal static OrganizationDetail View(Organization o) => new(
        o.Id, o.OrgId, o.Title, o.Environment, o.RecordedBucketName, o.InstallBegunAt, o.CreatedBy, o.CreatedAt, o.Revision)
    { InstallCancelledAt = o.InstallCancelledAt };

    private sealed record Position(string OrgKey);
}
