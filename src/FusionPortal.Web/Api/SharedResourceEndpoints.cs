using FusionPortal.Core.Scorecards;
using FusionPortal.Core.SharedResources;
using FusionPortal.Core;
using FusionPortal.Web.Hosting.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>AWS resources that serve several clients.</summary>
internal static class SharedResourceEndpoints
{
    public static void MapSharedResources(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/shared-resources").WithTags("Shared resources");
        group.MapGet("/", ListAsync).WithName("ListSharedResources")
            .WithSummary("Every shared resource with its checklist's progress, by kind and name.");
        group.MapGet("/{id:guid}", GetAsync).WithName("GetSharedResource").Refuses(404)
            .WithSummary("One shared resource with its tenants.");
        group.MapGet("/{id:guid}/scorecard", ScorecardAsync).WithName("GetSharedResourceScorecard").Refuses(404)
            .WithSummary(
                "Everything of one shared resource: whom it carries, what it stands on, what its checklist means in AWS and recorded, "
                    + "what is found about it.");
    }

    private static async Task<Ok<IReadOnlyList<SharedResourceRow>>> ListAsync(
        SharedResourceQueries resources, CancellationToken cancellationToken, string? kind = null) =>
        TypedResults.Ok(await resources.ListAsync(kind, cancellationToken));

    private static async Task<Ok<SharedResourceDetail>> GetAsync(
        Guid id, SharedResourceQueries resources, CancellationToken cancellationToken) =>
        TypedResults.Ok(await resources.FindAsync(id, cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-resource", "There is no such shared resource."));

    private static async Task<Ok<SharedScorecard>> ScorecardAsync(
        Guid id, SharedScorecardQueries scorecards, CancellationToken cancellationToken) =>
        TypedResults.Ok(await scorecards.FindAsync(id, cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-resource", "There is no such shared resource."));
}
