using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.People;
using FusionPortal.Core.Scans.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans;

/// <param name="Scheduled">True when the schedule asks and not a person.</param>
public sealed record StartScanRequest(bool Scheduled = false);

/// <param name="Joined">True where a scan was running already: this is that one, and nothing was started.</param>
public sealed record ScanStarted(Guid ScanId, long Number, bool Joined);

/// <summary>Starts a scan of everything, or joins the one that is running.</summary>
public sealed class StartScan(IDbContextFactory<PortalDbContext> factory, ScanJobs jobs, IOptions<ScanOptions> options, TimeProvider clock)
{
    /// <exception cref="RefusedException">Forbidden: it needs Installer, Lead or Administrator. Invalid: no region is configured.</exception>
    public async Task<ScanStarted> ExecuteAsync(StartScanRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Administrator);
        if (options.Value.Regions.Count == 0)
            throw new RefusedException(RefusalKind.Invalid, "no-region", "No region is configured to scan. An administrator sets Aws:Regions.");
        var started = await BeginAsync(request, actor, cancellationToken);
        // Not in the transaction: should the process die in between, the sweeper finds a scan without a job and gives it one.
        if (!started.Joined) await jobs.DiscoverAsync(started.ScanId, cancellationToken);
        return started;
    }

    private async Task<ScanStarted> BeginAsync(StartScanRequest request, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (await RunningAsync(db, cancellationToken) is { } running) return running;

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var scan = new Scan
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            State = ScanState.Discovering,
            Active = true,
            RequestedBy = actor.DisplayName,
            Scheduled = request.Scheduled,
            StartedAt = HistoryClock.Micro(clock.GetUtcNow()),
        };
        db.Add(scan);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Somebody pressed the button in the same moment; theirs is as good.
            await transaction.RollbackAsync(cancellationToken);
            return await RunningAsync(db, cancellationToken)
                ?? throw new RefusedException(RefusalKind.Conflict, "scan-just-ended", "Another scan has just ended. Start it again.");
        }

        await PortalEvents.PublishAsync(db, $"scan:{scan.Id}", cancellationToken);
        await AuditWriter.AppendAsync(db, actor, new AuditEvent("scan.started", $"scan:{scan.Id}", new { scan.Number, scan.Scheduled }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ScanStarted(scan.Id, scan.Number, Joined: false);
    }

    private static Task<ScanStarted?> RunningAsync(PortalDbContext db, CancellationToken cancellationToken) =>
        db.Set<Scan>().AsNoTracking().Where(s => s.Active)
            .Select(s => new ScanStarted(s.Id, s.Number, true))
            .FirstOrDefaultAsync(cancellationToken);
}
