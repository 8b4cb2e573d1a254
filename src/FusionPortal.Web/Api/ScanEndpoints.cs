using System.ComponentModel;
using FusionPortal.Core;
using FusionPortal.Core.Scans;
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
        group.MapGet("/{id:guid}", GetAsync).WithName("GetScan").WithSummary("One scan with its targets, failures first; counters move while it runs.");
        group.MapPost("/", StartAsync).WithName("StartScan").WithSummary("Starts a scan of everything, of one account or of one client, or joins one that is running and reads as much.");
    }

    private static async Task<Ok<ScanPage>> ListAsync(
        ScanQueries scans, CancellationToken cancellationToken,
        [Description("The page before's nextCursor.")] string? cursor = null,
        [Description("Rows on a page, 1 to 200.")] int take = 50) =>
        TypedResults.Ok(await scans.ListAsync(cursor, take, cancellationToken));

    private static async Task<Ok<ScanDetail>> GetAsync(Guid id, ScanQueries scans, CancellationToken cancellationToken) =>
        TypedResults.Ok(await scans.GetAsync(id, cancellationToken) ?? throw new RefusedException(RefusalKind.NotFound, "no-such-scan", "There is no such scan."));

    private static async Task<Accepted<ScanStarted>> StartAsync(
        StartScan startScan, RequestActor actor, CancellationToken cancellationToken,
        [Description("One account only, twelve digits.")] string? account = null,
        [Description("Only where resources of this client were seen before.")] string? org = null)
    {
        var started = await startScan.ExecuteAsync(new StartScanRequest(AccountId: account, OrgId: org), actor.Value, cancellationToken);
        return TypedResults.Accepted($"/api/v1/scans/{started.ScanId}", started);
    }
}
