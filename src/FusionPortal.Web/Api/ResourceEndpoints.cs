using System.ComponentModel;
using FusionPortal.Core;
using FusionPortal.Core.Findings.Verdicts;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Reports;
using FusionPortal.Web.Hosting.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>What scans observed in AWS.</summary>
internal static class ResourceEndpoints
{
    public static void MapResources(this RouteGroupBuilder api)
    {
        api.MapGet("/resources/{key}", GetAsync).WithTags("Resources").WithName("GetResource").Refuses(404, 409)
            .WithSummary("One resource: what is recorded and observed of it, every convention that judges it, its history.");
        api.MapGet("/resources", ListAsync).WithTags("Resources").WithName("ListResources").Refuses(409)
            .WithSummary("Resources as last observed, each with its client and the worst of its verdicts, a page at a time.")
            .WithMetadata(new QueryKeys(ResourceKeys.All.All));
    }

    private static async Task<Ok<ResourceDetail>> GetAsync(
        [Description("32 hexadecimal digits, the first half of the SHA-256 of its ARN; or the ARN, escaped.")] string key,
        ResourceQueries resources, CancellationToken cancellationToken,
        [Description("What the portal knew at that moment. Without it, now.")] DateTimeOffset? asOf = null)
    {
        var known = key.StartsWith("arn:", StringComparison.Ordinal) ? ResourceKey.Of(key) : key;
        return TypedResults.Ok(await resources.GetAsync(known, asOf, cancellationToken)
            ?? throw new RefusedException(
                RefusalKind.NotFound, "no-such-resource", "No scan had seen a resource of this key by then.", "key"));
    }

    private static async Task<Ok<ResourcePage>> ListAsync(
        HttpRequest request, ResourceQueries resources, KnownFilters known, CancellationToken cancellationToken,
        [Description("place (the portal's own, whose pages cost the same wherever they are), name, kind or changed.")]
        string? sort = null,
        [Description("The page before's nextCursor, in the same order.")] string? cursor = null,
        [Description("Rows on a page, 1 to 500.")] int take = 50)
    {
        var filter = QueryFilter.Read(ResourceKeys.All, request.Query, "sort", "cursor", "page", "take");
        await known.RequireAsync(ResourceKeys.All, filter, cancellationToken);
        var order = ResourceSort.Place;
        if (!string.IsNullOrWhiteSpace(sort) && !ResourceKeys.TryReadSort(sort, out order)) throw QueryFilter.NotUnderstood($"sort={sort}");
        return TypedResults.Ok(await resources.ListAsync(filter, order, cursor, take, cancellationToken));
    }
}
