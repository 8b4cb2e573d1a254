using FusionPortal.Core;
using FusionPortal.Core.AuditReading;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>The audit trail: searched, and as a file.</summary>
internal static class AuditTrailEndpoints
{
    private const string File = "/audit/events.csv";

    public static void MapAuditTrail(this RouteGroupBuilder api)
    {
        api.MapGet("/audit", ListAsync).WithTags("Audit trail").WithName("ListEvents")
            .WithSummary("Events of the trail in sentences, newest first. It needs Lead, Auditor or Administrator.");
        api.MapGet(File, ExportAsync).WithTags("Audit trail").WithName("ExportEvents").Refuses(422)
            .WithSummary("The same events as CSV, all of them. That it was taken is itself an event.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
    }

    /// <summary>The same file for people, who sign in first: what the page links to.</summary>
    public static void MapAuditFile(this WebApplication app) =>
        app.MapGet(File, ExportAsync).RequireAuthorization(Policies.Oversee).ExcludeFromDescription();

    private static async Task<Ok<EventPage>> ListAsync(
        [AsParameters] EventQuery query, long? before, int? take, AuditReader reader, RequestActor actor,
        CancellationToken cancellationToken)
    {
        actor.Value.Require(Role.Lead, Role.Auditor, Role.Administrator);
        var size = Math.Clamp(take ?? 50, 1, AuditSearch.MaxPage);
        var told = await reader.ListAsync(query.Filter, before, size, cancellationToken);
        return TypedResults.Ok(new EventPage([.. told.Select(EventRow.Of)], told.Count < size ? null : told[^1].Entry.Seq));
    }

    private static async Task ExportAsync(
        [AsParameters] EventQuery query, HttpResponse response, ExportTrail export, RequestActor actor,
        CancellationToken cancellationToken)
    {
        actor.Value.Require(Role.Lead, Role.Auditor, Role.Administrator);
        response.ContentType = "text/csv; charset=utf-8; header=present";
        response.Headers.ContentDisposition = "attachment; filename=\"audit-trail.csv\"";
        response.Headers.CacheControl = "no-store";
        await export.ExecuteAsync(query.Filter, actor.Value, response.Body, cancellationToken);
    }
}

/// <summary>Which events.</summary>
/// <param name="Who">Found anywhere in the person's name or subject id.</param>
/// <param name="Kind">The start of the kind: <c>run.</c> or <c>scan.started</c>.</param>
/// <param name="Subject">Found anywhere in the subject or in the title the event keeps; or a finding's number.</param>
/// <param name="From">Events at or after this moment.</param>
/// <param name="To">Events before this moment.</param>
/// <param name="Client">An organization ID: its events and those of its runs.</param>
/// <param name="Finding">A finding's number, with or without its <c>F-</c>.</param>
/// <param name="Run">A run's id.</param>
/// <param name="Resource">An ARN or a name: findings about it, and that it was looked at again.</param>
internal sealed record EventQuery(
    string? Who, string? Kind, string? Subject, DateTimeOffset? From, DateTimeOffset? To, string? Client, string? Finding, Guid? Run,
    string? Resource)
{
    /// <exception cref="RefusedException">Invalid: the finding's number is none.</exception>
    public AuditFilter Filter => new(Who, Kind, Subject, From, To, Client)
    {
        Finding = string.IsNullOrWhiteSpace(Finding) ? null : AuditFilter.Number(Finding) ?? throw new RefusedException(
            RefusalKind.Invalid, "not-understood", $"\"{Finding}\" is no finding's number. Write it like F-20931.", "finding"),
        RunId = Run,
        Resource = Resource,
    };
}

/// <param name="Next">Give it back as <c>before</c> for the next page; null on the last.</param>
internal sealed record EventPage(IReadOnlyList<EventRow> Rows, long? Next);

/// <summary>One event.</summary>
/// <param name="Told">The whole sentence.</param>
/// <param name="Changes">Before and after, where the kind has them.</param>
internal sealed record EventRow(
    long Number, DateTimeOffset At, string Who, string WhoId, string Kind, string Subject, string Told, IReadOnlyList<EventChange> Changes,
    string Hash)
{
    public static EventRow Of(AuditSentence told) => new(
        told.Entry.Seq, told.Entry.At, told.Who, told.Entry.Actor, told.Entry.Kind, told.Entry.Subject, told.Text, told.Changes,
        told.Entry.Hash);
}
