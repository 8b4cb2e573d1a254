using FusionPortal.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace FusionPortal.Web.Tests.Hosting;

public sealed class OwnPagesTests
{
    private const string Own = "https://portal.example";

    [Theory]
    [InlineData("GET", null, null, null, true)]
    [InlineData("GET", "cross-site", null, null, true)]
    [InlineData("POST", null, null, null, false)]
    [InlineData("POST", "same-origin", null, null, true)]
    [InlineData("POST", "same-site", null, null, false)]
    [InlineData("POST", "cross-site", null, null, false)]
    [InlineData("POST", "none", null, null, false)]
    [InlineData("POST", "cross-site", Own, null, false)]
    [InlineData("POST", null, Own, null, true)]
    [InlineData("POST", null, "https://portal.example:443", null, true)]
    [InlineData("POST", "same-origin", "https://evil.example", null, false)]
    [InlineData("POST", null, "https://evil.example", null, false)]
    [InlineData("POST", null, "https://portal.example:8443", null, false)]
    [InlineData("POST", null, "http://portal.example", null, false)]
    [InlineData("POST", null, "https://other.portal.example", null, false)]
    [InlineData("POST", null, "https://portal.example.evil.example", null, false)]
    [InlineData("POST", null, "https://portal.example@evil.example", null, false)]
    [InlineData("POST", null, "null", null, false)]
    [InlineData("DELETE", "cross-site", null, "Bearer x", true)]
    public void Write_ByCookie_MustComeFromThePortalsOwnPages(
        string method, string? site, string? origin, string? authorization, bool allowed) =>
        Assert.Equal(allowed, Allowed("/api/v1/runs", method, site, origin, authorization));

    // A browser may know a password for the host by itself; no page of the portal is opened by a token.
    [Fact]
    public void Write_OutsideTheApi_IsNotLetThroughByAnAuthorizationHeader() =>
        Assert.False(Allowed("/authentication/logout", "POST", "cross-site", null, "Basic YTpi"));

    [Theory]
    [InlineData("GET", true, Own, null, true)]
    [InlineData("GET", true, Own, "same-origin", true)]
    [InlineData("GET", true, Own, "same-site", false)]
    [InlineData("GET", true, null, null, false)]
    [InlineData("GET", true, null, "same-origin", false)]
    [InlineData("GET", true, "null", null, false)]
    [InlineData("GET", true, "https://portal.example:8443", null, false)]
    [InlineData("CONNECT", true, "https://evil.portal.example", null, false)]
    [InlineData("POST", false, null, null, false)]
    [InlineData("POST", false, null, "same-origin", false)]
    [InlineData("POST", false, Own, null, true)]
    [InlineData("GET", false, null, null, true)]
    [InlineData("GET", false, null, "same-site", false)]
    [InlineData("GET", false, "https://evil.example", null, false)]
    public void Connection_OfAPage_BelongsToThePortalsOwnPages(
        string method, bool socket, string? origin, string? site, bool allowed) =>
        Assert.Equal(allowed, Allowed("/_blazor", method, site, origin, null, socket, cookie: false));

    [Fact]
    public void Write_WithoutASession_IsNobodysAndPasses() =>
        Assert.True(Allowed("/api/v1/runs", "POST", null, null, null, cookie: false));

    [Theory]
    [InlineData("https://portal.company.example", true)]
    [InlineData(Own, false)]
    public void PublicAddress_OnceConfigured_StandsForTheAddressAskedFor(string origin, bool allowed) =>
        Assert.Equal(allowed, Allowed("/api/v1/runs", "POST", null, origin, null, configured: "https://portal.company.example/"));

    [Theory]
    [InlineData("portal.example.com")]
    [InlineData("https://portal.example.com/portal")]
    [InlineData("ftp://portal.example.com")]
    public void PublicAddress_ThatIsNone_IsAFaultOfTheConfiguration(string address)
    {
        var failed = new ProxySettingsValidation().Validate(null, new ProxySettings { PublicAddresses = [address] });
        Assert.Contains($"Proxies:PublicAddresses: \"{address}\"", failed.FailureMessage, StringComparison.Ordinal);
    }

    private static bool Allowed(
        string path, string method, string? site, string? origin, string? authorization, bool socket = false, bool cookie = true,
        string? configured = null)
    {
        var context = new DefaultHttpContext();
        var request = context.Request;
        (request.Method, request.Path, request.Scheme, request.Host) = (method, path, "https", new HostString("portal.example"));
        if (site is not null) request.Headers["Sec-Fetch-Site"] = site;
        if (origin is not null) request.Headers.Origin = origin;
        if (authorization is not null) request.Headers.Authorization = authorization;
        if (socket) (request.Headers.Connection, request.Headers.Upgrade) = ("Upgrade", "websocket");
        if (cookie) request.Headers.Cookie = "FusionPortal=x";
        return OwnPages.IsAllowed(context, new PublicAddresses(configured is null ? [] : [configured]));
    }
}
