using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Scans.Discovery;

/// <summary>Ends a scan that could not begin. Coverage, resources and findings stay as they are.</summary>
public sealed class FailScan(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="calls">AWS calls made before it failed.</param>
    /// <param name="message">Fit to be shown; holds no credential.</param>
    internal async Task ExecuteAsync(Guid scanId, int calls, string message, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var scan = await db.Set<Scan>().FromSql($"select * from scan where id = {scanId} for update")
            .SingleOrDefaultAsync(cancellationToken);
        if (scan is not { State: ScanState.Discovering }) return;
        var at = await db.StampAsync(clock, HistoryDomains.Estate, cancellationToken);
        (scan.State, scan.Active, scan.DiscoveredAt, scan.EndedAt, scan.Message, scan.DiscoveryCalls) =
            (ScanState.Failed, false, at, at, message.Length > 2000 ? message[..2000] : message, calls);
        await db.SaveChangesAsync(cancellationToken);
        await PortalEvents.PublishAsync(db, $"scan:{scanId}", cancellationToken);
        await PortalEvents.PublishAsync(db, "coverage", cancellationToken);
        await AuditWriter.AppendAsync(
            db, Actor.System, new AuditEvent("scan.failed", $"scan:{scanId}", new { scan.Number, scan.Message, Calls = calls }),
                cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        PortalTelemetry.ScanEnded(nameof(ScanState.Failed), at - scan.StartedAt);
    }
}
