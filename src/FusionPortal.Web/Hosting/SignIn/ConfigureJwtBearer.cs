using FusionPortal.Core.People;
using FusionPortal.Web.Hosting.Api;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>Access tokens of the same authority: issuer, audience, lifetime, signature and, where one is configured, the scope.</summary>
internal sealed class ConfigureJwtBearer(
    IOptions<SignInOptions> signIn, IConfigurationManager<OpenIdConnectConfiguration> provider, RememberPerson people,
        IHostEnvironment environment,
    ILogger<ConfigureJwtBearer> logger)
    : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(string? name, JwtBearerOptions options) => Configure(options);

    public void Configure(JwtBearerOptions options)
    {
        var settings = signIn.Value;
        options.Authority = settings.Authority;
        options.ConfigurationManager = provider;
        options.RequireHttpsMetadata = !environment.IsDevelopment();
        options.MapInboundClaims = false;
        options.TokenValidationParameters.ValidAudience = settings.Audience;
        options.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
        if (settings.AudienceClaim != "aud")
        {
            options.TokenValidationParameters.AudienceValidator = (_, token, _) =>
                token is JsonWebToken jwt && jwt.TryGetPayloadValue<string>(settings.AudienceClaim, out var meantFor)
                    && meantFor == settings.Audience;
        }

        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = context => AcceptAsync(context, settings),
            OnAuthenticationFailed = async context =>
            {
                // Not the token's fault: it goes on as the failure it is, and is answered as every request without the database.
                if (DatabaseAway.IsCause(context.Exception)) return;
                // Failing here, and not by exception, is a 401 in any case; without it a provider that is away would be a failure of the
                // portal's.
                context.Fail(await ProviderTroubleAsync(context.Exception, context.HttpContext.RequestAborted) ?? context.Exception);
            },
            OnChallenge = ChallengeAsync,
            OnForbidden = static context => Problems.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden, "forbidden",
                PortalClaims.WhyNoRoleOf(context.HttpContext.User) ?? "Your roles do not allow this."),
        };
    }

    // Without the provider's document there is neither issuer nor key to compare with, and the check says that they are wrong.
    private async Task<Exception?> ProviderTroubleAsync(Exception failure, CancellationToken cancellationToken)
    {
        if (failure is not (SecurityTokenInvalidIssuerException or SecurityTokenSignatureKeyNotFoundException)) return null;
        try
        {
            await provider.GetConfigurationAsync(cancellationToken);
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }

    private async Task AcceptAsync(TokenValidatedContext context, SignInOptions settings)
    {
        var scopes = context.Principal!.Claims.Where(c => c.Type is "scope" or "scp").SelectMany(c => c.Value.Split(' '));
        if (settings.ApiScope.Length > 0 && !scopes.Contains(settings.ApiScope))
        {
            context.Fail(new TokenRefusedException(TokenRefusal.Scope));
        }
        else if (PortalClaims.Reduce(context.Principal, settings) is { } principal)
        {
            await people.ExecuteAsync(PortalClaims.PersonOf(context.Principal, settings)!, context.HttpContext.RequestAborted);
            context.Principal = principal;
        }
        else
        {
            context.Fail(new TokenRefusedException(TokenRefusal.Subject));
        }
    }

    private async Task ChallengeAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var refusal = TokenRefusal.Of(context.AuthenticateFailure, context.Request.Headers.Authorization);
        if (refusal is not null)
            logger.LogInformation("A bearer token was refused: {Check} See {Setting}", refusal.Description, refusal.Setting);
        if (refusal == TokenRefusal.ProviderAway)
        {
            context.Response.Headers.RetryAfter = "5";
            await Problems.WriteAsync(context.HttpContext, StatusCodes.Status503ServiceUnavailable, "provider-away", refusal.Description);
            return;
        }

        context.Response.Headers.WWWAuthenticate = refusal?.Header(signIn.Value) ?? "Bearer";
        await Problems.WriteAsync(context.HttpContext, StatusCodes.Status401Unauthorized, "not-signed-in",
            refusal?.Description ?? "Send a bearer token of the company's identity provider, made for this API.");
    }
}
