using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>Leaving for the identity provider and coming back signed out. Both need a real request, so neither is a page.</summary>
internal static class SignInEndpoints
{
    public const string LoginPath = "/authentication/login";
    public const string LogoutPath = "/authentication/logout";

    private const string SignedOutPath = "/signed-out";

    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet(LoginPath, Login).AllowAnonymous().ExcludeFromDescription();
        // A session whose time is up may still be signed out of, so this too is open.
        app.MapPost(LogoutPath, LogoutAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static ChallengeHttpResult Login(string? returnUrl) => TypedResults.Challenge(
        new AuthenticationProperties { RedirectUri = LocalUrl(returnUrl) }, [OpenIdConnectDefaults.AuthenticationScheme]);

    private static async Task<Results<SignOutHttpResult, RedirectHttpResult, StatusCodeHttpResult>> LogoutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        // The session ended elsewhere, or its time is up: what was asked for is so already, and the form's token was another person's.
        if (context.User.Identity?.IsAuthenticated != true)
        {
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return TypedResults.LocalRedirect(SignedOutPath);
        }

        // The page of this status says that the form may be too old.
        if (!await antiforgery.IsRequestValidAsync(context)) return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        return TypedResults.SignOut(
            new AuthenticationProperties { RedirectUri = SignedOutPath },
            [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]);
    }

    /// <summary>The address if it stays on this portal, else the start page.</summary>
    internal static string LocalUrl(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : "/";
}
