using System.Net;
using System.Text.RegularExpressions;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Host;

public sealed class HeaderTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/api/v1/no-such-thing")]
    [InlineData("/healthz")]
    public async Task Answer_OfAnyKind_CarriesTheSecurityHeaders(string path)
    {
        using var http = portal.Anonymous();
        using var response = await http.GetAsync(path, Token);

        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(response.Headers.Contains("Server"));
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Matches("script-src 'self' 'nonce-[^']+'(;|$)", policy);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_OfAPage_MayDoNothingByItself()
    {
        using var http = portal.Anonymous();
        using var response = await http.GetAsync("/css/portal.css", Token);

        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/api/v1/organizations", true, 200)]
    [InlineData("/api/v1/no-such-thing", true, 404)]
    [InlineData("/api/v1/organizations", false, 401)]
    [InlineData("/openapi/v1.json", true, 200)]
    public async Task Answer_OfTheApi_IsKeptByNobody(string path, bool signedIn, int status)
    {
        using var http = signedIn ? await portal.ApiAsync("demo-auditor", Token) : portal.Anonymous();
        using var response = await http.GetAsync(path, Token);

        Assert.Equal((status, true), ((int)response.StatusCode, response.Headers.CacheControl?.NoStore));
    }

    [Fact]
    public async Task SignOut_EmptiesTheBrowsersCache_AndLeavesUnsentEntries()
    {
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        using var form = new FormUrlEncodedContent([await browser.FormTokenAsync("/access-denied", Token)]);
        using var response = await browser.Http.PostAsync("/authentication/logout", form, Token);

        Assert.Equal("\"cache\"", response.Headers.GetValues("Clear-Site-Data").Single());
    }

    [Fact]
    public async Task Pages_OfThePortal_HaveNoInlineScriptButTheMapOfModules()
    {
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        foreach (var path in new[] { "/", "/sign-in", "/access-denied", "/signed-out", "/not-found" })
        {
            var html = await browser.Http.GetStringAsync(path, Token);
            Assert.Single(Regex.Matches(html, """<script type="importmap" nonce="[^"]+">"""));
            Assert.All(
                Regex.Matches(html, """<script(?! type="importmap")[^>]*>"""),
                tag => Assert.Contains(" src=", tag.Value, StringComparison.Ordinal));
            Assert.DoesNotMatch("""<[a-z][^>]* on[a-z]+=""", html);
        }
    }

    [Fact]
    public async Task ApiReference_SignedIn_RunsUnderThePolicy()
    {
        using var browser = await portal.SignInAsync("priya.shah", Token);
        using var description = await browser.Http.GetAsync("/openapi/v1.json", Token);
        Assert.Equal(HttpStatusCode.OK, description.StatusCode);

        using var reader = await browser.Http.GetAsync("/scalar/", Token);
        var nonce = Regex.Match(reader.Headers.GetValues("Content-Security-Policy").Single(), "'nonce-([^']+)'").Groups[1].Value;
        var html = WebUtility.HtmlDecode(await reader.Content.ReadAsStringAsync(Token));
        Assert.Contains($"nonce=\"{nonce}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://cdn", html, StringComparison.Ordinal);
        Assert.Matches("\"telemetry\": ?false", html);
    }

    [Fact]
    public async Task ForwardedHeaders_FromLoopback_MakeTheSignInReturnToThePublicAddress()
    {
        using var http = portal.Anonymous();
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        http.DefaultRequestHeaders.Add("X-Forwarded-Host", "portal.example");
        using var response = await http.GetAsync("/authentication/login", Token);
        Assert.Contains(
            Uri.EscapeDataString("https://portal.example/signin-oidc"), response.Headers.Location!.Query, StringComparison.Ordinal);
    }
}
