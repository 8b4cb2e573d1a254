using System.ComponentModel;
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
            .WithSummary("Resources as last observed, a page at a time, in a stable order of the portal's own.")
            .WithMetadata(new QueryKeys(ResourceKeys.All.All));

    private static async Task<Ok<ResourcePage>> ListAsync(
        HttpRequest request, InventoryQueries inventory, KnownFilters known, CancellationToken cancellationToken,
        [Description("The page before's nextCursor.")] string? cursor = null,
        [Description("Rows on a page, 1 to 500.")] int take = 50)
    {
        var filter = QueryFilter.Read(ResourceKeys.All, request.Query, "cursor", "page", "take");
        await known.RequireAsync(ResourceKeys.All, filter, cancellationToken);
        return TypedResults.Ok(await inventory.ListAsync(filter, cursor, take, cancellationToken));
    }
}
