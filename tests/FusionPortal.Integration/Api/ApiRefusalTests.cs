using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>
/// Every address that programs call × every way of calling it wrongly. The answer is a problem with the status that says what is wrong, and
/// never a redirect: a program would follow it and take the sign-in page for an answer.
/// </summary>
public sealed class ApiRefusalTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

    private static readonly string[] ContentTypes = [
        "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""];

    private static readonly string[] Unknown =
        ["/api", "/api/", "/api/v1", "/api/v2/findings", "/api/v1/findings/F-1/nothing", "/api/v1/runs/not-an-id", "/openapi",
            "/openapi/v2.json", "/openapi/v1.yaml", "/openapi/"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Address_CalledWithoutAToken_Is401WithItsChallenge()
    {
        using var nobody = portal.Anonymous();
        using var wrong = portal.Anonymous();
        wrong.DefaultRequestHeaders.Authorization = new("Bearer", "made.up.token");
        using var basic = portal.Anonymous();
        basic.DefaultRequestHeaders.Authorization = new("Basic", "YTpi");
        using var cookie = portal.Anonymous();
        cookie.DefaultRequestHeaders.Add("Cookie", "FusionPortal=made-up");
        // As a page of the portal sends it; what another page sends with a cookie is refused before anybody asks whose it is.
        cookie.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        foreach (var http in new[] { nobody, wrong, basic, cookie })
        {
            await EachAsync(http, Requests(withBody: true), (request, response) =>
                response.StatusCode == HttpStatusCode.Unauthorized
                    && response.Headers.WwwAuthenticate.SingleOrDefault()?.Scheme == "Bearer");
        }
    }

    [Fact]
    public async Task Address_CalledByAPersonWithoutARole_Is403()
    {
        await portal.StartAsync(overrides: ("Authentication:RoleGroups:Lead:0", "somebody-else"));
        using var browser = await portal.SignInAsync("priya.shah", Token);
        using var program = await portal.ApiAsync("demo-lead", Token);
        browser.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        foreach (var http in new[] { browser.Http, program })
            await EachAsync(http, Requests(withBody: true), (_, response) => response.StatusCode == HttpStatusCode.Forbidden);
        await portal.StartAsync();
    }

    [Fact]
    public async Task Address_CalledByAnotherMethod_Is405WithThoseItTakes()
    {
        using var http = await portal.ApiAsync("demo-administrator", Token);
        foreach (var (address, taken) in Known())
        {
            await EachAsync(
                http, Methods.Except(taken).Select(method => new HttpRequestMessage(new HttpMethod(method), address)), (_, response) =>
                response.StatusCode == HttpStatusCode.MethodNotAllowed
                    && response.Content.Headers.Allow.Order(StringComparer.Ordinal).SequenceEqual(taken));
        }
    }

    [Fact]
    public async Task Body_InAnotherForm_Is415()
    {
        using var http = await portal.ApiAsync("demo-administrator", Token);
        var routes = WalkedRoute.All(portal).Where(route => route.BodyType is not null).ToArray();
        Assert.True(routes.Length >= 15, $"{routes.Length} routes with a body");
        foreach (var route in routes)
            await EachAsync(
                http, ContentTypes.Select(type => Sent(route, type)), (_, response) =>
                response.StatusCode == HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Address_WithNothingBehind_Is404ByEveryMethod()
    {
        using var http = await portal.ApiAsync("demo-administrator", Token);
        await EachAsync(
            http, Unknown.SelectMany(address => Methods.Select(method => new HttpRequestMessage(new HttpMethod(method), address))),
            (_, response) =>
            response.StatusCode == HttpStatusCode.NotFound);
    }

    /// <summary>Every route as its caller would call it, every other method, every other form of body, and addresses nobody
    /// knows.</summary>
    private IEnumerable<HttpRequestMessage> Requests(bool withBody)
    {
        foreach (var (address, _) in Known().Concat(Unknown.Select(address => (address, (string[])[]))))
            foreach (var method in Methods)
                yield return new HttpRequestMessage(new HttpMethod(method), address);
        if (!withBody) yield break;
        foreach (var route in WalkedRoute.All(portal).Where(route => route.Method is not "GET"))
            foreach (var type in ContentTypes.Append("application/json"))
                yield return Sent(route, type);
    }

    private IEnumerable<(string Address, string[] Methods)> Known() =>
        WalkedRoute.All(portal).Select(route => route.Address()).Distinct()
            .Select(address =>
                (address, WalkedRoute.All(portal).Where(route => route.Takes(address)).Select(route => route.Method).Distinct()
                .Order(StringComparer.Ordinal).ToArray()))
            .Append(("/openapi/v1.json", ["GET"]));

    private static HttpRequestMessage Sent(WalkedRoute route, string type)
    {
        var request =
            new HttpRequestMessage(new HttpMethod(route.Method), route.Address())
            {
                Content = new ByteArrayContent(Encoding.ASCII.GetBytes("{}"))
            };
        if (type.Length > 0) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return request;
    }

    private static async Task EachAsync(
        HttpClient http, IEnumerable<HttpRequestMessage> requests, Func<HttpRequestMessage, HttpResponseMessage, bool> isRight)
    {
        var wrong = new List<string>();
        var asked = 0;
        foreach (var request in requests)
        {
            using (request)
            {
                // A browser's wish for pages changes nothing.
                request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
                using var response = await http.SendAsync(request, Token);
                asked++;
                // HEAD has no body to tell the kind of; everything else is a problem.
                var isProblem = request.Method == HttpMethod.Head
                    || response.Content.Headers.ContentType?.MediaType == "application/problem+json";
                if (isRight(request, response) && isProblem && response.Headers.Location is null) continue;
                wrong.Add(
                    $"{request.Method} {request.RequestUri} {request.Content?.Headers.ContentType}: {(int)response.StatusCode} "
                        + $"{response.Headers.Location} {response.Content.Headers.ContentType} "
                    + $"{response.Headers.WwwAuthenticate} {string.Join(',', response.Content.Headers.Allow)}");
            }
        }

        Assert.True(asked > 0 && wrong.Count == 0, $"{wrong.Count} of {asked}\n" + string.Join('\n', wrong.Take(20)));
    }
}
