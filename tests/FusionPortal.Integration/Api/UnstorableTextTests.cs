using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FusionPortal.Integration.Access;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>
/// U+0000, halves of characters and bytes that are no UTF-8, sent into every text of every route and into the address of every page, found
/// by reflection. PostgreSQL keeps none of them: each is refused with 400 and the name of its place, and nothing ever answers 500.
/// </summary>
public sealed class UnstorableTextTests(EveryRole everyone) : IClassFixture<EveryRole>
{
    private const string Marker = "MARKER";

    // In an address: U+0000, a high surrogate by itself as UTF-8 forbids it, and a byte that begins nothing.
    private static readonly string[] Encoded = ["%00", "a%00b", "a%ED%A0%80b", "%FFb", "%c0%80"];

    // Within a JSON string. The last two are bytes, written as Latin-1.
    private static readonly string[] Escaped = [
        "\\u0000", "a\\u0000b", "a\\ud800b", "\\udc00", "\\udc00\\ud800", "a\u00ED\u00A0\u0080b", "\u00FF"];

    private PortalHost Portal => everyone.Portal;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Query_OfEveryRoute_IsRefusedByItsKey()
    {
        var wrong = new List<string>();
        foreach (var route in WalkedRoute.All(Portal))
        {
            foreach (var key in route.Filters.Append("unknown").Append("asOf"))
            {
                foreach (var text in Encoded)
                    wrong.AddRange(await FaultsAsync(route.Method, $"{route.Address()}?take=1&{key}={text}", null, key));
            }

            wrong.AddRange(await FaultsAsync(route.Method, $"{route.Address()}?a%00=1", null, "query"));
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(20)));
    }

    [Fact]
    public async Task Place_InTheAddressOfEveryRoute_IsRefusedByItsName()
    {
        var wrong = new List<string>();
        foreach (var route in WalkedRoute.All(Portal))
            foreach (var place in route.Places)
                foreach (var text in Encoded)
                    // The server itself turns U+0000 in a path away, before anything of the portal: see RefusedByServerTests.
                    wrong.AddRange(
                        await FaultsAsync(
                        route.Method, route.Address(place, text), route.Method == "GET" ? null
                        : "{}", text.Contains("%00", StringComparison.Ordinal) ? null : place));

        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(20)));
    }

    [Fact]
    public async Task Text_InTheBodyOfEveryRoute_IsRefusedByItsPath()
    {
        var wrong = new List<string>();
        var texts = 0;
        foreach (var route in WalkedRoute.All(Portal).Where(r => r.BodyType is not null || r.Pattern == "/api/v1/scans/"))
        {
            if (route.Method == "GET") continue;
            var body = route.BodyType is { } type ? RequestBodies.Build(type, RequestBodies.All, Marker)
                : new JsonObject { ["accountId"] = Marker, ["orgId"] = Marker };
            foreach (var (path, json) in Marked(body))
            {
                texts++;
                foreach (var text in Escaped)
                    wrong.AddRange(
                    await FaultsAsync(route.Method, route.Address(), json.Replace(Marker, text, StringComparison.Ordinal), path));
            }
        }

        Assert.True(texts >= 40, $"{texts} texts found");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(20)));
    }

    [Fact]
    public async Task Address_OfEveryPage_IsRefusedInWords()
    {
        var wrong = new List<string>();
        foreach (
            var row in AccessTable.Rows.Where(
            row => (!row.IsApi || row.Route.StartsWith("/openapi/{documentName", StringComparison.Ordinal)) && row.Method == "GET"
            && row.Route is not ("/healthz" or "/readyz") && !row.Route.Contains("scalar", StringComparison.Ordinal)))
        {
            foreach (var key in new[] { "text", "q", "returnUrl", "state", "asOf", "anything" })
                foreach (var text in Encoded)
                    wrong.AddRange(await PageFaultsAsync($"{row.Address}?{key}={text}", key));
            if (row.Address == row.Route) continue;
            var place = row.Route.Split('{', '}', ':')[1];
            var bad = row.Address[..(row.Address.LastIndexOf('/') + 1)] + "a%FFb";
            wrong.AddRange(
                await PageFaultsAsync(bad, row.Route.Contains(':', StringComparison.Ordinal) || place == "documentName" ? null : place));
        }

        foreach (
            var address in new[] {
            "/signin-oidc?code=x&state=%00", "/signin-oidc?code=%ED%A0%80&state=x", "/signout-callback-oidc?state=%00",
            "/no/such/page/%FF" })
            wrong.AddRange(await PageFaultsAsync(address, null));
        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(20)));
    }

    [Theory]
    [InlineData("/authentication/logout", "__RequestVerificationToken=a%00b", "__RequestVerificationToken")]
    [InlineData("/signin-oidc", "code=x&state=a%00b", "state")]
    [InlineData("/_blazor/disconnect", "circuitId=%00", "circuitId")]
    public async Task Form_IsRefusedByItsField(string address, string form, string field)
    {
        using var content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded");
        using var response = await everyone.Browser(Who.Lead).PostAsync(address, content, Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await response.Content.ReadAsStringAsync(Token);
        Assert.True(
            page.Contains($"{field} holds", StringComparison.Ordinal), page[page.IndexOf("<body", StringComparison.Ordinal)..]
            + Portal.Log);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x")]
    [InlineData("multipart/form-data", "nothing")]
    public async Task Form_ThatIsNone_IsNotUnderstood(string type, string body)
    {
        foreach (var address in new[] { "/authentication/logout", "/signin-oidc", "/clients", "/no/such/page" })
        {
            using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
            content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
            using var response = await everyone.Browser(Who.Lead).PostAsync(address, content, Token);
            var page = await response.Content.ReadAsStringAsync(Token);
            Assert.True(
                response.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError,
                $"{address}: {(int)response.StatusCode} {page}");
            Assert.Contains("<h1", page, StringComparison.Ordinal);
        }
    }

    /// <summary>Every part of a form in parts, posted wherever a page takes one and where none does.</summary>
    [Fact]
    public async Task Part_OfAForm_IsRefusedByItsField()
    {
        (string Headers, string Value, string Named)[] parts =
        [
            ("name=\"note\"", "a\0b", "note"), ("name=\"note\"", "a\u00ED\u00A0\u0080b", "note"), ("name=\"note\"", "\u00FF", "note"),
            ("name=note", "\0", "note"), ("name=\"no\0te\"", "x", "form"), ("name=\"no\u00ED\u00A0\u0080te\"", "x", "form"),
            ("name=\"\u00FF\"", "x", "form"), ("name=\"note\"; filename=\"a\0b.txt\"", "x", "note"),
            ("name=\"note\"; filename=\"a\u00ED\u00B0\u0080.txt\"", "x", "note"), ("name=\"note\"; filename=\"\u00FF.txt\"", "x", "note"),
            ("name=\"note\"; filename=\"a\"; filename*=UTF-8''a%00b", "x", "note"),
            ("name=\"note\"; filename=\"a\"; filename*=utf-8'en'%ED%A0%80", "x", "note"),
            ("name=\"note\"\r\nContent-Type: text/\0plain", "x", "note"),
        ];
        var wrong = new List<string>();
        foreach (
            var address in new[] { "/authentication/logout", "/authentication/recover", "/signin-oidc", "/_blazor/disconnect", "/clients" })
            foreach (var (headers, value, named) in parts)
            {
                var (status, page) = await PostPartAsync(address, headers, value);
                if (status != HttpStatusCode.BadRequest || !page.Contains($"{named} ", StringComparison.Ordinal)
                    || !page.Contains("<h1", StringComparison.Ordinal)) wrong.Add($"{address} {headers} {value}: {(int)status} {page}");
            }

        Assert.Equal([], wrong);
        // What is in a file may be any bytes, and a name any characters.
        Assert.Equal(
            HttpStatusCode.Redirect,
                (await PostPartAsync("/authentication/recover", "name=\"note\"; filename=\"\u00C3\u00A4.bin\"", "\0\u00FF")).Status);
    }

    [Theory]
    [InlineData("tz=a%00b", "tz")]
    [InlineData("FusionPortal=%00", "FusionPortal")]
    [InlineData("theme=dark; tz=a%ed%a0%80b", "tz")]
    [InlineData("other=\"%ED%B0%80\"", "other")]
    [InlineData("a%00b=1", "Cookie")]
    [InlineData("a%ED%A0%80=1", "Cookie")]
    public async Task Cookie_IsRefusedByItsName(string cookie, string named)
    {
        using var http = Portal.Anonymous();
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        foreach (var address in new[] { "/sign-in", "/clients", "/api/v1/organizations", "/css/portal.css" })
        {
            using var response = await http.GetAsync(address, Token);
            Assert.Equal((address, HttpStatusCode.BadRequest), (address, response.StatusCode));
            Assert.Contains($"{named} holds", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Cookie_OfAnotherProgram_MayBeInItsOwnBytes()
    {
        using var http = Portal.Anonymous();
        http.DefaultRequestHeaders.Add("Cookie", "shop=M%FCnchen; plain; =; tz=Europe/Berlin");
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/sign-in", Token)).StatusCode);
    }

    private async Task<(HttpStatusCode Status, string Page)> PostPartAsync(string address, string headers, string value)
    {
        // Latin-1, so that a test may write bytes that are no UTF-8.
        var body = Encoding.Latin1.GetBytes($"--x\r\nContent-Disposition: form-data; {headers}\r\n\r\n{value}\r\n--x--\r\n");
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var response = await everyone.Browser(Who.Lead).PostAsync(address, content, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private async Task<IEnumerable<string>> FaultsAsync(string method, string address, string? json, string? field)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        // Latin-1, so that a test may write bytes that are no UTF-8.
        if (json is not null)
            request.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(json)) { Headers = { ContentType = new("application/json") } };
        using var response = await everyone.Program(Who.Administrator).SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        var named = field is null ? null : text.StartsWith('{') ? (string?)JsonNode.Parse(text)!["field"] : null;
        return response.StatusCode == HttpStatusCode.BadRequest && named == field ? []
            : [$"{method} {address} {json}: {(int)response.StatusCode} names {named} instead of {field}: {text}"];
    }

    private async Task<IEnumerable<string>> PageFaultsAsync(string address, string? field)
    {
        using var response = await everyone.Browser(Who.Administrator).GetAsync(address, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        // A description of the API is asked for by programs.
        var isPage = !address.StartsWith("/openapi", StringComparison.Ordinal);
        return response.StatusCode == HttpStatusCode.BadRequest && (field is null || text.Contains(field, StringComparison.Ordinal))
            && text.Contains("<h1", StringComparison.Ordinal) == isPage ? []
                : [$"{address}: {(int)response.StatusCode}, {field} not in {text[..Math.Min(400, text.Length)]}"];
    }

    /// <summary>The body with the marker in one place at a time, names of members too, and how that place is called.</summary>
    private static IEnumerable<(string Path, string Json)> Marked(JsonObject body)
    {
        var places = new List<(string Path, Action<string> Set)>();
        Walk(body, "", places);
        foreach (var (_, set) in places) set("plain");
        foreach (var (path, set) in places)
        {
            set(Marker);
            yield return (path, body.ToJsonString());
            set("plain");
        }
    }

    private static void Walk(JsonNode node, string path, List<(string, Action<string>)> places)
    {
        var children = node switch
        {
            JsonObject all => all.ToList()
                .Select(m => (Name: path.Length == 0 ? m.Key : $"{path}.{m.Key}", m.Value, Set: (Action<JsonNode>)(v => all[m.Key] = v))),
            JsonArray all =>
                all.Select((value, i) => (Name: $"{path}[{i}]", Value: value, Set: (Action<JsonNode>)(v => all[i] = v))).ToList(),
            _ => [],
        };
        foreach (var (name, value, set) in children)
        {
            if (value is JsonValue text && text.TryGetValue<string>(out var marker) && marker == Marker) places.Add((name, s => set(s)));
            else if (value is not null) Walk(value, name, places);
        }

        // The name of a member is a text as well; what it is called cannot be said, so the object that has it is named.
        if (node is not JsonObject map || !map.ContainsKey(Marker)) return;
        map.Remove(Marker);
        var now = "plain-name";
        map[now] = "x";
        places.Add((path, Rename));

        void Rename(string name)
        {
            map.Remove(now);
            map[now = name] = "x";
        }
    }
}
