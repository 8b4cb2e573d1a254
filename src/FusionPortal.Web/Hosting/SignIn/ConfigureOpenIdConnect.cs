using FusionPortal.Core.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>Authorization code flow with PKCE, as a confidential client.</summary>
internal sealed class ConfigureOpenIdConnect(
    IOptions<SignInOptions> signIn, IConfigurationManager<OpenIdConnectConfiguration> provider, RememberPerson people,
    TimeProvider clock, IHostEnvironment environment)
    : IConfigureNamedOptions<OpenIdConnectOptions>
{
    private const int LongestHint = 4096;

    public void Configure(string? name, OpenIdConnectOptions options) => Configure(options);

    public void Configure(OpenIdConnectOptions options)
    {
        var settings = signIn.Value;
        options.Authority = settings.Authority;
        options.ConfigurationManager = provider;
        options.RequireHttpsMetadata = !environment.IsDevelopment();
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // The answer comes as a top-level GET, so that the correlation cookies may stay SameSite=Lax.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        foreach (var root in ProvidedGroups.RootsOf(settings)) options.ClaimActions.Add(new WholeClaimAction(root));
        if (settings.SubjectClaim != "sub") options.ClaimActions.MapUniqueJsonKey(settings.SubjectClaim, settings.SubjectClaim);
        options.TokenValidationParameters.NameClaimType = PortalClaims.Name;
        options.TokenValidationParameters.RoleClaimType = PortalClaims.Role;
        options.Scope.Clear();
        options.Scope.Add("openid");
        // A scope has no blanks in its name (RFC 6749, 3.3): they separate here as they do on the wire.
        foreach (
            var scope in settings.Scopes.SelectMany(s => s.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(s => s != "openid")
            .Distinct()) options.Scope.Add(scope);
        options.SignedOutRedirectUri = "/signed-out";

        var secure = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = secure;
        }

        options.Events.OnTicketReceived = OnTicketReceived;
        options.Events.OnTokenResponseReceived = static context =>
        {
            // Only what sign-out needs is kept; access tokens would be read by nobody.
            if (context.TokenEndpointResponse.IdToken is { } idToken)
                context.Properties!.StoreTokens([new AuthenticationToken { Name = OpenIdConnectParameterNames.IdToken, Value = idToken }]);
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToIdentityProviderForSignOut = static context =>
        {
            // The hint travels in an address, and servers take addresses of about 8 KB. The client's id names the portal as well.
            context.ProtocolMessage.ClientId = context.Options.ClientId;
            if (context.ProtocolMessage.IdTokenHint?.Length > LongestHint) context.ProtocolMessage.IdTokenHint = null;
            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = static context =>
        {
            var logger = context.HttpContext.RequestServices.GetRequiredService<ILogger<ConfigureOpenIdConnect>>();
            logger.LogWarning(context.Failure, "A sign-in did not complete");
            context.Response.Redirect("/sign-in?failed=true");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    private async Task OnTicketReceived(TicketReceivedContext context)
    {
        var ends = clock.GetUtcNow() + TimeSpan.FromHours(signIn.Value.SessionHours);
        var principal = PortalClaims.Reduce(context.Principal!, signIn.Value, SignInModule.SessionClaims(ends));
        if (principal is null)
        {
            context.Fail($"The identity provider named no {signIn.Value.SubjectClaim}.");
            return;
        }

        if (PortalClaims.WhyNoRoleOf(principal) is { } why)
        {
            context.HttpContext.RequestServices.GetRequiredService<ILogger<ConfigureOpenIdConnect>>()
                .LogWarning("{Subject} signed in and has no role. {Why}", principal.FindFirst(PortalClaims.Subject)!.Value, why);
        }

        // Before the session begins, so that nothing is done under an id whose person is not known.
        await people.ExecuteAsync(PortalClaims.PersonOf(context.Principal!, signIn.Value)!, context.HttpContext.RequestAborted);
        context.Principal = principal;
        context.Properties!.IssuedUtc = clock.GetUtcNow();
        context.Properties.ExpiresUtc = ends;
    }
}
