using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace FusionPortal.Web.Hosting.Api;

/// <summary>Problem details as the API writes them, for its description. <see cref="Problems"/> writes them.</summary>
/// <param name="Status">The status again.</param>
/// <param name="Detail">What is wrong, in words for a person.</param>
/// <param name="Code">The same for programs; it stays when the words change.</param>
/// <param name="Reference">Finds the request in the portal's log.</param>
/// <param name="TraceId">The same with the span, as tracing writes it.</param>
/// <param name="Field">The place of the request that is meant, where it is one.</param>
/// <param name="Details">What there is to know beside it, by the code.</param>
internal sealed record ApiProblem(
    string? Type,
    string? Title,
    [property: Description("The status again.")] int Status,
    [property: Description("What is wrong, in words for a person.")] string Detail,
    [property: Description(
        "What is wrong, for programs: lower-case words joined with hyphens. It stays when the words change.")] string Code,
    [property: Description("Finds the request in the portal's log.")] string Reference,
    [property: Description("The reference as tracing writes it.")] string? TraceId = null,
    [property: Description(
        "The place of the request that is meant, where it is one: a member as values.site-title or arns[3], a key of "
            + "the query, a part of the address.")] string? Field = null,
    [property: Description("What there is to know beside it; its form depends on the code.")] JsonElement? Details = null);

/// <summary>What an endpoint refuses with, beside what every endpoint does. A test holds each answer of each route against it.</summary>
internal static class ApiRefusals
{
    /// <summary>Declares the statuses of the refusals of an endpoint's own use case.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) endpoint.WithMetadata(Of(status));
        return endpoint;
    }

    /// <summary>Declares what any endpoint of the group may answer, whatever it is for; and for those with a body what may be wrong with
    /// one.</summary>
    public static void RefuseAll(this RouteGroupBuilder group)
    {
        group.WithMetadata(Of(400), Of(401), Of(403), Of(503));
        ((IEndpointConventionBuilder)group).Finally(static endpoint =>
        {
            if (!endpoint.Metadata.OfType<IAcceptsMetadata>().Any()) return;
            endpoint.Metadata.Add(Of(413));
            endpoint.Metadata.Add(Of(415));
        });
    }

    private static ProducesResponseTypeMetadata Of(int status) => new(status, typeof(ApiProblem), ["application/problem+json"]);
}
