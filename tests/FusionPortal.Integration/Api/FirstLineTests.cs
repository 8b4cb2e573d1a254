using System.Net;
using FusionPortal.Integration.Access;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>
/// What stands before a body and cannot be kept as text, sent byte by byte: it is 400 and named, never an empty answer that says nothing.
/// </summary>
public sealed class FirstLineTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The server turns these away by itself: the status line alone can say why.</summary>
    [Fact]
    public async Task Nul_InThePathOfEveryRouteAndPage_IsNamedInTheStatusLine()
    {
        const string Why = "The path holds the character U+0000, which no text can keep";
        var wrong = new List<string>();
        var places = WalkedRoute.All(portal).SelectMany(r => r.Places.Select(p => (r.Method, Address: r.Address(p, "a%00b"))))
            .Concat(AccessTable.Rows.Where(r => !r.IsApi && r.Method == "GET")
                .Select(r => ("GET", Address: r.Address.TrimEnd('/') + "/%00")))
            .Append(("GET", "/%00")).Append(("POST", "/a%00b?x=%00")).ToArray();
        foreach (var (method, address) in places)
        {
            var answer = await SendAsync($"{method} {address} HTTP/1.1\r\nHost: portal\r\nContent-Length: 0\r\n\r\n");
            if (!answer.StartsWith($"HTTP/1.1 400 {Why}\r\n", StringComparison.Ordinal))
                wrong.Add($"{method} {address}: {answer}");
        }

        Assert.True(places.Length > 50);
        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(10)));
        Assert.Contains($"turned away before it was read: {Why}", portal.Log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /api/v1/runs HTTP/1.1\r\nHost: portal\r\nX-No\0te: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: portal\r\nno colon\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: portal\r\n\u00FF: a\r\n\r\n")]
    [InlineData("GET /\0 HTTP/1.1\r\nHost: portal\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n")]
    [InlineData("G\0T / HTTP/1.1\r\nHost: portal\r\n\r\n")]
    public async Task FirstLines_ThatAreNone_AreNamedInTheStatusLine(string request)
    {
        var answer = await SendAsync(request);
        Assert.StartsWith("HTTP/1.1 400 The first line or a header of the request cannot be read\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Accept", "a\0b", "U+0000")]
    [InlineData("User-Agent", "\0", "U+0000")]
    [InlineData("Authorization", "Bearer a\0b", "U+0000")]
    [InlineData("X-Forwarded-Host", "a\0b", "U+0000")]
    [InlineData("traceparent", "00-\0", "U+0000")]
    [InlineData("Cookie", "tz=a\0b", "U+0000")]
    [InlineData("X-Forwarded-For", "\u00FF", "UTF-8")]
    [InlineData("Content-Type", "text/\u00FFplain", "UTF-8")]
    [InlineData("Cookie", "\u00ED\u00A0\u0080=b", "UTF-8")]
    [InlineData("Origin", "http://a\u00ED\u00B0\u0080b", "UTF-8")]
    [InlineData("X-Anything", "a\u00C0\u0080b", "UTF-8")]
    [InlineData("X-Anything", "\u00F0\u009F\u0098", "UTF-8")]
    public async Task Header_ThatIsNoText_IsNamedToPeopleAndPrograms(string name, string value, string fault)
    {
        foreach (var address in new[] { "/", "/sign-in", "/no/such/page", "/healthz", "/api/v1/runs", "/api/nothing", "/openapi/v1.json" })
        {
            var answer = await SendAsync($"GET {address} HTTP/1.1\r\nHost: portal\r\n{name}: {value}\r\nConnection: close\r\n\r\n");
            Assert.True(answer.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal), $"{address}: {answer}");
            Assert.Contains($"The header {name}", answer, StringComparison.Ordinal);
            var read = WebUtility.HtmlDecode(answer).Replace("\\u002B", "+", StringComparison.Ordinal);
            Assert.Contains(fault, read, StringComparison.Ordinal);
            var isForPrograms = address.Split('/')[1] is "api" or "openapi";
            Assert.Equal(isForPrograms, answer.Contains($"\"field\":\"{name}\"", StringComparison.Ordinal));
            Assert.Equal(!isForPrograms, answer.Contains("<h1", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Header_InAnyScript_PassesTheDoor()
    {
        // "Łódź 😀" in UTF-8.
        const string Site = "\u00C5\u0081\u00C3\u00B3d\u00C5\u00BA \u00F0\u009F\u0098\u0080";
        var answer = await SendAsync($"GET /sign-in HTTP/1.1\r\nHost: portal\r\nX-Site: {Site}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    private Task<string> SendAsync(string request) => RawHttp.SendAsync(portal.Address, request, Token);
}
