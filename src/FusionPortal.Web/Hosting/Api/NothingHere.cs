using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace FusionPortal.Web.Hosting.Api;

/// <summary>
/// The answer to a program whose request no endpoint takes: nothing is at the address (404), something is but not by that method (405), or
/// not in that form (415). Routing by itself would hand such a request to the pages' policy, which sends people to sign-in.
/// </summary>
internal sealed class NothingHere(EndpointDataSource endpoints, ParameterPolicyFactory policies)
{
    private readonly Lazy<Route[]> _routes = new(() =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => !e.RoutePattern.Parameters.Any(p => p.IsCatchAll)
                && ApiExceptionHandler.IsForPrograms("/" + e.RoutePattern.RawText?.TrimStart('/')))
            .Select(e => new Route(e)),
    ]);

    public Task AnswerAsync(HttpContext context)
    {
        var here = _routes.Value.Where(route => route.Matches(context, policies)).ToArray();
        if (here.Length == 0)
            return Problems.WriteAsync(context, StatusCodes.Status404NotFound, "no-such-address", "The API has nothing at this address.");

        var methods = here.SelectMany(route => route.Methods).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (!methods.Contains(context.Request.Method))
        {
            context.Response.Headers.Allow = string.Join(", ", methods);
            return Problems.WriteAsync(
                context, StatusCodes.Status405MethodNotAllowed, "method-not-allowed",
                    $"This address does not take {context.Request.Method}. It takes {string.Join(" and ", methods)}.");
        }

        var types = here.Where(route => route.Methods.Contains(context.Request.Method)).SelectMany(route => route.ContentTypes).Distinct()
            .ToArray();
        context.Response.Headers.Accept = string.Join(", ", types);
        return Problems.WriteAsync(
            context, StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type",
                $"This address takes a body as {string.Join(" or ", types)}, and says so by Content-Type.");
    }

    private sealed class Route(RouteEndpoint endpoint)
    {
        private readonly TemplateMatcher _matcher =
            new(new RouteTemplate(endpoint.RoutePattern), new RouteValueDictionary(endpoint.RoutePattern.Defaults));

        public IReadOnlyList<string> Methods { get; } = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

        public IReadOnlyList<string> ContentTypes { get; } = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? [];

        public bool Matches(HttpContext context, ParameterPolicyFactory policies)
        {
            var values = new RouteValueDictionary();
            return _matcher.TryMatch(context.Request.Path, values)
                && endpoint.RoutePattern.Parameters.All(p => Fits(context, p, values, policies));
        }

        private static bool Fits(
            HttpContext context, RoutePatternParameterPart place, RouteValueDictionary values, ParameterPolicyFactory policies) =>
            place.ParameterPolicies.Select(policy => policies.Create(place, policy)).OfType<IRouteConstraint>()
                .All(constraint => constraint.Match(context, null, place.Name, values, RouteDirection.IncomingRequest));
    }
}
