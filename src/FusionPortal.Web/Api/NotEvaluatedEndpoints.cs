using System.ComponentModel;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Web.Hosting.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>What could not be judged, and why.</summary>
internal static class NotEvaluatedEndpoints
{
    public static void MapNotEvaluated(this RouteGroupBuilder api) =>
        api.MapGet("/not-evaluated", ListAsync).WithTags("Findings").WithName("ListNotEvaluated").Refuses(409)
            .WithSummary(
                "What could not be judged, a page at a time: which resource, which convention, why, since when, and what would answer it.")
            .WithMetadata(new QueryKeys(NotEvaluatedKeys.All.All));

    private static async Task<Ok<NotEvaluatedPage>> ListAsync(
        HttpRequest request, NotEvaluatedQueries notEvaluated, KnownFilters known, CancellationToken cancellationToken,
        [Description("The page before's nextCursor.")] string? cursor = null,
        [Description("Rows on a page, 1 to 500.")] int take = 50)
    {
        var filter = QueryFilter.Read(NotEvaluatedKeys.All, request.Query, "cursor", "page", "take");
        await known.RequireAsync(NotEvaluatedKeys.All, filter, cancellationToken);
        return TypedResults.Ok(await notEvaluated.ListAsync(filter, cursor, take, cancellationToken));
    }
}
