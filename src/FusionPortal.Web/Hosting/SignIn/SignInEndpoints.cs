using System.Security.Claims;
using FusionPortal.Core;
using FusionPortal.Core.People.Recovery;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>Leaving for the identity provider and coming back signed out. Both need a real request, so neither is a page.</summary>
internal static partial class SignInEndpoints
{
    public const string LoginPath = "/authentication/login";
    public const string LogoutPath = "/authentication/logout";

    public const string RecoverPath = "/authentication/recover";
    public const string RecoverPage = "/recover";

    private const string SignedOutPath = "/signed-out";

    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet(LoginPath, Login).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(RecoverPath, RecoverAsync).AllowAnonymous().ExcludeFromDescription();
        // A session whose time is up may still be signed out of, so this too is open.
        app.MapPost(LogoutPath, LogoutAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static Results<ChallengeHttpResult, RedirectHttpResult> Login(
        string? returnUrl, HttpRequest request, IHostEnvironment environment, ILoggerFactory logs)
    {
        if (request.IsHttps || environment.IsDevelopment())
            return TypedResults.Challenge(
                new AuthenticationProperties { RedirectUri = LocalUrl(returnUrl) }, [OpenIdConnectDefaults.AuthenticationScheme]);
        // Browsers would drop the cookies that hold what was sent to the provider, and its answer would be refused without a reason.
        WithoutHttps(logs.CreateLogger(typeof(SignInEndpoints)), request.Host.Value);
        return TypedResults.LocalRedirect("/sign-in?withoutHttps=true");
    }

    private static async Task<Results<SignOutHttpResult, RedirectHttpResult, StatusCodeHttpResult>> LogoutAsync(
        HttpContext context, IAntiforgery antiforgery)
    {
        // Whatever the browser kept of what this person saw. Its storage stays: unsent entries wait there for who typed them.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        // The session ended elsewhere, or its time is up: what was asked for is so already, and the form's token was another person's.
        if (context.User.Identity?.IsAuthenticated != true)
        {
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return TypedResults.LocalRedirect(SignedOutPath);
        }

        // The page of this status says that the form may be too old.
        if (!await antiforgery.IsRequestValidAsync(context)) return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        // The provider knows nothing of a session that a recovery link opened, and may be away.
        if (context.User.HasClaim(c => c.Type == PortalClaims.Recovery))
        {
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return TypedResults.LocalRedirect(SignedOutPath);
        }

        return TypedResults.SignOut(
            new AuthenticationProperties { RedirectUri = SignedOutPath },
            [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]);
    }

    // A form and not the link itself: what only looks at addresses, as mail filters do, uses none up.
    private static async Task<RedirectHttpResult> RecoverAsync(
        HttpContext context, IAntiforgery antiforgery, UseRecoveryLink use, SessionTickets tickets, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
            return TypedResults.LocalRedirect($"{RecoverPage}?refused=form");
        ClaimsPrincipal? opened = null;
        try
        {
            var code = (await context.Request.ReadFormAsync(cancellationToken))["code"].ToString();
            // Who pastes the whole link means the code in it.
            code = code[(code.LastIndexOf('=') + 1)..];
            await use.ExecuteAsync(
                new UseRecoveryLinkRequest(code, context.Connection.RemoteIpAddress?.ToString()), OpenAsync, cancellationToken);
            return TypedResults.LocalRedirect("/");
        }
        catch (RefusedException refused)
        {
            return TypedResults.LocalRedirect($"{RecoverPage}?refused={refused.Code}");
        }
        catch (Exception) when (opened is not null)
        {
            // The link was not spent, so what it opened must not go on.
            await tickets.RemoveAsync(opened.FindFirst(PortalClaims.Session)!.Value, CancellationToken.None);
            throw;
        }

        async Task OpenAsync(RecoverySession session, CancellationToken opening)
        {
            await tickets.EndLeftBehindAsync(context, opening);
            opened = PortalClaims.OfRecovery(session);
            await context.SignInAsync(
                CookieAuthenticationDefaults.AuthenticationScheme, opened, new AuthenticationProperties { ExpiresUtc = session.EndsAt });
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "A sign-in was asked for at http://{Host} and needs https. What stands in front of the portal has to send X-Forwarded-Proto, from "
        + "loopback or from a network of Proxies:KnownNetworks")]
    private static partial void WithoutHttps(ILogger logger, string? host);

    /// <summary>The address if it stays on this portal, else the start page.</summary>
    internal static string LocalUrl(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : "/";
}
