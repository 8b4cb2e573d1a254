using FusionPortal.Web.Hosting.Api;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace FusionPortal.Web.Tests.Hosting;

public sealed class SameOriginWritesTests
{
    [Theory]
    [InlineData("GET", null, null, null, true)]
    [InlineData("POST", null, null, null, false)]
    [InlineData("POST", "same-origin", null, null, true)]
    [InlineData("POST", "same-site", null, null, false)]
    [InlineData("POST", "cross-site", null, null, false)]
    [InlineData("POST", "cross-site", "https://portal.example", null, false)]
    [InlineData("POST", null, "https://portal.example", null, true)]
    [InlineData("POST", null, "https://evil.example", null, false)]
    [InlineData("POST", null, "null", null, false)]
    [InlineData("DELETE", "cross-site", null, "Bearer x", true)]
    public void Write_ByCookie_MustComeFromThePortalsOwnPages(
        string method, string? site, string? origin, string? authorization, bool allowed)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Scheme, request.Host) = (method, "https", new HostString("portal.example"));
        if (site is not null) request.Headers["Sec-Fetch-Site"] = site;
        if (origin is not null) request.Headers.Origin = origin;
        if (authorization is not null) request.Headers.Authorization = authorization;

        Assert.Equal(allowed, SameOriginWrites.IsAllowed(request));
    }
}
