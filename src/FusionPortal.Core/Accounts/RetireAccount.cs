using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Accounts;

/// <param name="AccountId">Twelve digits.</param>
/// <param name="Reason">Why nobody needs to look there any more, or why somebody does again; one line of at most
/// <see cref="RetireAccount.ReasonLimit"/> characters.</param>
/// <param name="Retired">True to retire, false to take that back.</param>
public sealed record RetireAccountRequest(string AccountId, string? Reason, bool Retired = true);

/// <summary>
/// Retires an account that AWS lets nobody read any more, or takes that back. A retired account is no gap: it leaves the coverage's and the
/// score's denominators. Its findings stay open and say so. When AWS lists it as active again a scan takes the retirement back by itself.
/// </summary>
public sealed class RetireAccount(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int ReasonLimit = 500;

    /// <exception cref="RefusedException">
    /// Forbidden: it needs Lead or Administrator. Invalid: no reason, or the account is being read, which is for pausing. SecretFound. Not
    /// found.
    /// Conflict: it is retired already, or is not.
    /// </exception>
    public async Task ExecuteAsync(RetireAccountRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        var reason = FreeText.Required(request.Reason, "reason", "A reason", ReasonLimit);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var account = await db.Set<Account>().FromSql($"select * from account where id = {request.AccountId} for update")
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw new RefusedException(
                RefusalKind.NotFound, "account-not-found", $"No scan has seen account {request.AccountId}.", "accountId");
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var standing = (await StandingSql.CurrentAsync(connection, cancellationToken)).Single(s => s.AccountId == account.Id);
        Check(request.Retired, standing);

        var at = await db.StampAsync(clock, HistoryDomains.Estate | HistoryDomains.Records, cancellationToken);
        await StandingSql.WriteAsync(
            connection, account.Id, standing.State, request.Retired ? AccountSight.Retired : AccountStates.SightOf(standing.State),
            request.Retired ? actor.DisplayName : null, request.Retired ? reason : null, at, cancellationToken);
        account.Revision++;
        await db.SaveChangesAsync(cancellationToken);
        await PortalEvents.PublishAsync(db, "accounts", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent(
                request.Retired ? "account.retired"
                    : "account.unretired", $"account:{account.Id}", new { account.Name, standing.State, Reason = reason }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static void Check(bool retired, Standing standing)
    {
        if (retired && standing.Sight == AccountSight.Retired)
            throw new RefusedException(
                RefusalKind.Conflict, "already-retired", $"{standing.RetiredBy} has retired it already.", "accountId");
        if (retired && standing.Sight == AccountSight.Read)
            throw new RefusedException(
                RefusalKind.Invalid, "account-is-read",
                    "The account is read by every scan. Pause it instead, or retire it when AWS no longer reports it as active.",
                    "accountId");
        if (!retired && standing.Sight != AccountSight.Retired)
            throw new RefusedException(RefusalKind.Conflict, "not-retired", "The account is not retired.", "accountId");
    }
}
