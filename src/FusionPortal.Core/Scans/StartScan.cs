using FusionPortal.Core.Accounts;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Scans.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans;

/// <param name="Scheduled">True when the schedule asks and not a person.</param>
/// <param name="AccountId">One account only, twelve digits; null for all.</param>
/// <param name="OrgId">Only where resources of this client were seen before; null for all. Not together with
/// <paramref name="AccountId"/>.</param>
public sealed record StartScanRequest(bool Scheduled = false, string? AccountId = null, string? OrgId = null);

/// <param name="Joined">True where a scan was running already: this is that one, and nothing was started.</param>
public sealed record ScanStarted(Guid ScanId, long Number, bool Joined);

/// <summary>Starts a scan of everything, of one account or of one client, or joins one that is running and reads as much.</summary>
public sealed class StartScan(IDbContextFactory<PortalDbContext> factory, ScanJobs jobs, IOptions<ScanOptions> options, TimeProvider clock)
{
    /// <exception cref="RefusedException">
    /// Forbidden: it needs Installer, Lead or Administrator. Invalid: no region is configured. Not found: no such account or client.
    /// Conflict: a scan that reads something else is running.
    /// </exception>
    public async Task<ScanStarted> ExecuteAsync(StartScanRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Administrator);
        if (!options.Value.HasRegions)
            throw new RefusedException(
                RefusalKind.Invalid, "no-region",
                "No region is configured to scan. An administrator sets Aws:Regions, or Aws:DiscoverRegions.");
        if (request is { AccountId: not null, OrgId: not null })
            throw new RefusedException(RefusalKind.Invalid, "two-scopes", "Scan one account or one client, not both at once.", "orgId");
        var started = await BeginAsync(request, actor, cancellationToken);
        // Not in the transaction: should the process die in between, the sweeper finds a scan without a job and gives it one.
        if (!started.Joined) await jobs.DiscoverAsync(started.ScanId, cancellationToken);
        return started;
    }

    private async Task<ScanStarted> BeginAsync(StartScanRequest request, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (await RunningAsync(db, request, cancellationToken) is { } running) return running;
        request = await KnownAsync(db, request, cancellationToken);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var scan = new Scan
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            State = ScanState.Discovering,
            Active = true,
            RequestedBy = actor.DisplayName,
            Scheduled = request.Scheduled,
            AccountId = request.AccountId,
            OrgId = request.OrgId,
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
            return await RunningAsync(db, request, cancellationToken)
                ?? throw new RefusedException(RefusalKind.Conflict, "scan-just-ended", "Another scan has just ended. Start it again.");
        }

        await PortalEvents.PublishAsync(db, $"scan:{scan.Id}", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor, new AuditEvent("scan.started", $"scan:{scan.Id}", new { scan.Number, scan.Scheduled, scan.AccountId, scan.OrgId }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ScanStarted(scan.Id, scan.Number, Joined: false);
    }

    private static async Task<ScanStarted?> RunningAsync(PortalDbContext db, StartScanRequest request, CancellationToken cancellationToken)
    {
        var running = await db.Set<Scan>().AsNoTracking().Where(s => s.Active)
            .Select(s => new { s.Id, s.Number, s.AccountId, s.OrgId })
            .FirstOrDefaultAsync(cancellationToken);
        if (running is null) return null;
        var reads = running.AccountId is { } account ? $"account {account}" : running.OrgId is { } org ? $"client {org}" : null;
        var same = running.AccountId == request.AccountId
            && string.Equals(running.OrgId, request.OrgId, StringComparison.OrdinalIgnoreCase);
        return reads is null || same
            ? new ScanStarted(running.Id, running.Number, Joined: true)
            : throw new RefusedException(
                RefusalKind.Conflict, "another-scan-runs", $"Scan {running.Number} of {reads} is running. Start yours when it has ended.");
    }

    // Spelled as recorded; what nobody knows is refused before anything is stored.
    private static async Task<StartScanRequest> KnownAsync(
        PortalDbContext db, StartScanRequest request, CancellationToken cancellationToken)
    {
        if (request.AccountId is { } account && !await db.Set<Account>().AnyAsync(a => a.Id == account, cancellationToken))
            throw new RefusedException(RefusalKind.NotFound, "account-not-found", "No scan has seen this account.", "accountId");
        if (request.OrgId is not { } org) return request;
        var key = org.Trim().ToLowerInvariant();
        var known = await db.Set<Organization>().Where(o => o.OrgKey == key).Select(o => o.OrgId).FirstOrDefaultAsync(cancellationToken);
        return known is not null ? request with { OrgId = known }
            : throw new RefusedException(RefusalKind.NotFound, "organization-not-found", "There is no such client.", "orgId");
    }
}
