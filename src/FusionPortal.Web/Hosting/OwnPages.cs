using FusionPortal.Core;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Http.Features;

namespace FusionPortal.Web.Hosting;

/// <summary>
/// Turns away what a page of another address makes a browser send with the portal's cookies: every WebSocket, everything of a page's
/// connection, and every write. Cookies know neither ports nor, with <c>SameSite</c>, neighbouring host names; <c>Origin</c> does.
/// </summary>
/// <remarks>
/// A bearer token on an address of the API is let through: no other site can add one without asking the portal first, which answers no such
/// question, and a request with a token never falls back to a cookie. So is a write that brings no session, which is nobody's.
/// </remarks>
internal static partial class OwnPages
{
    private const string Connection = "/_blazor";

    public static void UseOwnPagesOnly(this WebApplication app)
    {
        var publicAddresses = app.Services.GetRequiredService<PublicAddresses>();
        app.Use(async (context, next) =>
        {
            if (IsAllowed(context, publicAddresses))
            {
                await next(context);
                return;
            }

            TurnedAway(app.Logger, context.Request.Method, OriginOf(context.Request) ?? "no readable address");
            const string why = "What is signed in by cookie must come from the portal's own pages.";
            if (ApiExceptionHandler.IsForPrograms(context.Request.Path))
            {
                await Problems.WriteAsync(
                    context, new RefusedException(RefusalKind.Forbidden, "cross-site-write", why + " Use a bearer token."));
                return;
            }

            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync(why);
        });
    }

    internal static bool IsAllowed(HttpContext context, PublicAddresses publicAddresses)
    {
        var request = context.Request;
        var own = () => OriginOf(request) is { } origin && publicAddresses.Are(origin, request);
        // A browser names the origin on every WebSocket, and asks nobody before it opens one.
        if (IsWebSocket(context)) return own() && SiteIsOwn(request);

        if (IsRead(request.Method))
        {
            // Browsers leave the origin out when a page reads from its own address.
            return !request.Path.StartsWithSegments(Connection) || ((request.Headers.Origin.Count == 0 || own()) && SiteIsOwn(request));
        }

        if (request.Path.StartsWithSegments(Connection)) return own() && SiteIsOwn(request);
        if (ApiExceptionHandler.IsForPrograms(request.Path) && request.Headers.Authorization.Count > 0) return true;
        if (request.Headers.Origin.Count > 0) return own() && SiteIsOwn(request);
        return request.Headers["Sec-Fetch-Site"].Count > 0 ? SiteIsOwn(request) : !SignInModule.BringsSession(request);
    }

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    // Over HTTP/2 a WebSocket begins with CONNECT and no Upgrade.
    private static bool IsWebSocket(HttpContext context) =>
        context.Request.Headers.Upgrade.Any(u => u?.Contains("websocket", StringComparison.OrdinalIgnoreCase) == true)
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    // Not every browser says it, and none over http but to its own machine.
    private static bool SiteIsOwn(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is { Count: 0 } or ["same-origin"];

    /// <summary>Scheme, host and port of the page that sends this; null where it says none, or more than one, or <c>null</c>.</summary>
    private static string? OriginOf(HttpRequest request) =>
        request.Headers.Origin is [{ } origin] ? PublicAddresses.Origin(origin) : null;

    [LoggerMessage(
        LogLevel.Warning,
        "{Method} from a page of {Origin} was turned away: that is no address of the portal. If people open the portal there, what stands "
        + "in front of it has to send X-Forwarded-Proto and X-Forwarded-Host, or the address stands in Proxies:PublicAddresses")]
    private static partial void TurnedAway(ILogger logger, string method, string origin);
}
