using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace FusionPortal.Integration.Hosting;

/// <summary>Watches what every route of the API answers during a test, and which of it the description does not know.</summary>
public sealed class AnswersSeen : IStartupFilter
{
    private readonly ConcurrentDictionary<(string Route, int Status), bool> _seen = new();

    /// <summary>Each answer as <c>GET /api/v1/runs/ 400</c>, and whether its endpoint declares it.</summary>
    public IReadOnlyDictionary<(string Route, int Status), bool> All => _seen;

    public IEnumerable<string> Undeclared => _seen.Where(answer => !answer.Value)
        .Select(answer => $"{answer.Key.Route} answers {answer.Key.Status}").Order(StringComparer.Ordinal);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            await rest(context);
            // An endpoint that failed is taken from the request before its problem is written.
            var endpoint = (context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint()) as RouteEndpoint;
            var status = context.Response.StatusCode;
            if (endpoint?.RoutePattern.RawText?.StartsWith("/api/v1/", StringComparison.Ordinal) != true
                || status == StatusCodes.Status499ClientClosedRequest) return;
            _seen[($"{context.Request.Method} {endpoint.RoutePattern.RawText}", status)] =
                endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Any(m => m.StatusCode == status);
        });
        next(app);
    };
}
