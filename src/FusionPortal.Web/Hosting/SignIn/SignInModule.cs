using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using FusionPortal.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using FusionPortal.Core.Settings;
using FusionPortal.Web.Components.Shared;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>People sign in with OpenID Connect and hold a cookie; programs bring a bearer token of the same authority.</summary>
internal static class SignInModule
{
    /// <summary>Policy of the HTTP API.</summary>
    public const string ApiPolicy = "Api";

    /// <summary>Picks bearer when the request carries a token, the cookie otherwise. Never both: their roles must not add up.</summary>
    public const string ApiScheme = "Api";

    private const string PlainCookie = "FusionPortal";
    private const string HostCookie = "__Host-FusionPortal";

    /// <summary>Whether the request carries a session, good or not.</summary>
    public static bool BringsSession(HttpRequest request) =>
        request.Cookies.ContainsKey(PlainCookie) || request.Cookies.ContainsKey(HostCookie);

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var isDevelopment = builder.Environment.IsDevelopment();
        var options = services.AddSettings(builder.Configuration, SignInOptions.Section, new ValidateSignInOptions(builder.Environment));
        services.AddSingleton<SessionTickets>();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<SessionTickets>(static (cookie, tickets) => cookie.SessionStore = tickets);
        services.AddSingleton<SignOutOrigin>();
        services.AddSingleton<IConfigurationManager<OpenIdConnectConfiguration>>(
            provider => new ConfigurationManager<OpenIdConnectConfiguration>(
            options.Authority.TrimEnd('/') + "/.well-known/openid-configuration",
            new GuardedConfigurationRetriever(isDevelopment, provider.GetRequiredService<SignOutOrigin>()),
            new HttpDocumentRetriever { RequireHttps = !isDevelopment }));

        services
            .AddAuthentication(schemes =>
            {
                schemes.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                schemes.DefaultChallengeScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            })
            .AddCookie(cookie => ConfigureCookie(cookie, isDevelopment))
            .AddOpenIdConnect()
            .AddJwtBearer()
            .AddPolicyScheme(ApiScheme, null, api =>
            {
                api.ForwardDefaultSelector = static context => context.Request.Headers.Authorization.Count > 0
                    ? JwtBearerDefaults.AuthenticationScheme
                    : CookieAuthenticationDefaults.AuthenticationScheme;
                // Programs read status codes: neither the cookie's nor the provider's redirect belongs here.
                api.ForwardChallenge = JwtBearerDefaults.AuthenticationScheme;
                api.ForwardForbid = JwtBearerDefaults.AuthenticationScheme;
            });
        services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, ConfigureOpenIdConnect>();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, ConfigureJwtBearer>();

        // Deny by default: whatever says nothing needs a signed-in person with a role. Pages say so once more in _Imports.razor.
        var member = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(Enum.GetNames<Role>()).Build();
        var authorization = services.AddAuthorizationBuilder()
            .SetDefaultPolicy(member)
            .SetFallbackPolicy(member)
            .AddPolicy(ApiPolicy, new AuthorizationPolicyBuilder(ApiScheme).Combine(member).Build());

        foreach (var (name, roles) in Policies.Roles) authorization.AddPolicy(name, p => p.RequireRole(roles.Select(r => r.ToString())));

        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionAuthenticationStateProvider>();
        services.AddScoped<CurrentActor>().AddScoped<CurrentVisit>();
    }

    private static void ConfigureCookie(CookieAuthenticationOptions cookie, bool isDevelopment)
    {
        // Browsers hold a __Host- cookie to https, to this host and to the root path. The demo runs on plain http.
        cookie.Cookie.Name = isDevelopment ? PlainCookie : HostCookie;
        cookie.Cookie.SecurePolicy = isDevelopment ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = "/sign-in";
        cookie.AccessDeniedPath = "/access-denied";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnValidatePrincipal = static async context =>
        {
            var services = context.HttpContext.RequestServices;
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            var options = services.GetRequiredService<IOptionsMonitor<SignInOptions>>().CurrentValue;
            if (context.Principal is { } person && SessionAuthenticationStateProvider.IsValid(person, options, now)) return;
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        };
    }

    /// <summary>The claims a ticket carries for this session beside the person's own.</summary>
    internal static IEnumerable<Claim> SessionClaims(DateTimeOffset ends) =>
    [
        new(PortalClaims.Session, RandomNumberGenerator.GetHexString(32, lowercase: true)),
        new(PortalClaims.SessionEnds, ends.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer64),
    ];
}
