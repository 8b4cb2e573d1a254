using System.ComponentModel;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Reports;
using FusionPortal.Web.Hosting.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>What scans observed in AWS.</summary>
internal static class ResourceEndpoints
{
    public static void MapResources(this RouteGroupBuilder api) =>
        api.MapGet("/resources", ListAsync).WithTags("Resources").WithName("ListResources").Refuses(409)
            .WithSummary("Resources as last observed, a page at a time, in a stable order of the portal's own.");

    private static async Task<Ok<ResourcePage>> ListAsync(
        InventoryQueries inventory, KnownFilters known, CancellationToken cancellationToken,
        [Description("An account id.")] string? account = null,
        [Description("For example us-east-1.")] string? region = null,
        [Description("For example s3-bucket.")] string? kind = null,
        [Description("Found anywhere in name or ARN, ignoring case.")] string? text = null,
        [Description("What the portal knew at that moment. Without it, now.")] DateTimeOffset? asOf = null,
        [Description("The page before's nextCursor.")] string? cursor = null,
        [Description("Rows on a page, 1 to 500.")] int take = 50)
    {
        await known.RequireAsync(
            new FindingFilter(string.IsNullOrEmpty(account) ? null : [account], Kind: kind, AsOf: asOf), cancellationToken);
        await known.RegionAsync(region, cancellationToken);
        return TypedResults.Ok(
            await inventory.ListAsync(new ResourceFilter(account, region, kind, text, asOf), cursor, take, cancellationToken));
    }
}
