using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FusionPortal.Core.Scans.Scheduling;

/// <param name="Id">Null for the schedule of everything, which configuration sets.</param>
/// <param name="AccountId">One account; null for others.</param>
/// <param name="OrgId">One client; null for others.</param>
/// <param name="Cron">In UTC.</param>
/// <param name="By">Who set it: a name or <c>configuration</c>.</param>
public sealed record ScheduleView(Guid? Id, string? AccountId, string? OrgId, string Cron, string By);

/// <summary>Reads of schedules.</summary>
public sealed class ScheduleQueries(IDbContextFactory<PortalDbContext> factory, IOptions<ScanOptions> options)
{
    /// <summary>The schedule of everything first, where there is one, then those of accounts and clients.</summary>
    public async Task<IReadOnlyList<ScheduleView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var stored = await db.Set<Schedule>().AsNoTracking().OrderBy(s => s.AccountId).ThenBy(s => s.OrgId)
            .Select(s => new ScheduleView(s.Id, s.AccountId, s.OrgId, s.Cron, s.CreatedBy)).ToListAsync(cancellationToken);
        return options.Value.StartsByItself ? [new ScheduleView(null, null, null, options.Value.Cron, "configuration"), .. stored] : stored;
    }
}
