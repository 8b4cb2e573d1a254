using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace FusionPortal.Demo.Identity;

internal static class DemoIdentityEndpoints
{
    private static readonly string[] Scheme = [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme];

    public static void MapDemoIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(DemoIdentityServer.AuthorizePath, ["GET", "POST"], Authorize);
        routes.MapPost(DemoIdentityServer.TokenPath, (Delegate)ExchangeAsync);
        routes.MapMethods(DemoIdentityServer.EndSessionPath, ["GET", "POST"], EndSession);
        routes.MapMethods(DemoIdentityServer.UserInfoPath, ["GET", "POST"], (Delegate)UserInfoAsync);
        routes.MapGet("/", () => SignInPage.SignedOut());
        routes.MapGet("/assets/{file}", (string file) => SignInPage.Asset(file));
    }

    // There is no session here: each sign-in asks who to be, so changing persona is signing out and in again.
    private static IResult Authorize(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (request.HasPromptValue(PromptValues.None))
            return Refuse(Errors.LoginRequired, "Choosing a persona needs the page.");
        if (http.Request.Method != HttpMethods.Post || (string?)request["persona"] is not { } chosen)
            return SignInPage.Choose(request);
        var persona = Persona.People.FirstOrDefault(person => person.SubjectId == chosen);
        return persona is null
            ? Refuse(Errors.AccessDenied, "There is no such persona.")
            : Results.SignIn(PrincipalOf(persona, request.GetScopes()), authenticationScheme: Scheme[0]);
    }

    private static async Task<IResult> ExchangeAsync(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (request.IsClientCredentialsGrantType())
            return Results.SignIn(
                PrincipalOf(Persona.Clients.First(client => client.SubjectId == request.ClientId), []), authenticationScheme: Scheme[0]);

        // A code or a refresh token, already verified; the groups are those of now.
        var ticket = (await http.AuthenticateAsync(Scheme[0])).Principal!;
        var persona = Persona.People.FirstOrDefault(person => person.SubjectId == ticket.GetClaim(Claims.Subject));
        return persona is null
            ? Refuse(Errors.InvalidGrant, "There is no such persona any more.")
            : Results.SignIn(PrincipalOf(persona, ticket.GetScopes()), authenticationScheme: Scheme[0]);
    }

    private static IResult EndSession() => Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, Scheme);

    private static async Task<IResult> UserInfoAsync(HttpContext http)
    {
        var principal = (await http.AuthenticateAsync(Scheme[0])).Principal!;
        return Results.Json(new Dictionary<string, object?>
        {
            [Claims.Subject] = principal.GetClaim(Claims.Subject),
            [Claims.Name] = principal.GetClaim(Claims.Name),
            [Claims.PreferredUsername] = principal.GetClaim(Claims.PreferredUsername),
            [Claims.Email] = principal.GetClaim(Claims.Email),
            ["groups"] = principal.GetClaims("groups"),
        });
    }

    private static ClaimsPrincipal PrincipalOf(Persona persona, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("demo", Claims.Name, "groups");
        identity.SetClaim(Claims.Subject, persona.SubjectId)
            .SetClaim(Claims.Name, persona.Name)
            .SetClaim(Claims.PreferredUsername, persona.SubjectId)
            .SetClaim(Claims.Email, persona.Email);
        foreach (var group in persona.Groups) identity.AddClaim(new Claim("groups", group));
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        principal.SetAudiences(DemoIdentityProvider.Audience);
        principal.SetDestinations(static _ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return principal;
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }), Scheme);
}
