using FusionPortal.Core.Accounts;

namespace FusionPortal.Core.Findings.Judging;

/// <param name="Preview">The token of the <see cref="RecordPreview"/> the person saw.</param>
public sealed record DeclareAccountSeenRequest(DeclareAccountRequest Declaration, string? Preview);

/// <summary>
/// Declares what an account is for, by somebody who has seen what that opens and closes. The one way pages and the API have. It judges once
/// more, in the transaction of the declaration, so it takes as long as the preview did.
/// </summary>
public sealed class DeclareAccountSeen(AccountQueries accounts, ChangeRecord changes, DeclareAccount declare)
{
    /// <returns>The account's new revision, and what its declaration opened and closed.</returns>
    /// <exception cref="RefusedException">
    /// As <see cref="DeclareAccount"/>. Invalid: no preview is named. Conflict: what the declaration opens and closes is no longer what was
    /// shown; the details hold the preview of now.
    /// </exception>
    public async Task<JudgedChange<long>> ExecuteAsync(DeclareAccountSeenRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var declaration = request.Declaration;
        actor.Require(Role.Lead, Role.Administrator);
        DeclareAccount.CheckReason(declaration.Reason);
        return await changes.ExecuteAsync(
            () => RecordChange.OfAccountAsync(accounts, declaration.AccountId, declaration.Role, cancellationToken), request.Preview,
                declaration.Revision,
            db => declare.WriteAsync(db, declaration, actor, cancellationToken), cancellationToken);
    }
}
