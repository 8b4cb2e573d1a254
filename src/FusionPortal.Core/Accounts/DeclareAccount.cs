using FusionPortal.Conventions;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Accounts;

/// <param name="Revision">The revision the person saw.</param>
/// <param name="Reason">Kept in the audit trail; at most <see cref="DeclareAccount.ReasonLimit"/> characters, or null.</param>
public sealed record DeclareAccountRequest(string AccountId, AccountRole Role, long Revision, string? Reason = null);

/// <summary>Declares what an AWS account is for. What is stored is judged again with it; AWS is not called.</summary>
public sealed class DeclareAccount(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int ReasonLimit = 500;

    /// <returns>The account's new revision.</returns>
    /// <exception cref="RefusedException">Forbidden, not found, declared otherwise in the meantime, too long a reason, or a secret in
    /// it.</exception>
    public async Task<long> ExecuteAsync(DeclareAccountRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var revision = await WriteAsync(db, request, actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return revision;
    }

    /// <summary>The same in a transaction of the caller's, who has asked what the actor may.</summary>
    internal async Task<long> WriteAsync(
        PortalDbContext db, DeclareAccountRequest request, Actor actor, CancellationToken cancellationToken)
    {
        CheckRole(request.Role);
        var reason = CheckReason(request.Reason);
        var account = await db.Set<Account>().FromSql($"select * from account where id = {request.AccountId} for update")
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw Unknown(request.AccountId);
        if (account.Revision != request.Revision)
            throw new RefusedException(
                RefusalKind.Conflict, "account-changed", $"{account.RoleDeclaredBy} declared it {account.Role} in the meantime.", "role",
                new { account.Role, account.RoleDeclaredBy, account.Revision });

        if (account.Role == request.Role) return account.Revision;
        var at = await db.StampAsync(clock, HistoryDomains.Records, cancellationToken);
        var before = account.Role;
        account.Role = request.Role;
        account.RoleDeclaredBy = actor.DisplayName;
        account.RoleDeclaredAt = at;
        account.Revision++;
        await db.SaveChangesAsync(cancellationToken);
        await PortalEvents.PublishAsync(db, "accounts", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
                new AuditEvent(
                "account.declared", $"account:{account.Id}", new { account.Name, Before = before, After = account.Role, Reason = reason }),
                cancellationToken);
        return account.Revision;
    }

    internal static string? CheckReason(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? null : FreeText.Required(reason, "reason", "The reason", ReasonLimit);

    internal static void CheckRole(AccountRole role)
    {
        if (!Enum.IsDefined(role))
            throw new RefusedException(RefusalKind.Invalid, "unknown-role", "Choose Production, NonProduction or Undeclared.", "role");
    }

    internal static RefusedException Unknown(string accountId) =>
        new(RefusalKind.NotFound, "account-not-found", $"No scan has seen account {accountId}.", "accountId");
}
