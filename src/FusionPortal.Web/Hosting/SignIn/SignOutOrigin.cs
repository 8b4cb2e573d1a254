using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>
/// Where the provider ends a session, as its discovery document says: often another host than its issuer address. Browsers hold the answer
/// to the sign-out form against the page's policy of forms, so that host has to stand in it.
/// </summary>
internal sealed class SignOutOrigin
{
    private volatile string? _origin;

    /// <summary>For example <c>https://login.example.com</c>; null until the document was read, or where it names no address.</summary>
    public string? Value => _origin;

    public void Learn(OpenIdConnectConfiguration discovered) => _origin = Of(discovered.EndSessionEndpoint);

    /// <summary>Scheme, host and port of an http or https address, else null.</summary>
    public static string? Of(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;
}
