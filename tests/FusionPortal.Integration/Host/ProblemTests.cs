using System.Net;
using System.Net.Http.Json;
using System.Text;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Host;

/// <summary>Every refusal of the API, by way of the organizations: status, code, field, and nothing of the input where it was a
/// secret.</summary>
public sealed class ProblemTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Path = "/api/v1/organizations";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Organization_Recorded_IsFoundUnderItsAddress()
    {
        using var http = await portal.ApiAsync("demo-installer", Token);
        using var made = await http.PostAsJsonAsync(Path, new { orgId = "kitecycles", title = "Kite Cycles", environment = "QA" }, Token);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var found = await http.GetStringAsync(made.Headers.Location, Token);
        Assert.Contains("\"environment\":\"QA\"", found, StringComparison.Ordinal);
        Assert.Contains("Kite Cycles", await http.GetStringAsync($"{Path}?q=kite", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdThatBreaksARule_IsInvalidAndNamesTheField()
    {
        var problem = await PostAsync(new { orgId = "9lives", title = "Nine Lives" }, HttpStatusCode.BadRequest);
        Assert.Equal(("invalid-organization-id", "orgId"), (problem.Code, problem.Field));
    }

    [Fact]
    public async Task IdThatSomebodyHasInOtherLetters_IsAConflictThatNamesThem()
    {
        using var http = await portal.ApiAsync("demo-lead", Token);
        (await http.PostAsJsonAsync(Path, new { orgId = "acme", title = "Acme" }, Token)).EnsureSuccessStatusCode();

        var problem =
            await Problem.ReadAsync(
            await http.PostAsJsonAsync(Path, new { orgId = "Acme", title = "Acme Two" }, Token), HttpStatusCode.Conflict);
        Assert.Equal("organization-id-taken", problem.Code);
        Assert.Equal("Acme", problem.Details!.Value.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Auditor_RecordingAClient_IsForbidden()
    {
        using var http = await portal.ApiAsync("demo-auditor", Token);
        var problem =
            await Problem.ReadAsync(
            await http.PostAsJsonAsync(Path, new { orgId = "bakery", title = "Bakery" }, Token), HttpStatusCode.Forbidden);
        Assert.Equal("It needs Installer or Lead or Administrator.", problem.Detail);
    }

    [Fact]
    public async Task UnknownId_IsNotFound() =>
        Assert.Equal("no-such-organization", (await GetAsync($"{Path}/nobody", HttpStatusCode.NotFound)).Code);

    [Fact]
    public async Task Secret_InAField_IsRefusedAndRepeatedNowhere()
    {
        var secret = "q7Rz2Lm9Xv4B" + "n8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2";
        using var http = await portal.ApiAsync("demo-installer", Token);
        using var response = await http.PostAsJsonAsync(Path, new { orgId = "cedar", title = secret }, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        var problem = await Problem.ReadAsync(response, HttpStatusCode.UnprocessableEntity);

        Assert.Equal("title", problem.Field);
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, portal.Log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"orgId\":")]
    [InlineData("{\"orgId\":\"x\",\"title\":\"X\",\"environment\":\"Moon\"}")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Body_ThatIsNotTheRequest_IsAnInvalidRequest(string body)
    {
        using var http = await portal.ApiAsync("demo-installer", Token);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        Assert.Equal(
            "invalid-request", (await Problem.ReadAsync(await http.PostAsync(Path, content, Token), HttpStatusCode.BadRequest)).Code);
    }

    [Fact]
    public async Task Cursor_MadeUp_IsInvalid() =>
        Assert.Equal(400, (await GetAsync($"{Path}?cursor=made-up", HttpStatusCode.BadRequest)).Status);

    [Fact]
    public async Task WriteByCookie_FromAnotherSite_IsRefused()
    {
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        browser.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        var problem =
            await Problem.ReadAsync(
            await browser.Http.PostAsJsonAsync(Path, new { orgId = "evil", title = "Evil" }, Token), HttpStatusCode.Forbidden);
        Assert.Equal("cross-site-write", problem.Code);
    }

    [Fact]
    public async Task WriteByCookie_FromThePortalsOwnPage_IsDone()
    {
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        browser.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        Assert.Equal(
            HttpStatusCode.Created,
            (await browser.Http.PostAsJsonAsync(Path, new { orgId = "rivertoys", title = "River Toys" }, Token)).StatusCode);
    }

    [Fact]
    public async Task Database_Away_IsSaidAndServiceResumes()
    {
        using var proxy = new CuttableProxy(portal.Postgres.ConnectionString);
        await portal.StartAsync(overrides: ("ConnectionStrings:Portal", proxy.ConnectionString));
        using var http = await portal.ApiAsync("demo-lead", Token);
        (await http.GetAsync(Path, Token)).EnsureSuccessStatusCode();

        proxy.Cut();
        using var away = await http.GetAsync(Path, Token);
        Assert.Equal(TimeSpan.FromSeconds(5), away.Headers.RetryAfter?.Delta);
        Assert.Equal("database-away", (await Problem.ReadAsync(away, HttpStatusCode.ServiceUnavailable)).Code);

        // Somebody whom this process has not met is looked up in the database, which is no fault of their token.
        using var stranger = await portal.ApiAsync("demo-auditor", Token);
        using var unmet = await stranger.GetAsync(Path, Token);
        Assert.Equal("database-away", (await Problem.ReadAsync(unmet, HttpStatusCode.ServiceUnavailable)).Code);

        proxy.Restore();
        (await http.GetAsync(Path, Token)).EnsureSuccessStatusCode();
        await portal.StartAsync();
    }

    private async Task<Problem> PostAsync(object body, HttpStatusCode expected)
    {
        using var http = await portal.ApiAsync("demo-installer", Token);
        return await Problem.ReadAsync(await http.PostAsJsonAsync(Path, body, Token), expected);
    }

    private async Task<Problem> GetAsync(string path, HttpStatusCode expected)
    {
        using var http = await portal.ApiAsync("demo-auditor", Token);
        return await Problem.ReadAsync(await http.GetAsync(path, Token), expected);
    }
}
