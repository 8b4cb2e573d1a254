using System.Net;
using System.Net.Http.Headers;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Host;

/// <summary>The ways in which a deny-by-default pipeline is known to go wrong, one test each.</summary>
public sealed class PipelineTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/css/tokens.css", "text/css")]
    [InlineData("/css/portal.css", "text/css")]
    [InlineData("/css/shared.css", "text/css")]
    [InlineData("/css/mud.css", "text/css")]
    [InlineData("/js/theme.js", "text/javascript")]
    [InlineData("/js/icons.js", "text/javascript")]
    [InlineData("/js/portal.js", "text/javascript")]
    [InlineData("/js/reconnect.js", "text/javascript")]
    [InlineData("/js/drafts.js", "text/javascript")]
    [InlineData("/js/run.js", "text/javascript")]
    [InlineData("/js/boxes.js", "text/javascript")]
    [InlineData("/js/keys.js", "text/javascript")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css", "text/css")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.js", "text/javascript")]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    public async Task StaticFile_SignedOut_IsServedWhole(string path, string type)
    {
        using var http = portal.Anonymous();
        using var response = await http.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.True((await response.Content.ReadAsByteArrayAsync(Token)).Length > 200);
    }

    [Fact]
    public async Task Circuit_SignedOut_IsNotNegotiated()
    {
        using var http = portal.Anonymous();
        using var response = await http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, Token);
        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/no/such/page")]
    [InlineData("/scalar/")]
    public async Task Page_SignedOut_LeadsToSignInAndBack(string path)
    {
        using var http = portal.Anonymous();
        using var response = await http.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(new Uri(portal.Address, $"/sign-in?returnUrl={Uri.EscapeDataString(path)}"), response.Headers.Location);
    }

    [Theory]
    [InlineData("GET", "/api/v1/no-such-thing")]
    [InlineData("POST", "/api/v1/no-such-thing")]
    [InlineData("GET", "/api/")]
    public async Task Api_SignedOut_AnswersItsOwn401(string method, string path)
    {
        using var http = portal.Anonymous();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        // A browser's wish for HTML changes nothing.
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*", 0.1));
        using var response = await http.SendAsync(request, Token);

        // Neither redirected to sign-in, nor to the provider, nor to the not-found page.
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Null(response.Headers.Location);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.DoesNotContain("<html", body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Api_SignedOut_SaysWhatIsMissing()
    {
        using var http = portal.Anonymous();
        var problem = await Problem.ReadAsync(await http.GetAsync("/api/v1/no-such-thing", Token), HttpStatusCode.Unauthorized);
        Assert.Equal("not-signed-in", problem.Code);
    }

    [Fact]
    public async Task Api_AddressWithNothingBehind_IsAProblemAndNotAPage()
    {
        using var http = await portal.ApiAsync("demo-lead", Token);
        var problem = await Problem.ReadAsync(await http.GetAsync("/api/v1/no-such-thing", Token), HttpStatusCode.NotFound);
        Assert.Equal("no-such-address", problem.Code);
    }

    [Fact]
    public async Task Page_ThatDoesNotExist_SignedIn_IsNotFoundInWords()
    {
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        using var response = await browser.Http.GetAsync("/no/such/page", Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Nothing is at this address", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }
}
