using FusionPortal.Core.Accounts;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Quartz;

namespace FusionPortal.Core.Scans.Scheduling;

/// <param name="AccountId">One account; or null.</param>
/// <param name="OrgId">One client; or null. Exactly one of the two.</param>
/// <param name="Cron">A Quartz cron expression in UTC, for example <c>0 30 * * * ?</c>.</param>
public sealed record AddScheduleRequest(string? AccountId, string? OrgId, string? Cron);

/// <summary>Lets scans of one account or one client start by themselves.</summary>
public sealed class AddSchedule(IDbContextFactory<PortalDbContext> factory, Schedules schedules, TimeProvider clock)
{
    /// <exception cref="RefusedException">Forbidden: it needs Lead or Administrator. Invalid, not found, or there is one
    /// already.</exception>
    public async Task<Guid> ExecuteAsync(AddScheduleRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        if (request.AccountId is null == request.OrgId is null)
            throw new RefusedException(RefusalKind.Invalid, "scope", "Choose one account or one client.", "accountId");
        var cron = (request.Cron ?? "").Trim();
        if (cron.Length > 120 || !CronExpression.TryParse(cron, out _))
            throw new RefusedException(
                RefusalKind.Invalid, "cron",
                "This is not a cron expression of seconds, minutes, hours, day, month and weekday, like 0 30 * * * ?.", "cron");
        if (ScheduleQueries.NextAfter(cron, clock.GetUtcNow()) is null)
            throw new RefusedException(
                RefusalKind.Invalid, "cron-over", "No scan would ever start: every time this expression names is past.", "cron");

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var schedule = new Schedule
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            AccountId = await AccountAsync(db, request.AccountId, cancellationToken),
            OrgId = await OrganizationAsync(db, request.OrgId, cancellationToken),
            Cron = cron,
            CreatedBy = actor.DisplayName,
            CreatedAt = HistoryClock.Micro(clock.GetUtcNow()),
        };
        db.Add(schedule);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw new RefusedException(
                RefusalKind.Conflict, "scheduled-already", "There is a schedule for it already. Remove that one first.", "cron");
        }

        await PortalEvents.PublishAsync(db, "schedules", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
                new AuditEvent("schedule.added", $"schedule:{schedule.Id}", new { schedule.AccountId, schedule.OrgId, schedule.Cron }),
                cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await schedules.ApplyAsync(cancellationToken);
        return schedule.Id;
    }

    private static async Task<string?> AccountAsync(PortalDbContext db, string? account, CancellationToken cancellationToken) =>
        account is null || await db.Set<Account>().AnyAsync(a => a.Id == account, cancellationToken)
            ? account
            : throw new RefusedException(RefusalKind.NotFound, "account-not-found", "No scan has seen this account.", "accountId");

    private static async Task<string?> OrganizationAsync(PortalDbContext db, string? org, CancellationToken cancellationToken)
    {
        if (org is null) return null;
        var key = org.Trim().ToLowerInvariant();
        return await db.Set<Organization>().Where(o => o.OrgKey == key).Select(o => o.OrgId).FirstOrDefaultAsync(cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "organization-not-found", "There is no such client.", "orgId");
    }
}

/// <summary>Ends a schedule. Scans it has started go on.</summary>
public sealed class RemoveSchedule(IDbContextFactory<PortalDbContext> factory, Schedules schedules)
{
    /// <exception cref="RefusedException">Forbidden, or there is no such schedule.</exception>
    public async Task ExecuteAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var schedule = await db.Set<Schedule>().SingleOrDefaultAsync(s => s.Id == id, cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-schedule", "There is no such schedule any more.");
        db.Remove(schedule);
        await db.SaveChangesAsync(cancellationToken);
        await PortalEvents.PublishAsync(db, "schedules", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor, new AuditEvent("schedule.removed", $"schedule:{id}", new { schedule.AccountId, schedule.OrgId, schedule.Cron }),
                cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await schedules.ApplyAsync(cancellationToken);
    }
}
