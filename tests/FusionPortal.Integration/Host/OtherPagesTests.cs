using System.Net;
using System.Net.WebSockets;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Host;

/// <summary>What a page of another address, in a browser where somebody has signed in, can have the portal do: nothing.</summary>
public sealed class OtherPagesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://127.0.0.1:9")]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task Connection_FromAnotherPage_IsNotOpened(string? origin)
    {
        using var admin = await portal.SignInAsync("tom.becker", Token);

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(admin, origin));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
        await ConnectAsync(admin, portal.Address.GetLeftPart(UriPartial.Authority));

        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync(admin, origin));
        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(admin, portal.Address.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task Form_FromAnotherPage_IsTurnedAwayBeforeItIsRead()
    {
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        using var form = new FormUrlEncodedContent([await browser.FormTokenAsync("/access-denied", Token)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/authentication/logout") { Content = form };
        request.Headers.Add("Origin", "http://127.0.0.1:9");

        using var response = await browser.Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync("/", Token)).StatusCode);
    }

    // Whoever may open the portal gets documents of it, and could bring their own into an administrator's connection.
    [Fact]
    public async Task Document_MadeForAnotherPerson_DoesNothingInSomebodysConnection()
    {
        using var admin = await portal.SignInAsync("tom.becker", Token);
        using var other = await portal.SignInAsync("ana.ruiz", Token);
        string[] either = ["Tom Becker", "navigationManager.refresh"];

        await using (var own = await RawCircuit.OpenAsync(portal.Address, admin, Token))
            Assert.Equal("Tom Becker", (await own.ReadUntilAsync(either, Token)).Found);
        var theirs = await other.Http.GetStringAsync("/", Token);
        await using var brought = await RawCircuit.OpenAsync(portal.Address, admin, Token, theirs);
        Assert.NotEqual("Tom Becker", (await brought.ReadUntilAsync(either, Token)).Found);
    }

    private async Task ConnectAsync(SignedInBrowser browser, string? origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.Cookies = new CookieContainer();
        foreach (var cookie in browser.Cookies) socket.Options.Cookies.Add(portal.Address, new Cookie(cookie.Name, cookie.Value));
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new UriBuilder(new Uri(portal.Address, "/_blazor")) { Scheme = "ws" }.Uri, Token);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    private async Task<HttpStatusCode> NegotiateAsync(SignedInBrowser browser, string? origin)
    {
        using var http = portal.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Cookie", string.Join("; ", browser.Cookies.Select(c => $"{c.Name}={c.Value}")));
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var response = await http.SendAsync(request, Token);
        return response.StatusCode;
    }
}
