using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace FusionPortal.Demo.Identity;

/// <summary>The OpenID Connect server. It stores nothing: codes and tokens carry what they stand for.</summary>
internal static class DemoIdentityServer
{
    public const string AuthorizePath = "/connect/authorize";
    public const string TokenPath = "/connect/token";
    public const string EndSessionPath = "/connect/logout";
    public const string UserInfoPath = "/connect/userinfo";

    public static void AddDemoIdentityServer(this IServiceCollection services, Uri issuer, DemoIdentityKeys keys) =>
        services.AddOpenIddict().AddServer(server =>
        {
            server.SetIssuer(issuer)
                .SetAuthorizationEndpointUris(AuthorizePath)
                .SetTokenEndpointUris(TokenPath)
                .SetEndSessionEndpointUris(EndSessionPath)
                .SetUserInfoEndpointUris(UserInfoPath)
                .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
                .AllowRefreshTokenFlow()
                .AllowClientCredentialsFlow()
                .RegisterScopes(Scopes.Profile, Scopes.Email, "groups")
                .RegisterClaims(Claims.Name, Claims.PreferredUsername, Claims.Email, "groups")
                .SetAccessTokenLifetime(TimeSpan.FromHours(1))
                .Configure(options => options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain))
                .AddSigningKey(keys.Signing)
                .AddEncryptionKey(keys.Sealing)
                .DisableAccessTokenEncryption()
                .EnableDegradedMode();

            // The loopback address only, so plain HTTP leaves no machine.
            server.UseAspNetCore()
                .DisableTransportSecurityRequirement()
                .EnableAuthorizationEndpointPassthrough()
                .EnableTokenEndpointPassthrough()
                .EnableEndSessionEndpointPassthrough()
                .EnableUserInfoEndpointPassthrough();

            server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                context.Metadata["fusionportal_demo"] = true;
                return default;
            }));
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != DemoIdentityProvider.PortalClientId)
                    context.Reject(Errors.InvalidClient, "This client is not known here.");
                else if (!IsOnThisMachine(context.RedirectUri))
                    context.Reject(Errors.InvalidRequest, "The redirect address is not on this machine.");
                return default;
            }));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                var known = context.Request.IsClientCredentialsGrantType()
                    ? Persona.Clients.Any(client => client.SubjectId == context.ClientId)
                    : context.ClientId == DemoIdentityProvider.PortalClientId;
                if (!known || context.ClientSecret != DemoIdentityProvider.ClientSecret)
                    context.Reject(Errors.InvalidClient, "The client or its secret is not known here.");
                return default;
            }));
            server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.PostLogoutRedirectUri is { Length: > 0 } address && !IsOnThisMachine(address))
                    context.Reject(Errors.InvalidRequest, "The address to return to is not on this machine.");
                return default;
            }));
        });

    // The portal's port is the person's choice (--port), and the tests' is any free one.
    private static bool IsOnThisMachine(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Scheme is ("http" or "https");
}
