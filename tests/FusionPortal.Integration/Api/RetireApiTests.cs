using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit.Scanning;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>Retiring an account that AWS lets nobody read, and taking that back, over the API.</summary>
public sealed class RetireApiTests(PortalHost portal) : IClassFixture<PortalHost>, IAsyncLifetime
{
    private const string Suspended = TestEstate.NonProduction;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Tests of a class share its database: each finds the account suspended and not retired.
    public async ValueTask InitializeAsync()
    {
        await using var scanner = new TestScanner(portal.Postgres);
        scanner.Estate.Accounts[1] = scanner.Estate.Accounts[1] with { State = "SUSPENDED" };
        await scanner.ScanAsync(Token);
        using var lead = await portal.ApiAsync("demo-lead", Token);
        if (await SightAsync(lead) == "Retired") (await SendAsync(lead, "unretire", "Begun anew")).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("demo-lead")]
    [InlineData("demo-administrator")]
    public async Task Account_IsRetiredOnce_AndTakenBackOnce(string person)
    {
        using var http = await portal.ApiAsync(person, Token);
        Assert.Equal("not-retired", (await RefusedAsync(http, "unretire", "Reopened", HttpStatusCode.Conflict)).Code);

        using var retired = await SendAsync(http, "retire", "Sold with the shop");
        var row = await RowAsync(http);
        var twice = await RefusedAsync(http, "retire", "Sold with the shop", HttpStatusCode.Conflict);

        Assert.Equal(HttpStatusCode.NoContent, retired.StatusCode);
        var standing = row.GetProperty("standing");
        Assert.Equal(
            ("Retired", "Sold with the shop"),
            (standing.GetProperty("sight").GetString(), standing.GetProperty("retiredReason").GetString()));
        Assert.Equal(("already-retired", "accountId"), (twice.Code, twice.Field));
        Assert.Equal($"{standing.GetProperty("retiredBy").GetString()} has retired it already.", twice.Detail);

        using var taken = await SendAsync(http, "unretire", "Reopened");
        Assert.Equal((HttpStatusCode.NoContent, "Unreachable"), (taken.StatusCode, await SightAsync(http)));
        Assert.Equal("not-retired", (await RefusedAsync(http, "unretire", "Reopened", HttpStatusCode.Conflict)).Code);
    }

    [Theory]
    [InlineData("demo-installer")]
    [InlineData("demo-auditor")]
    public async Task Account_OfOthersThanLeadsAndAdministrators_IsNotTheirsToRetire(string person)
    {
        using var http = await portal.ApiAsync(person, Token);

        Assert.Equal("forbidden", (await RefusedAsync(http, "retire", "Sold", HttpStatusCode.Forbidden)).Code);
        Assert.Equal("forbidden", (await RefusedAsync(http, "unretire", "Sold", HttpStatusCode.Forbidden)).Code);
        Assert.Equal("Unreachable", await SightAsync(http));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public async Task Retirement_WithoutAReason_IsRefusedAtTheField(string? reason)
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);
        foreach (var action in (string[])["retire", "unretire"])
        {
            var problem = await RefusedAsync(lead, action, reason, HttpStatusCode.BadRequest);
            Assert.Equal(("missing", "reason"), (problem.Code, problem.Field));
        }

        Assert.Equal("Unreachable", await SightAsync(lead));
    }

    [Fact]
    public async Task Retirement_WithASecretForAReason_IsRefusedAndRepeatedNowhere()
    {
        var secret = "Hunter2" + "Hunter2!";
        using var lead = await portal.ApiAsync("demo-lead", Token);
        foreach (var action in (string[])["retire", "unretire"])
        {
            using var answer = await SendAsync(lead, action, $"password: {secret}");
            Assert.DoesNotContain(secret, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
            var problem = await Problem.ReadAsync(answer, HttpStatusCode.UnprocessableEntity);
            Assert.Equal(("secret-found", "reason"), (problem.Code, problem.Field));
        }

        Assert.Equal("Unreachable", await SightAsync(lead));
        // A request's line is written after its answer; the portal that stopped has written all of them.
        await portal.StartAsync();
        Assert.DoesNotContain(secret, portal.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_NobodyHasSeenOrEveryScanReads_IsNotRetired()
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);
        foreach (var action in (string[])["retire", "unretire"])
            Assert.Equal("account-not-found", (await RefusedAsync(lead, action, "Sold", HttpStatusCode.NotFound, "999999999999")).Code);

        var read = await RefusedAsync(lead, "retire", "Sold", HttpStatusCode.BadRequest, TestEstate.Production);
        Assert.Equal(("account-is-read", "accountId"), (read.Code, read.Field));
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient http, string action, string? reason, string account = Suspended) =>
        http.PostAsJsonAsync($"/api/v1/accounts/{account}/{action}", new { reason }, Token);

    private static async Task<Problem> RefusedAsync(
        HttpClient http, string action, string? reason, HttpStatusCode status, string account = Suspended) =>
        await Problem.ReadAsync(await SendAsync(http, action, reason, account), status);

    private static async Task<JsonElement> RowAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("/api/v1/accounts", Token)).EnumerateArray()
            .Single(a => a.GetProperty("id").GetString() == Suspended);

    private static async Task<string?> SightAsync(HttpClient http) => (await RowAsync(http)).GetProperty("sight").GetString();
}
