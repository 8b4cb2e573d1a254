using System.Net;
using System.Text;
using FusionPortal.Browser.FirstSteps;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Npgsql;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Proxy;

/// <summary>
/// TLS in front, tried: a published portal in Production behind the system's nginx, configured as docs/first-steps.md has it.
/// </summary>
[Collection(typeof(AsDocumented))]
public sealed class BehindNginxTests(ProxiedPortal portal, DemoPortal demo) : IClassFixture<ProxiedPortal>
{
    private const string Absent = "ABSENT: nginx is not installed, so no portal was tried behind it. apt-get install nginx brings it.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Public => portal.Nginx.Address.GetLeftPart(UriPartial.Authority);

    [Fact]
    [Trait("Category", "Long")]
    public async Task Person_SignsIn_WorksOverAWebSocket_AndSignsOut()
    {
        Assert.SkipWhen(Nginx.Binary is null, Absent);
        await using var priya = await demo.StrangerAsync(portal.Nginx.Address, anyCertificate: true);
        var page = priya.Page;
        var before = portal.Nginx.Errors().Length;
        var (sockets, asked) = (new List<string>(), new List<string>());
        page.WebSocket += (_, socket) => sockets.Add(socket.Url);
        page.Request += (_, request) => asked.Add(request.Url);

        // By http, as one types an address.
        await page.GotoAsync(new Uri(portal.Nginx.PlainAddress, "/clients?text=x").ToString().Replace(
            Nginx.Host, "127.0.0.1", StringComparison.Ordinal));
        await Expect(page).ToHaveURLAsync($"{Public}/sign-in?returnUrl={Uri.EscapeDataString("/clients?text=x")}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue with company sign-in" }).ClickAsync();
        await Expect(page).ToHaveURLAsync($"{Public}/clients?text=x");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Clients");
        Assert.Contains(asked, url => url.StartsWith(portal.Nginx.Provider + "authorize?", StringComparison.Ordinal)
            && url.Contains(Uri.EscapeDataString($"{Public}/signin-oidc"), StringComparison.Ordinal));

        await page.GetByRole(AriaRole.Navigation).First.GetByRole(AriaRole.Link, new() { Name = "Findings", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync($"{Public}/findings");
        var socket = Assert.Single(sockets);
        Assert.StartsWith(Public.Replace("https:", "wss:", StringComparison.Ordinal) + "/_blazor?id=", socket, StringComparison.Ordinal);

        var cookies = await priya.Context.CookiesAsync();
        Assert.Equal([], cookies.Where(c => !c.Secure).Select(c => c.Name));
        Assert.Contains(cookies, c => c is { Name: "__Host-FusionPortal", HttpOnly: true });
        Assert.Contains(cookies, c => c.Name == "tz");

        await page.GetByRole(AriaRole.Button, new() { Name = "account of" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync($"{Public}/signed-out");
        Assert.Contains(asked, url => url.StartsWith(portal.Nginx.Provider + "logout?", StringComparison.Ordinal)
            && url.Contains(Uri.EscapeDataString($"{Public}/signout-callback-oidc"), StringComparison.Ordinal));
        Assert.DoesNotContain(await priya.Context.CookiesAsync(), c => c.Name == "__Host-FusionPortal");
        Assert.Equal("", Wrong(portal.Nginx.Errors()[before..]));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Answers_HaveWhatHttpsAsksFor_Once_AndTheLogNamesTheClient()
    {
        Assert.SkipWhen(Nginx.Binary is null, Absent);
        using var http = portal.Nginx.Client("127.0.0.42");
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.99");
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "http");
        http.DefaultRequestHeaders.Add("X-Forwarded-Host", "elsewhere.example.com");

        using var page = await http.GetAsync("/sign-in", Token);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("max-age=31536000; includeSubDomains", page.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.Contains(
            $"form-action 'self' {portal.Nginx.Provider.GetLeftPart(UriPartial.Authority)}",
            page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        using var login = await http.GetAsync("/authentication/login", Token);
        Assert.Contains(Uri.EscapeDataString($"{Public}/signin-oidc"), login.Headers.Location!.Query, StringComparison.Ordinal);
        Assert.All(login.Headers.GetValues("Set-Cookie"), c => Assert.Contains("; secure", c, StringComparison.OrdinalIgnoreCase));

        var line = portal.Logged().Last(l => Text(l, "RequestPath") == "/authentication/login");
        Assert.Equal("127.0.0.42", Text(line, "ClientAddress"));

        // Past nginx there is no https, and the sign-in says so instead of failing on the way back.
        using var past = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = portal.Direct };
        using var refused = await past.GetAsync("/authentication/login", Token);
        Assert.Equal("/sign-in?withoutHttps=true", refused.Headers.Location!.ToString());
        Assert.Contains(
            "must send X-Forwarded-Proto", await past.GetStringAsync(refused.Headers.Location, Token), StringComparison.Ordinal);
        Assert.Contains(portal.Logged(), l => Text(l, "@m").Contains("needs https", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(200, HttpStatusCode.BadRequest, "application/problem+json")]
    [InlineData(1_500, HttpStatusCode.RequestEntityTooLarge, "application/problem+json")]
    [InlineData(9_000, HttpStatusCode.RequestEntityTooLarge, "application/problem+json")]
    [Trait("Category", "Long")]
    public async Task Body_OfAnySize_IsAnsweredInWords(int kilobytes, HttpStatusCode expected, string type)
    {
        Assert.SkipWhen(Nginx.Binary is null, Absent);
        using var http = portal.Nginx.Client();
        http.DefaultRequestHeaders.Authorization = new("Bearer", portal.Token());
        using var body =
            new StringContent($$"""{"orgId":"","title":"{{new string('x', kilobytes * 1000)}}"}""", Encoding.UTF8, "application/json");

        using var answer = await http.PostAsync("/api/v1/organizations", body, Token);

        Assert.Equal((expected, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    /// <summary>Longer than nginx waits by itself, which is a minute: a report that has no first byte yet, and a page on which nobody does
    /// anything.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public async Task MinuteOfSilence_EndsNeitherAReportNorAPage()
    {
        Assert.SkipWhen(Nginx.Binary is null, Absent);
        await using var priya = await demo.StrangerAsync(portal.Nginx.Address, anyCertificate: true);
        var closed = 0;
        priya.Page.WebSocket += (_, socket) => socket.Close += (_, _) => closed++;
        await priya.Page.GotoAsync("/sign-in?returnUrl=%2Fclients");
        await priya.Page.GetByRole(AriaRole.Link, new() { Name = "Continue with company sign-in" }).ClickAsync();
        await Expect(priya.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Clients");
        using var http = portal.Nginx.Client();
        http.DefaultRequestHeaders.Authorization = new("Bearer", portal.Token());
        await using var held = new NpgsqlConnection(portal.Superuser);
        await held.OpenAsync(Token);
        await using var locking = await held.BeginTransactionAsync(Token);
        await using (var command = new NpgsqlCommand("lock table resource_fact in access exclusive mode", held))
            await command.ExecuteNonQueryAsync(Token);

        var report = http.GetAsync("/api/v1/reports/findings.csv", Token);
        // The database's own clock passes what nginx would bear.
        await using (var wait = new NpgsqlCommand("select pg_sleep(65)", held) { CommandTimeout = 0 })
            await wait.ExecuteNonQueryAsync(Token);
        var early = report.IsCompleted ? $"{await report} {await (await report).Content.ReadAsStringAsync(Token)}" : "";
        Assert.Equal("", early);
        await locking.RollbackAsync(Token);

        using var answer = await report;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        await priya.Page.GetByRole(AriaRole.Navigation).First.GetByRole(AriaRole.Link, new() { Name = "Scans", Exact = true }).ClickAsync();
        await Expect(priya.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Scans");
        Assert.Equal(0, closed);
    }

    private static string Text(System.Text.Json.JsonElement logged, string name) =>
        logged.TryGetProperty(name, out var value) ? value.ToString() : "";

    // Notices of its own start and end are no faults.
    private static string Wrong(string log) => string.Join(
        '\n', log.Split('\n')
            .Where(l => l.Contains("[error]", StringComparison.Ordinal) || l.Contains("[crit]", StringComparison.Ordinal)));
}
