using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Identity;

/// <summary>Sign-in and API with tokens as Entra ID, Okta, Keycloak and Cognito issue them; and what is said when one is not
/// enough.</summary>
public sealed class ProviderTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Api = "/api/v1/schedules";
    private const string Lead = """{"aud":"fusionportal","sub":"s","groups":["fusionportal-leads"]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shapes => [.. ProviderShape.All.Keys];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Person_OfAProvider_SignsInAsALead(string shape)
    {
        await using var provider = await StartAsync(ProviderShape.All[shape]);
        using var browser = await SignInAsync();

        var page = await browser.Http.GetAsync("/people", Token);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        // An administrator's alone, so the role is a lead's and nothing more.
        await Problem.ReadAsync(await Write(browser.Http), HttpStatusCode.Forbidden);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Token_OfAProvider_OpensTheApiAsALead(string shape)
    {
        await using var provider = await StartAsync(ProviderShape.All[shape]);
        using var http = Program(provider.Sign(ProviderShape.All[shape].AccessToken));

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/v1/people", Token)).StatusCode);
        Assert.Equal("forbidden", (await Problem.ReadAsync(await Write(http), HttpStatusCode.Forbidden)).Code);
    }

    [Theory]
    [InlineData("/portal/leads", "portal/leads", true)]
    [InlineData("leads", "/leads", true)]
    [InlineData("/portal/leads/*", "/portal/leads", true)]
    [InlineData("/portal/leads/*", "/portal/leadsmen", false)]
    [InlineData("leads", "/other/leads", false)]
    [InlineData("/portal/leads", "/portal/leads/emea", false)]
    public async Task Group_WithItsPath_GivesTheRoleOfExactlyThatGroup(string configured, string group, bool opens)
    {
        await using var provider = await StartAsync(new ProviderShape("{}", "{}", "{}", ("Authentication:RoleGroups:Lead:0", configured)));
        using var http = Program(provider.Sign($$"""{"aud":"fusionportal","sub":"s","groups":["{{group}}"]}"""));
        Assert.Equal(opens ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await http.GetAsync(Api, Token)).StatusCode);
    }

    [Theory]
    [InlineData(
        """{"_claim_names":{"groups":"src1"},"_claim_sources":{"src1":{"endpoint":"https://graph.example/getMemberObjects"}}}""",
        "left them out", "Groups assigned to the application")]
    [InlineData("""{"hasgroups":true}""", "left them out", "Authentication:GroupClaim to roles")]
    [InlineData("""{"groups":["all-staff","gardeners"]}""", "Came: all-staff, gardeners.", "Authentication:RoleGroups")]
    [InlineData("""{"realm_access":{"roles":["x"]}}""", "Came: no group.", "realm_access")]
    public async Task PersonWithoutARole_IsToldWhyOnThePageAndByTheApi(string claims, params string[] expected)
    {
        await using var provider =
            await StartAsync(new ProviderShape(With(claims, "fusionportal"), With(claims, "fusionportal"), """{"sub":"s"}"""));
        using var browser = await SignInAsync();
        var page = await browser.Http.GetStringAsync("/access-denied", Token);
        using var http = Program(provider.Sign(provider.AccessToken));
        var problem = await Problem.ReadAsync(await http.GetAsync(Api, Token), HttpStatusCode.Forbidden);

        Assert.All(expected.Append("Read: the claim groups, as Authentication:GroupClaim says.").Append("for Auditor"), part =>
        {
            Assert.Contains(part, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
            Assert.Contains(part, problem.Detail, StringComparison.Ordinal);
            Assert.Contains(part, portal.Log.ToString(), StringComparison.Ordinal);
        });
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { """{"aud":"another"}""", "invalid_token", "another audience" },
        { """{"iss":"https://sts.example/"}""", "invalid_token", "another authority" },
        { """{"exp":1700000000,"nbf":1690000000}""", "invalid_token", "has expired" },
        { """{"nbf":4000000000,"exp":4100000000}""", "invalid_token", "not valid yet" },
        { """{"scope":"profile"}""", "insufficient_scope", "lacks the scope" },
        { """{"scp":["profile","email"]}""", "insufficient_scope", "lacks the scope" },
        { """{"sub":null,"scp":"portal.api"}""", "invalid_token", "names no person" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Token_ThatFailsACheck_IsToldWhichAndNothingOfItIsRepeated(string claims, string error, string said)
    {
        await using var provider = await StartAsync(new ProviderShape("{}", "{}", "{}", ("Authentication:ApiScope", "portal.api")));
        await ExpectAsync(provider.Sign(With(claims, "fusionportal")), error, said);
    }

    [Fact]
    public async Task Token_ThatIsNone_IsToldWhy()
    {
        await using var provider = await StartAsync(new ProviderShape("{}", "{}", "{}"));
        using var other = RSA.Create(2048);
        var good = provider.Sign(Lead).Split('.');

        await ExpectAsync(provider.Sign(Lead, other), "invalid_token", "does not publish");
        await ExpectAsync($"{good[0]}.{good[1]}.{new string([.. good[2].Reverse()])}", "invalid_token", "signature");
        await ExpectAsync("an-opaque-one", "invalid_token", "no JSON web token");
        await ExpectAsync("p.q.r", "invalid_token", "no JSON web token");

        using var basic = portal.Anonymous();
        basic.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", "YW5hOnNlY3JldA==");
        Assert.Contains("invalid_request", (await basic.GetAsync(Api, Token)).Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        using var nobody = portal.Anonymous();
        Assert.Equal("Bearer", (await nobody.GetAsync(Api, Token)).Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Provider_Away_IsNoFaultOfTheToken()
    {
        string token;
        await using (var provider = await StartAsync(new ProviderShape("{}", "{}", "{}"))) token = provider.Sign(Lead);
        using var http = Program(token);
        var response = await http.GetAsync(Api, Token);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal("provider-away", (await Problem.ReadAsync(response, HttpStatusCode.ServiceUnavailable)).Code);
    }

    private async Task ExpectAsync(string token, string error, string said)
    {
        using var http = Program(token);
        using var response = await http.GetAsync(Api, Token);
        var header = response.Headers.WwwAuthenticate.ToString();
        Assert.Contains($"error=\"{error}\"", header, StringComparison.Ordinal);
        Assert.Contains(said, header, StringComparison.Ordinal);
        Assert.Contains(said, (await Problem.ReadAsync(response, HttpStatusCode.Unauthorized)).Detail, StringComparison.Ordinal);
        Assert.Contains(said, portal.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, header + portal.Log, StringComparison.Ordinal);
    }

    private async Task<ShapedProvider> StartAsync(ProviderShape shape)
    {
        var provider = await ShapedProvider.StartAsync();
        (provider.IdToken, provider.AccessToken, provider.UserInfo) = (shape.IdToken, shape.AccessToken, shape.UserInfo);
        await portal.StartAsync(overrides: [("Authentication:Authority", provider.Issuer), .. shape.Settings]);
        return provider;
    }

    private async Task<SignedInBrowser> SignInAsync()
    {
        var browser = new SignedInBrowser(portal.Address);
        var challenge = await browser.Http.GetAsync("/authentication/login", Token);
        var answer = await browser.Http.GetAsync(challenge.Headers.Location, Token);
        var back = await browser.Http.GetAsync(answer.Headers.Location, Token);
        Assert.Equal("/", back.Headers.Location?.OriginalString);
        return browser;
    }

    private HttpClient Program(string token)
    {
        var http = portal.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private static Task<HttpResponseMessage> Write(HttpClient http)
    {
        var request =
            new HttpRequestMessage(HttpMethod.Put, "/api/v1/people/nobody/same-as")
            {
                Content = JsonContent.Create(new { reason = "Claim changed" })
            };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return http.SendAsync(request, Token);
    }

    private static string With(string claims, string audience)
    {
        var all = System.Text.Json.Nodes.JsonNode.Parse(claims)!.AsObject();
        all.TryAdd("aud", audience);
        all.TryAdd("sub", "s");
        if (all["sub"] is null) all.Remove("sub");
        return all.ToJsonString(JsonSerializerOptions.Default);
    }
}
