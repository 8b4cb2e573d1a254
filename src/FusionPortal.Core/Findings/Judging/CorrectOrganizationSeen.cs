using FusionPortal.Core.Organizations;

namespace FusionPortal.Core.Findings.Judging;

/// <param name="Preview">The token of the <see cref="RecordPreview"/> the person saw.</param>
public sealed record CorrectOrganizationSeenRequest(CorrectOrganizationRequest Correction, string? Preview);

/// <summary>
/// Corrects a client's record, by somebody who has seen what that opens and closes. The one way pages and the API have. It judges once
/// more, in the transaction of the correction, so it takes as long as the preview did.
/// </summary>
public sealed class CorrectOrganizationSeen(OrganizationQueries organizations, ChangeRecord changes, CorrectOrganization correct)
{
    /// <returns>The client as it is now, and what its correction opened and closed.</returns>
    /// <exception cref="RefusedException">
    /// As <see cref="CorrectOrganization"/>. Invalid: no preview is named. Conflict: what the correction opens and closes is no longer what
    /// was shown; the details hold the preview of now.
    /// </exception>
    public async Task<JudgedChange<OrganizationDetail>> ExecuteAsync(
        CorrectOrganizationSeenRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var correction = request.Correction;
        actor.Require(Role.Lead, Role.Administrator);
        CorrectOrganization.CheckReason(correction.Reason);
        return await changes.ExecuteAsync(
            () => RecordChange.OfOrganizationAsync(
                organizations, correction.OrgId, correction.Title, correction.Environment, cancellationToken),
            request.Preview, correction.Revision, db => correct.WriteAsync(db, correction, actor, cancellationToken), cancellationToken);
    }
}
