using System.Net;
using System.Text.RegularExpressions;

namespace FusionPortal.Integration.Hosting;

/// <summary>An HTTP client with cookies that can walk the sign-in: portal, provider, persona, and back.</summary>
public sealed partial class SignedInBrowser(Uri address) : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private HttpClient? _http;

    /// <summary>Follows no redirect.</summary>
    public HttpClient Http =>
        _http ??= new HttpClient(new FromOwnPages(address)
        {
            InnerHandler = new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false },
        })
        {
            BaseAddress = address
        };

    public IEnumerable<Cookie> Cookies => _cookies.GetAllCookies();

    /// <summary>Signs in and returns the last answer: where the portal sent the browser after the provider did.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string subjectId, CancellationToken cancellationToken, string returnUrl = "/")
    {
        var challenge = await Http.GetAsync($"/authentication/login?returnUrl={Uri.EscapeDataString(returnUrl)}", cancellationToken);
        var choice = await Http.GetStringAsync(challenge.Headers.Location, cancellationToken);
        var fields = HiddenField().Matches(choice)
            .Select(m => KeyValuePair.Create(WebUtility.HtmlDecode(m.Groups[1].Value), WebUtility.HtmlDecode(m.Groups[2].Value)))
            .Append(KeyValuePair.Create("persona", subjectId));
        using var form = new FormUrlEncodedContent(fields);
        var answer = await Http.PostAsync(new Uri(challenge.Headers.Location!, "/connect/authorize"), form, cancellationToken);
        return await Http.GetAsync(answer.Headers.Location, cancellationToken);
    }

    /// <summary>The antiforgery field of a page of the portal.</summary>
    public async Task<KeyValuePair<string, string>> FormTokenAsync(string page, CancellationToken cancellationToken)
    {
        var html = await Http.GetStringAsync(page, cancellationToken);
        var field = HiddenField().Match(html);
        return KeyValuePair.Create(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value));
    }

    public void Dispose() => _http?.Dispose();

    // As browsers do: a write says which page it comes from. What a test says itself stays.
    private sealed class FromOwnPages(Uri address) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Get && request.RequestUri?.Authority == address.Authority
                && !request.Headers.Contains("Origin") && !request.Headers.Contains("Sec-Fetch-Site"))
                request.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
            return base.SendAsync(request, cancellationToken);
        }
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
