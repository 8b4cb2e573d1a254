using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Redactions;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>What may be done to the audit trail: a body is destroyed, by two people.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/audit").WithTags("Audit trail");
        group.MapPost("/{seq:long}/redaction", AskAsync).WithName("AskRedaction").Refuses(404, 409, 422)
            .WithSummary("Asks for an event's body to be destroyed. Leads and administrators; another one has to do it.");
        group.MapPost("/{seq:long}/redaction/done", RedactAsync).WithName("RedactEvent").Refuses(404, 409, 422)
            .WithSummary("Destroys the body of an event that somebody else asked for. Its hash and commitment stay in the chain.");
    }

    private static async Task<Ok<AuditPosition>> AskAsync(
        long seq, WhyRedacted body, AskRedaction ask, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(await ask.ExecuteAsync(new(seq, body.Reason ?? ""), actor.Value, cancellationToken));

    private static async Task<Ok<AuditPosition>> RedactAsync(
        long seq, WhyRedacted body, RedactEvent redact, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(await redact.ExecuteAsync(new(seq, body.Reason ?? ""), actor.Value, cancellationToken));

    /// <param name="Reason">Kept in the audit trail; at most 500 characters.</param>
    public sealed record WhyRedacted(string? Reason);
}
