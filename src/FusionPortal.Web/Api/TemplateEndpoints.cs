using FusionPortal.Core.Templates;
using FusionPortal.Core;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>The checklist templates: their versions, and shipped ones that wait where people have published their own.</summary>
internal static class TemplateEndpoints
{
    public static void MapTemplates(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/templates").WithTags("Templates");
        group.MapGet("/", ListAsync).WithName("ListTemplateVersions")
            .WithSummary("Every version of every template; new runs take the published one of a key.");
        group.MapGet("/{key}/{version:int}.yaml", YamlAsync).WithName("GetTemplateText").Refuses(404)
            .Produces<string>(StatusCodes.Status200OK, "application/yaml")
            .WithSummary("The text of a version as it was published, byte for byte.");
        group.MapPost("/{key}", PublishAsync).WithName("PublishTemplate").Refuses(404, 409, 422)
            .WithSummary("Publishes a template people wrote. What is wrong with it is in details.problems, each at its line and column.");
        group.MapGet("/{key}/offer", OfferAsync).WithName("GetTemplateOffer").Refuses(404)
            .WithSummary(
                "The shipped template that waits to be taken in, with what it changes against the one in force; "
                    + "offer is null where there is none.");
        group.MapPost("/{key}/offer/accept", AcceptAsync).WithName("AcceptTemplateOffer").Refuses(404, 409, 422)
            .WithSummary("Lets new runs take the shipped template in place of one people wrote.");
    }

    private static async Task<Ok<IReadOnlyList<TemplateVersionSummary>>> ListAsync(
        TemplateQueries templates, CancellationToken cancellationToken) =>
        TypedResults.Ok(await templates.ListAsync(cancellationToken));

    private static async Task<ContentHttpResult> YamlAsync(
        string key, int version, TemplateQueries templates, CancellationToken cancellationToken) =>
        TypedResults.Text(
            await templates.YamlAsync(key, version, cancellationToken)
                ?? throw new RefusedException(RefusalKind.NotFound, "no-such-version", "There is no such version of the template."),
            "application/yaml");

    private static async Task<Ok<PublishedVersion>> PublishAsync(
        string key, NewTemplate body, PublishTemplate publish, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(new PublishedVersion(await publish.ExecuteAsync(
            new PublishTemplateRequest(key, body.Yaml, body.Reason, body.Instead, body.TakesIn), actor.Value, cancellationToken)));

    private static async Task<Ok<OfferAnswer>> OfferAsync(string key, TemplateQueries templates, CancellationToken cancellationToken) =>
        TypedResults.Ok(new OfferAnswer(await templates.OfferAsync(key, cancellationToken)));

    private static async Task<Ok<PublishedVersion>> AcceptAsync(
        string key, AcceptedOffer body, AcceptShippedTemplate accept, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(new PublishedVersion(await accept.ExecuteAsync(
            new AcceptShippedTemplateRequest(key, body.Number, body.Reason, body.Instead), actor.Value, cancellationToken)));

    /// <param name="Yaml">The template's text, kept to the byte; at most 1,000,000 characters.</param>
    /// <param name="Reason">Why, in one line of at most 1,000 characters.</param>
    /// <param name="Instead">The version in force that the author saw.</param>
    /// <param name="TakesIn">The shipped number whose changes the text has, or knowingly has not: its offer ends.</param>
    public sealed record NewTemplate(string? Yaml, string? Reason, int? Instead, int? TakesIn);
}
