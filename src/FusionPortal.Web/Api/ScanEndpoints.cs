using System.ComponentModel;
using System.Text.Json.Serialization;
using System.Text.Json;
using FusionPortal.Core.Scans;
using FusionPortal.Core;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>Scans and their targets.</summary>
internal static class ScanEndpoints
{
    public static void MapScans(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/scans").WithTags("Scans");
        group.MapGet("/", ListAsync).WithName("ListScans").WithSummary("Scans, the newest first, a page at a time.");
        group.MapGet("/{id:guid}", GetAsync).WithName("GetScan").Refuses(404)
            .WithSummary("One scan with its targets, failures first; counters move while it runs.");
        group.MapPost("/", StartAsync).WithName("StartScan").Refuses(404, 409)
            .WithSummary(
            "Starts a scan of everything, or with a JSON body of accountId or orgId of one account or client; or joins one "
                + "that is running and reads as much.");
    }

    private static async Task<Ok<ScanPage>> ListAsync(
        ScanQueries scans, CancellationToken cancellationToken,
        [Description("The page before's nextCursor.")] string? cursor = null,
        [Description("Rows on a page, 1 to 200.")] int take = 50) =>
        TypedResults.Ok(await scans.ListAsync(cursor, take, cancellationToken));

    private static async Task<Ok<ScanDetail>> GetAsync(Guid id, ScanQueries scans, CancellationToken cancellationToken) =>
        TypedResults.Ok(
            await scans.GetAsync(id, cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-scan", "There is no such scan."));

    private static async Task<Accepted<ScanStarted>> StartAsync(
        StartScan startScan, RequestActor actor, HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ScopeAsync(request, cancellationToken);
        var started =
            await startScan.ExecuteAsync(
            new StartScanRequest(AccountId: body?.AccountId, OrgId: body?.OrgId), actor.Value, cancellationToken);
        return TypedResults.Accepted($"/api/v1/scans/{started.ScanId}", started);
    }

    // Read here and not bound: an endpoint that binds a body answers to no request without one, and everything is scanned without one.
    private static async Task<ScanScope?> ScopeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or 0 && !request.HasJsonContentType()) return null;
        try
        {
            return await request.ReadFromJsonAsync<ScanScope>(cancellationToken);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new RefusedException(
                RefusalKind.Invalid, "unknown-scope", "The body is JSON with accountId or orgId. Leave it out to scan everything.",
                    "accountId");
        }
    }

    /// <summary>A member that is none of these is refused: a misspelled scope would scan everything.</summary>
    /// <param name="AccountId">One account only, twelve digits.</param>
    /// <param name="OrgId">Only where resources of this client were seen before. Not together with an account.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record ScanScope(string? AccountId = null, string? OrgId = null);
}
