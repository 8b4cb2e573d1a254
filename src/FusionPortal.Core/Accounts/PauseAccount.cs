using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Accounts;

/// <param name="AccountId">Twelve digits; null for every account.</param>
/// <param name="Paused">True to pause, false to resume.</param>
public sealed record PauseAccountRequest(string? AccountId, bool Paused);

/// <summary>
/// Pauses scanning of an account, or resumes it. A paused account is called no more; from the next scan on its verdicts are not evaluated,
/// since nobody looks.
/// </summary>
public sealed class PauseAccount(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <returns>Accounts changed.</returns>
    /// <exception cref="RefusedException">Forbidden: it needs Lead or Administrator. Not found.</exception>
    public async Task<int> ExecuteAsync(PauseAccountRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var accounts = await db.Set<Account>()
            .FromSql($"select * from account where {request.AccountId}::text is null or id = {request.AccountId} order by id for update")
            .ToListAsync(cancellationToken);
        if (request.AccountId is not null && accounts.Count == 0)
            throw new RefusedException(
                RefusalKind.NotFound, "account-not-found", $"No scan has seen account {request.AccountId}.", "accountId");
        accounts = [.. accounts.Where(a => a.PausedBy is null == request.Paused)];
        if (accounts.Count == 0) return 0;
        var at = await db.StampAsync(clock, HistoryDomains.Records, cancellationToken);
        foreach (var account in accounts)
        {
            account.PausedBy = request.Paused ? actor.DisplayName : null;
            account.PausedAt = request.Paused ? at : null;
            account.Revision++;
        }

        await db.SaveChangesAsync(cancellationToken);
        await PortalEvents.PublishAsync(db, "accounts", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent(
                request.Paused ? "account.paused" : "account.resumed", request.AccountId is null ? "accounts"
                    : $"account:{request.AccountId}",
                new { Accounts = accounts.Select(a => a.Id).ToArray() }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return accounts.Count;
    }
}
