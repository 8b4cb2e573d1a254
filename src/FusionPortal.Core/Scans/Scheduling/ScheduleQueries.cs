using FusionPortal.Core.Accounts;
using FusionPortal.Core.Data;
using FusionPortal.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Quartz;

namespace FusionPortal.Core.Scans.Scheduling;

/// <param name="Id">Null for the schedule of everything, which configuration sets.</param>
/// <param name="AccountId">One account; null for others.</param>
/// <param name="OrgId">One client; null for others.</param>
/// <param name="Cron">In UTC.</param>
/// <param name="By">Who set it: a name or <c>configuration</c>.</param>
/// <param name="Name">The account's or client's name; null for everything.</param>
/// <param name="NextAt">When it starts a scan next; null where its time is over.</param>
public sealed record ScheduleRow(
    Guid? Id, string? AccountId, string? OrgId, string Cron, string By, string? Name = null, DateTimeOffset? NextAt = null);

/// <summary>Reads of schedules.</summary>
public sealed class ScheduleQueries(IDbContextFactory<PortalDbContext> factory, IOptions<ScanOptions> options, TimeProvider clock)
{
    /// <summary>When a cron expression comes round next, read in UTC; null where it never does again.</summary>
    internal static DateTimeOffset? NextAfter(string cron, DateTimeOffset now) =>
        new CronExpression(cron, TimeZoneInfo.Utc).GetNextValidTimeAfter(now);

    /// <summary>The schedule of everything first, where there is one, then those of accounts and clients.</summary>
    public async Task<IReadOnlyList<ScheduleRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var stored = await db.Set<Schedule>().AsNoTracking().OrderBy(s => s.AccountId).ThenBy(s => s.OrgId)
            .Select(s => new ScheduleRow(
                s.Id, s.AccountId, s.OrgId, s.Cron, s.CreatedBy,
                s.AccountId != null
                    ? db.Set<Account>().Where(a => a.Id == s.AccountId).Select(a => a.Name).FirstOrDefault()
                    : db.Set<Organization>().Where(o => o.OrgId == s.OrgId).Select(o => o.Title).FirstOrDefault(),
                null))
            .ToListAsync(cancellationToken);
        IEnumerable<ScheduleRow> all = options.Value.StartsByItself
            ? [new ScheduleRow(null, null, null, options.Value.Cron, "configuration"), .. stored] : stored;
        var now = clock.GetUtcNow();
        return [.. all.Select(s => s with { NextAt = NextAfter(s.Cron, now) })];
    }
}
