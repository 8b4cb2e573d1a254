using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FusionPortal.Checklists.Fields;
using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit.Secrets;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>The description of the API against what its routes are and what they answer (see also <see cref="AnswersSeen"/>).</summary>
public sealed class ApiDescriptionTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static readonly string[] Always = ["400", "401", "403", "503"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Description_SaysWhatItIsAndHowACallerSaysWhoTheyAre()
    {
        var document = await ReadAsync();
        Assert.Equal("FusionPortal API", document.GetProperty("info").GetProperty("title").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+$", document.GetProperty("info").GetProperty("version").GetString());
        var schemes = document.GetProperty("components").GetProperty("securitySchemes");
        Assert.Equal(
            ("http", "bearer", "JWT"),
            (Text(schemes, "bearer", "type"), Text(schemes, "bearer", "scheme"), Text(schemes, "bearer", "bearerFormat")));
        Assert.Contains("the audience fusionportal", Text(schemes, "bearer", "description"), StringComparison.Ordinal);
        Assert.Equal(
            ("apiKey", "cookie", "FusionPortal"),
            (Text(schemes, "cookie", "type"), Text(schemes, "cookie", "in"), Text(schemes, "cookie", "name")));
        var discovery = Text(schemes, "provider", "openIdConnectUrl");
        using var http = new HttpClient();
        Assert.Contains("token_endpoint", await http.GetStringAsync(discovery, Token), StringComparison.Ordinal);
        Assert.Equal(
            ["bearer", "provider", "cookie"], document.GetProperty("security").EnumerateArray()
            .Select(one => one.EnumerateObject().Single().Name));
    }

    [Fact]
    public async Task Description_HasEveryRouteWithItsRefusals()
    {
        var document = await ReadAsync();
        var described = Operations(document).ToDictionary(o => o.Name, o => o.Operation);
        var routes = WalkedRoute.All(portal);
        Assert.Equal(routes.Select(Described).Order(StringComparer.Ordinal), described.Keys.Order(StringComparer.Ordinal));
        foreach (var route in routes)
        {
            var operation = described[Described(route)];
            Assert.False(string.IsNullOrWhiteSpace(operation.GetProperty("summary").GetString()), route.ToString());
            var responses = operation.GetProperty("responses").EnumerateObject().ToDictionary(r => r.Name, r => r.Value);
            Assert.True(responses.Keys.Any(status => status[0] == '2'), $"{route} answers nothing");
            Assert.Empty(Always.Except(responses.Keys));
            Assert.Equal(route.BodyType is not null, responses.ContainsKey("415"));
            foreach (var (status, response) in responses.Where(r => r.Key[0] != '2'))
            {
                Assert.Equal(["application/problem+json"], response.GetProperty("content").EnumerateObject().Select(c => c.Name));
                Assert.True(response.GetProperty("description").GetString()!.Length > 20, $"{route} {status} says nothing");
            }
        }
    }

    /// <summary>Each refusal that a stranger's requests can bring about, on every route: declared where it is given, and given where it is
    /// declared.</summary>
    [Fact]
    public async Task Refusals_OfEveryRoute_AreThoseThatAreDeclared()
    {
        using var nobody = portal.Anonymous();
        using var http = await portal.ApiAsync("demo-administrator", Token);
        var secret = SecretCorpus.Secret.First(t => t.Key is null && t.Text.All(char.IsAsciiLetterOrDigit)).Text;
        foreach (var route in WalkedRoute.All(portal))
        {
            await SendAsync(nobody, route, route.Address(), null);
            await SendAsync(http, route, route.Address() + "?x=%00", null);
            await SendAsync(http, route, route.Address(), null);
            await SendAsync(http, route, route.Address() + "?asOf=2099-01-01T00:00:00Z", null);
            if (route.BodyType is not { } type) continue;
            await SendAsync(http, route, route.Address(), new string(' ', 1024 * 1024 + 1));
            foreach (var property in type.GetProperties())
                await SendAsync(http, route, route.Address(), RequestBodies.Build(type, property.Name, secret).ToJsonString());
            await SendAsync(http, route, route.Address(), RequestBodies.Build(type, RequestBodies.All, "Some words").ToJsonString());
        }

        await http.GetAsync($"/api/v1/audit/events.csv?who={secret}", Token);
        // A title counts for one kind of run only.
        await http.PostAsJsonAsync("/api/v1/runs/", new { template = "vpc", title = secret, commandId = Guid.CreateVersion7() }, Token);
        await portal.StartAsync(overrides: ("Authentication:RoleGroups:Administrator:0", "somebody-else"));
        using var stranger = await portal.ApiAsync("demo-administrator", Token);
        foreach (var route in WalkedRoute.All(portal)) await SendAsync(stranger, route, route.Address(), null);
        await portal.StartAsync();

        Assert.Equal("", string.Join('\n', portal.Answers.Undeclared));
        var wrong = new List<string>();
        foreach (var route in WalkedRoute.All(portal))
        {
            var given = portal.Answers.All.Keys.Where(answer => answer.Route == route.ToString()).Select(answer => answer.Status)
                .ToHashSet();
            int[] sure = [400, 401, 403, .. route.Declared.Where(status => status is 413 or 422)];
            if (!sure.All(given.Contains))
                wrong.Add($"{route} declares {string.Join(' ', sure)} and gave {string.Join(' ', given.Order())}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Problem_HasTheMembersThatAreDescribed()
    {
        var schema = (await ReadAsync()).GetProperty("components").GetProperty("schemas").GetProperty("ApiProblem");
        var described = schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        using var http = await portal.ApiAsync("demo-lead", Token);
        using var made = await http.PostAsJsonAsync("/api/v1/organizations", new { orgId = "described", title = "Described" }, Token);
        using var answer = await http.PostAsJsonAsync("/api/v1/organizations", new { orgId = "described", title = "Once more" }, Token);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;

        Assert.Empty(problem.EnumerateObject().Select(p => p.Name).Except(described));
        Assert.Empty(
            schema.GetProperty("required").EnumerateArray().Select(r => r.GetString()!)
            .Except(problem.EnumerateObject().Select(p => p.Name)));
        Assert.Equal("orgId", problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task FieldType_IsDescribedByItsNames()
    {
        var schema = (await ReadAsync()).GetProperty("components").GetProperty("schemas").GetProperty("FieldType");

        Assert.Equal(FieldTypes.All.Select(t => t.Name), schema.GetProperty("enum").EnumerateArray().Select(name => name.GetString()!));
    }

    private async Task<JsonElement> ReadAsync()
    {
        using var http = await portal.ApiAsync("demo-auditor", Token);
        return await http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Token);
    }

    private static async Task SendAsync(HttpClient http, WalkedRoute route, string address, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), address);
        // A body that is too large is refused before it is sent.
        request.Headers.ExpectContinue = body?.Length > 1024 * 1024;
        if (route.BodyType is not null) request.Content = new StringContent(body ?? "{}", Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, Token);
    }

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name.ToUpperInvariant()} {path.Name.TrimEnd('/')}", operation.Value);

    // The description knows places by their names only, and no slash at the end.
    private static string Described(WalkedRoute route) =>
        $"{route.Method} {System.Text.RegularExpressions.Regex.Replace(route.Pattern, ":[a-z]+}", "}").TrimEnd('/')}";

    private static string? Text(JsonElement schemes, string name, string member) =>
        schemes.GetProperty(name).GetProperty(member).GetString();
}
