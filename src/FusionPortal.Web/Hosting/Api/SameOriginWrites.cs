using FusionPortal.Core;

namespace FusionPortal.Web.Hosting.Api;

/// <summary>
/// Guards writes that a browser authenticates by cookie against other sites. A request with an Authorization header is let through: no
/// other site can add one without asking first, and the portal answers no such question. Any other write must come from the portal's own
/// pages, told by
/// <c>Sec-Fetch-Site</c>, or by <c>Origin</c> where a browser does not send it. Scripts use a bearer token.
/// </summary>
internal sealed class SameOriginWrites : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        IsAllowed(context.HttpContext.Request)
            ? next(context)
            : throw new RefusedException(
                RefusalKind.Forbidden, "cross-site-write",
                "A write signed in by cookie must come from the portal's own pages. Use a bearer token.");

    internal static bool IsAllowed(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return true;
        if (request.Headers.Authorization.Count > 0) return true;
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site) return site is ["same-origin"];
        return request.Headers.Origin is [{ } origin] && origin == $"{request.Scheme}://{request.Host}";
    }
}
