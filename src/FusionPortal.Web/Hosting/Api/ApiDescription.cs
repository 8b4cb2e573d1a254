using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace FusionPortal.Web.Hosting.Api;

/// <summary>What the description says of the API as a whole: whose it is, and how a caller says who they are.</summary>
internal sealed class ApiDescription(IOptions<SignInOptions> signIn, IOptionsMonitor<CookieAuthenticationOptions> cookies)
    : IOpenApiDocumentTransformer
{
    private static readonly string Version = typeof(ApiDescription).Assembly.GetName().Version!.ToString(3);

    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["400"] = "Not understood: field names the place, where it is one.",
        ["401"] = "Who calls is not known. WWW-Authenticate says which check the token did not pass.",
        ["403"] = "The caller's roles do not allow it, or a write signed in by cookie came from another site.",
        ["404"] = "What the address or the body names is not there.",
        ["409"] = "It contradicts what is there by now; details says what that is.",
        ["413"] = "The body is larger than 1 MB.",
        ["415"] = "The body is no JSON, or does not say so by Content-Type.",
        ["422"] = "A text looks like a secret. It was neither kept nor repeated.",
        ["502"] = "AWS did not answer; nothing was changed.",
        ["503"] = "The database, the identity provider or AWS cannot be asked now. Retry-After says when to try again.",
    };

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var settings = signIn.Value;
        document.Info = new OpenApiInfo
        {
            Title = "FusionPortal API",
            Version = Version,
            Description =
                "Everything the portal's pages show and do, for programs. Moments are ISO 8601 in UTC. A refusal is a "
                    + "problem (RFC 9457) with a code, "
                + "a reference that finds it in the log, and the field where one is meant. Nothing here "
                + "redirects but addresses that have moved.",
        };
        var scope = settings.ApiScope.Length > 0 ? $" and the scope {settings.ApiScope}" : "";
        document.AddComponent<IOpenApiSecurityScheme>("bearer", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description =
                $"An access token of the company's identity provider ({settings.Authority}) with the audience {settings.Audience}{scope}, "
                    + "of somebody or something in a group that gives a role.",
        });
        document.AddComponent<IOpenApiSecurityScheme>("provider", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OpenIdConnect,
            OpenIdConnectUrl = new Uri(settings.Authority.TrimEnd('/') + "/.well-known/openid-configuration"),
            Description = "Where that token comes from.",
        });
        document.AddComponent<IOpenApiSecurityScheme>("cookie", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = cookies.Get(CookieAuthenticationDefaults.AuthenticationScheme).Cookie.Name,
            Description = "The session of the portal's own pages. Writes must come from those pages.",
        });
        document.Security = [.. new[] { "bearer", "provider", "cookie" }.Select(name =>
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(name, document)] = [] })];

        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations is { } all ? all.Values.AsEnumerable() : []))
            foreach (var response in operation.Responses ?? new OpenApiResponses())
                if (Meanings.TryGetValue(response.Key, out var meaning)) response.Value.Description = meaning;

        return Task.CompletedTask;
    }
}
