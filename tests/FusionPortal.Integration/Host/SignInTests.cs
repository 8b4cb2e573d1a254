using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Demo.Identity;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Host;

public sealed class SignInTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Challenge_OfTheLogin_UsesCodeFlowWithPkce()
    {
        using var http = portal.Anonymous();
        using var response = await http.GetAsync("/authentication/login?returnUrl=/", Token);

        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(response.Headers.Location!.Query);
        Assert.Equal(portal.Identity.Provider.Authority.Authority, response.Headers.Location.Authority);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.NotEmpty(query["code_challenge"].ToString());
        Assert.NotEmpty(query["nonce"].ToString());
    }

    [Fact]
    public async Task SignIn_WithAPersona_ReturnsToThePageAskedFor()
    {
        using var browser = new SignedInBrowser(portal.Address);
        using var response = await browser.SignInAsync("ana.ruiz", Token, returnUrl: "/?view=mine");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/?view=mine", response.Headers.Location?.ToString());
        using var page = await browser.Http.GetAsync("/", Token);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task SignIn_TowardsAnotherSite_EndsOnTheStartPage()
    {
        using var browser = new SignedInBrowser(portal.Address);
        using var response = await browser.SignInAsync("ana.ruiz", Token, returnUrl: "//evil.example/");
        Assert.Equal("/", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task SessionCookie_OfASignIn_IsKeptFromScripts()
    {
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        var cookie = Assert.Single(browser.Cookies, c => c.Name == "FusionPortal");
        Assert.True(cookie.HttpOnly);
        Assert.Equal("/", cookie.Path);
    }

    [Fact]
    public async Task SubjectClaim_Changed_IsOneSettingForPagesAndApiAndThePersonStaysTheSame()
    {
        using (await portal.SignInAsync("marek.novak", Token))
        {
        }

        await portal.StartAsync(overrides: ("Authentication:SubjectClaim", "email"));
        using (await portal.SignInAsync("marek.novak", Token))
        {
        }

        using var script = await portal.ApiAsync("demo-lead", Token);
        var people = await script.GetFromJsonAsync<JsonElement>("/api/v1/people", Token);

        var now = people.EnumerateArray().Single(p => p.GetProperty("subjectId").GetString() == "marek.novak@example.com");
        Assert.Equal("marek.novak", Assert.Single(now.GetProperty("countsAs").EnumerateArray()).GetString());
        Assert.Equal("marek.novak@example.com", now.GetProperty("mail").GetString());
        Assert.Contains(people.EnumerateArray(), p => p.GetProperty("subjectId").GetString() == "demo-lead@example.com");
    }

    [Fact]
    public async Task SignIn_WithoutAnyMappedGroup_IsToldAndSeesNothing()
    {
        await portal.StartAsync(overrides: ("Authentication:RoleGroups:Auditor:0", "some-other-group"));
        using var browser = await portal.SignInAsync("ingrid.holm", Token);
        using var page = await browser.Http.GetAsync("/", Token);

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.StartsWith("/access-denied", page.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        var problem = await Problem.ReadAsync(await browser.Http.GetAsync("/api/v1/no-such-thing", Token), HttpStatusCode.Forbidden);
        Assert.Equal("forbidden", problem.Code);
        await portal.StartAsync();
    }

    [Fact]
    public async Task SignOut_WithoutTheFormsToken_IsRefused()
    {
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        using var response = await browser.Http.PostAsync("/authentication/logout", null, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync("/", Token)).StatusCode);
    }

    [Fact]
    public async Task SignOut_EndsTheSession_AlsoForACopyOfTheCookie()
    {
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        var stolen = browser.Cookies.Single(c => c.Name == "FusionPortal").Value;
        using var form = new FormUrlEncodedContent([await browser.FormTokenAsync("/access-denied", Token)]);
        using var response = await browser.Http.PostAsync("/authentication/logout", form, Token);

        Assert.Equal(portal.Identity.Provider.Authority.Authority, response.Headers.Location?.Authority);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Http.GetAsync("/", Token)).StatusCode);
        using var thief = portal.Anonymous();
        thief.DefaultRequestHeaders.Add("Cookie", $"FusionPortal={stolen}");
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/", Token)).StatusCode);
    }

    [Fact]
    public async Task Token_OfTheAuthority_OpensTheApi()
    {
        foreach (var client in Persona.Clients)
        {
            using var http = await portal.ApiAsync(client.SubjectId, Token);
            await Problem.ReadAsync(await http.GetAsync("/api/v1/no-such-thing", Token), HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Token_OfTheAuthority_OpensTheDescriptionAndNobodyIsSentElsewhere()
    {
        using var http = await portal.ApiAsync("demo-auditor", Token);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/openapi/v1.json", Token)).StatusCode);
        using var browser = await portal.SignInAsync("ingrid.holm", Token);
        Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync("/openapi/v1.json", Token)).StatusCode);
        using var nobody = portal.Anonymous();
        await Problem.ReadAsync(await nobody.GetAsync("/openapi/v1.json", Token), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_TamperedWith_IsNobody()
    {
        using var http = portal.Anonymous();
        var parts = (await portal.Identity.Provider.GetTokenAsync("demo-administrator", Token)).Split('.');
        http.DefaultRequestHeaders.Authorization = new("Bearer", $"{parts[0]}.{parts[1]}.{new string(parts[2].Reverse().ToArray())}");
        await Problem.ReadAsync(await http.GetAsync("/api/v1/no-such-thing", Token), HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Authentication:Audience", "another-application")]
    [InlineData("Authentication:ApiScope", "portal.api")]
    public async Task Token_MadeForSomethingElse_IsNobody(string setting, string value)
    {
        await portal.StartAsync(overrides: (setting, value));
        using var http = await portal.ApiAsync("demo-administrator", Token);
        await Problem.ReadAsync(await http.GetAsync("/api/v1/no-such-thing", Token), HttpStatusCode.Unauthorized);
        await portal.StartAsync();
    }

    [Fact]
    public async Task Token_BesideACookie_CountsAlone()
    {
        using var browser = await portal.SignInAsync("tom.becker", Token);
        browser.Http.DefaultRequestHeaders.Authorization = new("Bearer", "not-a-token");
        await Problem.ReadAsync(await browser.Http.GetAsync("/api/v1/no-such-thing", Token), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Log_OfASignIn_HoldsNeitherCodeNorToken()
    {
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        await portal.ApiAsync("demo-lead", Token);

        var log = portal.Log.ToString();
        Assert.Contains("/signin-oidc", log, StringComparison.Ordinal);
        Assert.DoesNotContain("code=", log, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", log, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies.Single(c => c.Name == "FusionPortal").Value, log, StringComparison.Ordinal);
    }
}
