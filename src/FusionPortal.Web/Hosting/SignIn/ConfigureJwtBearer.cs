using FusionPortal.Core.People;
using FusionPortal.Web.Hosting.Api;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>Access tokens of the same authority: issuer, audience, lifetime, signature and, where one is configured, the scope.</summary>
internal sealed class ConfigureJwtBearer(
    IOptions<SignInOptions> signIn, IConfigurationManager<OpenIdConnectConfiguration> provider, RememberPerson people, IHostEnvironment environment)
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
        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = async context =>
            {
                var scopes = context.Principal!.FindAll("scope").SelectMany(c => c.Value.Split(' '));
                if (settings.ApiScope.Length > 0 && !scopes.Contains(settings.ApiScope))
                    context.Fail($"The token lacks the scope {settings.ApiScope}.");
                else if (PortalClaims.Reduce(context.Principal, settings) is { } principal)
                {
                    await people.ExecuteAsync(PortalClaims.PersonOf(context.Principal, settings)!, context.HttpContext.RequestAborted);
                    context.Principal = principal;
                }
                else
                {
                    context.Fail($"The token names no {settings.SubjectClaim}.");
                }
            },
            OnChallenge = static async context =>
            {
                context.HandleResponse();
                context.Response.Headers.WWWAuthenticate = "Bearer";
                await Problems.WriteAsync(context.HttpContext, StatusCodes.Status401Unauthorized, "not-signed-in",
                    "Send a bearer token of the company's identity provider, made for this API.");
            },
            OnForbidden = static context => Problems.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden, "forbidden",
                "Your roles do not allow this."),
        };
    }
}
