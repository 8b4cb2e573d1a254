using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.ShippedTexts;
using FusionPortal.Core;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>The convention book: its versions, and the shipped one that waits where people have published their own.</summary>
internal static class BookEndpoints
{
    public static void MapBook(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/convention-book").WithTags("Convention book");
        group.MapGet("/", ListAsync).WithName("ListBookVersions").WithSummary("Every published version, the one in force first.");
        group.MapGet("/standing", StandingAsync).WithName("GetBookStanding")
            .WithSummary(
                "Whether this portal can judge by the book in force, and which of the texts it ships were refused because the database "
                    + "knows another under their number.");
        group.MapGet("/{version:int}.yaml", YamlAsync).WithName("GetBookText").Refuses(404)
            .Produces<string>(StatusCodes.Status200OK, "application/yaml")
            .WithSummary("The text of a version as it was published, byte for byte.");
        group.MapPost("/", PublishAsync).WithName("PublishBook").Refuses(409, 422)
            .WithSummary("Publishes a book people wrote. What is wrong with it is in details.problems, each at its line and column.");
        group.MapGet("/offer", OfferAsync).WithName("GetBookOffer")
            .WithSummary(
                "The shipped book that waits to be taken in, with what it changes against the one in force; "
                    + "offer is null where there is none.");
        group.MapPost("/offer/accept", AcceptAsync).WithName("AcceptBookOffer").Refuses(404, 409, 422)
            .WithSummary("Puts the shipped book in force in place of one people wrote.");
    }

    private static async Task<Ok<IReadOnlyList<BookVersionSummary>>> ListAsync(BookQueries books, CancellationToken cancellationToken) =>
        TypedResults.Ok(await books.VersionsAsync(cancellationToken));

    private static async Task<Ok<StandingAnswer>> StandingAsync(
        BookQueries books, ShippedTextConflicts conflicts, CancellationToken cancellationToken) =>
        TypedResults.Ok(new StandingAnswer(await books.StandingAsync(cancellationToken), conflicts.All));

    private static async Task<ContentHttpResult> YamlAsync(int version, BookQueries books, CancellationToken cancellationToken) =>
        TypedResults.Text(
            await books.YamlAsync(version, cancellationToken)
                ?? throw new RefusedException(RefusalKind.NotFound, "no-such-version", "There is no such version of the book."),
            "application/yaml");

    private static async Task<Ok<PublishedVersion>> PublishAsync(
        NewBook body, PublishBook publish, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(new PublishedVersion(await publish.ExecuteAsync(
            new PublishBookRequest(body.Yaml, body.Reason, body.Instead, body.TakesIn), actor.Value, cancellationToken)));

    private static async Task<Ok<OfferAnswer>> OfferAsync(BookQueries books, CancellationToken cancellationToken) =>
        TypedResults.Ok(new OfferAnswer(await books.OfferAsync(cancellationToken)));

    private static async Task<Ok<PublishedVersion>> AcceptAsync(
        AcceptedOffer body, AcceptShippedBook accept, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(new PublishedVersion(await accept.ExecuteAsync(
            new AcceptShippedBookRequest(body.Number, body.Reason, body.Instead), actor.Value, cancellationToken)));

    /// <param name="Yaml">The book's text, kept to the byte; at most 1,000,000 characters.</param>
    /// <param name="Reason">Why, in one line of at most 1,000 characters.</param>
    /// <param name="Instead">The version in force that the author saw.</param>
    /// <param name="TakesIn">The shipped number whose changes the text has, or knowingly has not: its offer ends.</param>
    public sealed record NewBook(string? Yaml, string? Reason, int? Instead, int? TakesIn);
}

/// <param name="Number">The shipped number that is offered.</param>
/// <param name="Reason">Why, in one line of at most 1,000 characters.</param>
/// <param name="Instead">The version in force that the offer was seen against.</param>
public sealed record AcceptedOffer(int Number, string? Reason, int? Instead);

/// <param name="Conflicts">Texts of this build that were not published; empty where all is well.</param>
public sealed record StandingAnswer(BookStanding InForce, IReadOnlyList<ShippedTextConflict> Conflicts);

/// <param name="Offer">Null where nothing waits.</param>
public sealed record OfferAnswer(ShippedOffer? Offer);

/// <param name="Version">In force from now on.</param>
public sealed record PublishedVersion(int Version);
