namespace FusionPortal.Web.Hosting;

/// <summary>Where people open the portal: the addresses of <c>Proxies:PublicAddresses</c>, or, without any, the address they asked for, as
/// what stands in front of the portal forwarded it.</summary>
internal sealed class PublicAddresses(IEnumerable<string> configured)
{
    private readonly HashSet<string> _configured = [.. configured.Select(Origin).OfType<string>()];

    /// <summary>Scheme, host and port as browsers write an origin, for example <c>https://portal.example.com</c>; null where the text is no
    /// origin: it has a path, or another scheme than http and https.</summary>
    public static string? Origin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0
            ? $"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}"
            : null;

    /// <summary>Whether a page of that origin is the portal's own.</summary>
    public bool Are(string origin, HttpRequest request) =>
        _configured.Count > 0 ? _configured.Contains(origin) : Origin($"{request.Scheme}://{request.Host.Value}") == origin;
}
