using System.ComponentModel;
using FusionPortal.Core.Search;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>Finding things by what people type.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this RouteGroupBuilder api) =>
        api.MapGet("/search", FindAsync).WithTags("Search").WithName("Search")
            .WithSummary("Clients, runs, steps, recorded values, resources, findings, conventions and accounts by what people type.")
            .WithDescription(
                "Letter case and accents make no difference, and every character means itself. What is called exactly so comes first, "
                    + "then what begins so, then what has it somewhere, from three characters on; several words have to be found all. A "
                    + "finding's number, an account's id, a run's id and an ARN name one thing for certain. indexedAt says up to when what "
                    + "was written can be found; it is null before the index was first made. whole is false where so much is "
                    + "nearly like what was typed that only what begins so was looked for.");

    private static async Task<Ok<SearchResults>> FindAsync(
        SearchQueries search, RequestActor actor, CancellationToken cancellationToken,
        [Description("1 to 300 characters; an ARN has up to 2,048.")] string? q = null,
        [Description("Only this kind, as kind names it in the answer.")] string? kind = null,
        [Description("Hits of each kind, 1 to 100.")] int take = 8) =>
        TypedResults.Ok(await search.FindAsync(q, actor.Value, take, cancellationToken, string.IsNullOrWhiteSpace(kind) ? null : kind));
}
