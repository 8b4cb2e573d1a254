using FusionPortal.Core.Organizations;
using FusionPortal.Core.People;

namespace FusionPortal.Core.Findings.Judging;

/// <param name="Preview">The token of the <see cref="RecordPreview"/> the person saw.</param>
public sealed record CorrectOrganizationSeenRequest(CorrectOrganizationRequest Correction, string? Preview);

/// <summary>
/// Corrects a client's record, by somebody who has seen what that opens and closes. The one way pages and the API have. It judges once more, so it
/// takes as long as the preview did; what a scan changes in the moment after that is not noticed.
/// </summary>
public sealed class CorrectOrganizationSeen(PreviewRecords previews, CorrectOrganization correct)
{
    /// <exception cref="RefusedException">
    /// As <see cref="CorrectOrganization"/>. Invalid: no preview is named. Conflict: what the correction opens and closes is no longer what was shown;
    /// the details hold the preview of now.
    /// </exception>
    public async Task<OrganizationView> ExecuteAsync(CorrectOrganizationSeenRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var correction = request.Correction;
        actor.Require(Role.Lead, Role.Administrator);
        CorrectOrganization.CheckReason(correction.Reason);
        var now = await previews.OrganizationAsync(correction.OrgId, correction.Title, correction.Environment, actor, cancellationToken);
        SeenPreview.Require(now, request.Preview, correction.Revision);
        return await correct.ExecuteAsync(correction, actor, cancellationToken);
    }
}
