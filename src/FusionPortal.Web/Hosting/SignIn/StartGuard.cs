using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>Keeps the demo's sign-in, which lets anybody be anybody, out of every environment but Development.</summary>
internal static class StartGuard
{
    public static IEnumerable<string> Reasons(SignInOptions options, bool isDevelopment)
    {
        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority))
            yield return "Authentication:Authority is not an absolute address. Set it to the issuer address of the "
                + "company's OpenID Connect provider.";
        else if (!isDevelopment && authority.Scheme != Uri.UriSchemeHttps)
            yield return $"Authentication:Authority {authority} is not https. Plain http is accepted in Development only.";
        if (options.ClientId.Length == 0)
            yield return "Authentication:ClientId is not set.";
        if (options.ClientSecret.Length == 0)
            yield return "Authentication:ClientSecret is not set.";
        else if (!isDevelopment && options.ClientSecret == "demo")
            yield return "Authentication:ClientSecret is the demo's secret. It is accepted in Development only.";
        if (options.Audience.Length == 0)
            yield return "Authentication:Audience is not set. Without it, a token made for any other application would open the API.";
        if (string.IsNullOrWhiteSpace(options.SubjectClaim) || options.SubjectClaim != options.SubjectClaim.Trim())
            yield return "Authentication:SubjectClaim names no claim. Set it to sub, or to oid for Microsoft Entra ID.";
        if (string.IsNullOrWhiteSpace(options.AudienceClaim) || options.AudienceClaim != options.AudienceClaim.Trim())
            yield return "Authentication:AudienceClaim names no claim. Set it to aud, or to client_id for Amazon Cognito.";
        if (string.IsNullOrWhiteSpace(options.GroupClaim))
            yield return "Authentication:GroupClaim names no claim. Set it to groups, or to where the provider lists groups or roles.";
        if (options.RoleGroups.FirstOrDefault(r => r.Value.Any(string.IsNullOrWhiteSpace)) is { Value: not null } blank)
            yield return $"Authentication:RoleGroups:{blank.Key} has an empty group name.";
        if (options.SessionHours is not (>= 1 and <= 24))
            yield return $"Authentication:SessionHours is {options.SessionHours}. It must be 1 to 24.";
        if (options.RoleGroups.Values.All(groups => groups.Count == 0))
            yield return "Authentication:RoleGroups maps no group to any role, so nobody could open a page.";
    }

    /// <summary>
    /// Reads the provider's discovery document once before the portal listens. A provider that is away does not stop the start:
    /// the same check runs again whenever the document is read.
    /// </summary>
    /// <exception cref="StartRefusedException">The provider is the demo's, outside Development.</exception>
    public static async Task CheckAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var provider = app.Services.GetRequiredService<IConfigurationManager<OpenIdConnectConfiguration>>();
        try
        {
            await provider.GetConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException exception) when (Find<StartRefusedException>(exception) is { } refused)
        {
            throw refused;
        }
        catch (InvalidOperationException exception)
        {
            app.Logger.LogWarning(
                "The identity provider does not answer ({Cause}). Sign-in fails until it does", exception.GetBaseException().Message);
        }
    }

    internal static T? Find<T>(Exception? exception) where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception is T found) return found;
        return null;
    }
}

/// <summary>Reads the discovery document and refuses the demo provider, which declares itself, outside Development.</summary>
internal sealed class GuardedConfigurationRetriever(bool isDevelopment, SignOutOrigin signOut)
    : IConfigurationRetriever<OpenIdConnectConfiguration>
{
    public const string DemoMark = "fusionportal_demo";

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(
        string address, IDocumentRetriever retriever, CancellationToken cancel)
    {
        var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(address, retriever, cancel);
        if (!isDevelopment && configuration.AdditionalData.TryGetValue(DemoMark, out var mark) && IsTrue(mark))
            throw new StartRefusedException(
                [$"The identity provider {configuration.Issuer} is FusionPortal's demo provider. It is accepted in Development only."]);
        signOut.Learn(configuration);
        return configuration;
    }

    private static bool IsTrue(object mark) => mark switch
    {
        bool value => value,
        JsonElement element => element.ValueKind == JsonValueKind.True,
        _ => string.Equals(mark.ToString(), "true", StringComparison.OrdinalIgnoreCase),
    };
}

internal sealed class ValidateSignInOptions(IHostEnvironment environment) : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        var reasons = StartGuard.Reasons(options, environment.IsDevelopment()).ToArray();
        return reasons.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(reasons);
    }
}
