using System.Collections.Concurrent;
using FusionPortal.Web.Hosting.SignIn;
using FusionPortal.Web.Hosting.Texts;
using Microsoft.AspNetCore.StaticAssets;

namespace FusionPortal.Web.Hosting;

/// <summary>Headers of every answer. Scripts come from the portal itself; nothing may frame it.</summary>
internal static class SecurityHeaders
{
    public static void AddPortalSecurityHeaders(this WebApplicationBuilder builder)
    {
        var authority = SignOutOrigin.Of(builder.Configuration.GetSection(SignInOptions.Section)[nameof(SignInOptions.Authority)]);
        var policies = new ConcurrentDictionary<string, HeaderPolicyCollection>();
        var ofFiles = OfFiles();

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Nothing the portal takes is larger; reports go out, not in.
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            HeaderTexts.ReadLeniently(kestrel);
        });
        builder.Services.AddSecurityHeaderPolicies()
            .SetDefaultPolicy(policy => Fill(policy, authority))
            .SetPolicySelector(context =>
            {
                if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null) return ofFiles;
                var signOut = context.HttpContext.RequestServices.GetRequiredService<SignOutOrigin>().Value;
                return signOut is null || signOut == authority
                    ? context.DefaultPolicy
                    : policies.GetOrAdd(signOut, origin => Fill(new HeaderPolicyCollection(), authority, origin));
            });
    }

    // A page brings thirty files, and what a page may do is said by the page: a file alone may do nothing. The long policy would weigh
    // as much as many of them.
    private static HeaderPolicyCollection OfFiles() => new HeaderPolicyCollection()
        .AddContentTypeOptionsNoSniff()
        .AddStrictTransportSecurityMaxAgeIncludeSubDomains(maxAgeInSeconds: 365 * 24 * 3600)
        .AddCrossOriginResourcePolicy(o => o.SameOrigin())
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddFrameAncestors().None();
        });

    private static HeaderPolicyCollection Fill(HeaderPolicyCollection policy, params string?[] providers) => policy
        .AddContentTypeOptionsNoSniff()
        .AddFrameOptionsDeny()
        .AddReferrerPolicySameOrigin()
        .AddStrictTransportSecurityMaxAgeIncludeSubDomains(maxAgeInSeconds: 365 * 24 * 3600)
        .AddCrossOriginOpenerPolicy(o => o.SameOrigin())
        .AddCrossOriginResourcePolicy(o => o.SameOrigin())
        .AddPermissionsPolicy(features =>
        {
            features.AddCamera().None();
            features.AddMicrophone().None();
            features.AddGeolocation().None();
            features.AddDisplayCapture().None();
            features.AddPayment().None();
            features.AddUsb().None();
        })
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            // The nonce serves the API reference page alone, whose start script is inline.
            csp.AddScriptSrc().Self().WithNonce();
            // MudBlazor sets sizes and theme colours through style attributes and one style element.
            csp.AddStyleSrc().Self().UnsafeInline();
            csp.AddImgSrc().Self().Data();
            csp.AddFontSrc().Self();
            csp.AddConnectSrc().Self();
            csp.AddManifestSrc().Self();
            csp.AddBaseUri().Self();
            csp.AddFrameAncestors().None();
            // Sign-out is a form, and its answer redirects to the identity provider: browsers hold that against form-action.
            var forms = csp.AddFormAction().Self();
            foreach (var provider in providers.OfType<string>()) forms.From(provider);
        });
}
