using System.ComponentModel;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>What of AWS was read, and reading single resources again.</summary>
internal static class CoverageEndpoints
{
    public static void MapCoverage(this RouteGroupBuilder api)
    {
        api.MapGet("/coverage", ReadAsync).WithTags("Coverage").WithName("GetCoverage").Refuses(409)
            .WithSummary(
                "The coverage ledger: every service of every account and region with how its last attempt "
                    + "ended and what it cost in AWS calls.");
        api.MapPost("/resources/recheck", RecheckAsync).WithTags("Resources").WithName("RecheckResources").Refuses(404, 409, 502)
            .WithSummary("Reads the tags of named resources again, without a scan. What AWS does not answer for changes nothing.");
    }

    private static async Task<Ok<CoverageLedger>> ReadAsync(
        CoverageLedgerQueries ledger, CancellationToken cancellationToken,
        [Description("The ledger as it stood at that moment, passes too. Without it, now.")] DateTimeOffset? asOf = null) =>
        TypedResults.Ok(await ledger.ReadAsync(asOf, cancellationToken));

    private static async Task<Ok<Rechecked>> RecheckAsync(
        [Description("1 to 500 ARNs.")] RecheckRequest request, RecheckResources recheck, RequestActor actor,
            CancellationToken cancellationToken) =>
        TypedResults.Ok(await recheck.ExecuteAsync(request, actor.Value, cancellationToken));
}
