using FusionPortal.Core.Accounts;
using FusionPortal.Core.People;

namespace FusionPortal.Core.Findings.Judging;

/// <param name="Preview">The token of the <see cref="RecordPreview"/> the person saw.</param>
public sealed record DeclareAccountSeenRequest(DeclareAccountRequest Declaration, string? Preview);

/// <summary>
/// Declares what an account is for, by somebody who has seen what that opens and closes. The one way pages and the API have. It judges once more, so
/// it takes as long as the preview did; what a scan changes in the moment after that is not noticed.
/// </summary>
public sealed class DeclareAccountSeen(PreviewRecords previews, DeclareAccount declare)
{
    /// <returns>The account's new revision.</returns>
    /// <exception cref="RefusedException">
    /// As <see cref="DeclareAccount"/>. Invalid: no preview is named. Conflict: what the declaration opens and closes is no longer what was shown; the
    /// details hold the preview of now.
    /// </exception>
    public async Task<long> ExecuteAsync(DeclareAccountSeenRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var declaration = request.Declaration;
        actor.Require(Role.Lead, Role.Administrator);
        DeclareAccount.CheckReason(declaration.Reason);
        var now = await previews.AccountAsync(declaration.AccountId, declaration.Role, actor, cancellationToken);
        SeenPreview.Require(now, request.Preview, declaration.Revision);
        return await declare.ExecuteAsync(declaration, actor, cancellationToken);
    }
}
