using System.Net;
using System.Text;
using System.Text.Json;
using FusionPortal.Demo.Identity;
using FusionPortal.Integration.Hosting;
using Npgsql;
using Xunit;

namespace FusionPortal.Integration.Identity;

/// <summary>Two portals on one database: what a session weighs, and that it ends everywhere at once.</summary>
public sealed class SessionTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cookie_OfAPersonWithTwoHundredGroups_StaysSmallAndSignOutWorks()
    {
        await using var provider = await ShapedProvider.StartAsync();
        var groups = Enumerable.Range(0, 200).Select(i => $"6f1d6c0a-2a44-4f0e-8f5e-3f2f3b1a{i:x4}").ToArray();
        provider.IdToken = JsonSerializer.Serialize(new { aud = "fusionportal", sub = "s", groups });
        provider.UserInfo = JsonSerializer.Serialize(new { sub = "s", groups });
        // Every one of them gives a role, so that every one is kept.
        var mapped = groups.Select((group, i) => ($"Authentication:RoleGroups:Lead:{i}", group));
        await portal.StartAsync(overrides: [("Authentication:Authority", provider.Issuer), .. mapped]);
        using var browser = new SignedInBrowser(portal.Address);
        var challenge = await browser.Http.GetAsync("/authentication/login", Token);
        await browser.Http.GetAsync((await browser.Http.GetAsync(challenge.Headers.Location, Token)).Headers.Location, Token);

        Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync("/people", Token)).StatusCode);
        Assert.InRange(browser.Cookies.Sum(c => Encoding.UTF8.GetByteCount($"{c.Name}={c.Value}; ")), 100, 4096);
        var leave = await SignOutAsync(browser);
        Assert.InRange(leave.OriginalString.Length, 1, 4096);
        Assert.Contains("client_id=fusionportal", leave.Query, StringComparison.Ordinal);
        await portal.StartAsync();
    }

    [Fact]
    public async Task SignOut_InOneProcess_HoldsInTheOtherAndAfterARestart()
    {
        await using var second = await OtherPortal.StartAsync(portal);
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        var cookie = browser.Cookies.Single(c => c.Name == "FusionPortal").Value;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second.Address, cookie));

        await SignOutAsync(browser);

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(second.Address, cookie));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(portal.Address, cookie));
        await portal.StartAsync();
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(portal.Address, cookie));
    }

    [Fact]
    public async Task Session_WhoseGroupsGiveOtherRolesNow_IsRejectedAndEnded()
    {
        // As a portal that was started anew with other groups: an installer's group gives another role, and a lead's none.
        await using var changed = await OtherPortal.StartAsync(
            portal, ("Authentication:RoleGroups:Installer:0", "nobody"), ("Authentication:RoleGroups:Administrator:0", Persona.Installers),
            ("Authentication:RoleGroups:Lead:0", "nobody"));
        foreach (var subject in new[] { "ana.ruiz", "priya.shah" })
        {
            using var browser = await portal.SignInAsync(subject, Token);
            var cookie = browser.Cookies.Single(c => c.Name == "FusionPortal").Value;
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(portal.Address, cookie));

            Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(changed.Address, cookie));
            // Not until the old roles are given again: it is over.
            Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(portal.Address, cookie));
        }

        using var auditor = await portal.SignInAsync("ingrid.holm", Token);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(changed.Address, auditor.Cookies.Single(c => c.Name == "FusionPortal").Value));
    }

    [Fact]
    public async Task SignIn_OverAnotherSession_BeginsANewOneAndEndsTheOld()
    {
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        var planted = browser.Cookies.Single(c => c.Name == "FusionPortal").Value;
        await browser.SignInAsync("tom.becker", Token);

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(portal.Address, planted));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(portal.Address, browser.Cookies.Single(c => c.Name == "FusionPortal").Value));
    }

    [Fact]
    public async Task Session_InTheDatabase_IsUnreadableAndGoneOnceItIsOver()
    {
        using var browser = await portal.SignInAsync("priya.shah", Token);
        await using var source = NpgsqlDataSource.Create(portal.Postgres.ConnectionString);
        await using (var read = source.CreateCommand(
            "select ticket from person_session where subject_id = 'priya.shah' order by started_at desc limit 1"))
        {
            var ticket = Encoding.Latin1.GetString((byte[])(await read.ExecuteScalarAsync(Token))!);
            Assert.DoesNotContain("priya", ticket, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("eyJ", ticket, StringComparison.Ordinal);
        }

        await portal.Postgres.ExecuteAsOwnerAsync(
            "update person_session set ends_at = now() - interval '1 second' where subject_id = 'priya.shah'");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Http.GetAsync("/", Token)).StatusCode);
        using var next = await portal.SignInAsync("tom.becker", Token);
        await using var count = source.CreateCommand("select count(*) from person_session where subject_id = 'priya.shah'");
        Assert.Equal(0L, await count.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task Database_Away_LeavesTheErrorPageItsFilesAndTheSession()
    {
        using var proxy = new CuttableProxy(portal.Postgres.ConnectionString);
        await portal.StartAsync(overrides: ("ConnectionStrings:Portal", proxy.ConnectionString));
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        proxy.Cut();
        using var away = await browser.Http.GetAsync("/", Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Contains("The database does not answer", await away.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync("/css/portal.css", Token)).StatusCode);
        await Problem.ReadAsync(await browser.Http.GetAsync("/api/v1/schedules", Token), HttpStatusCode.ServiceUnavailable);

        proxy.Restore();
        Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync("/", Token)).StatusCode);
        await portal.StartAsync();
    }

    [Fact]
    public async Task SignOut_OfASessionThatEndedElsewhere_IsSignedOutAndForgotten()
    {
        using var here = await portal.SignInAsync("marek.novak", Token);
        using var form = new FormUrlEncodedContent([await here.FormTokenAsync("/access-denied", Token)]);
        await portal.Postgres.ExecuteAsOwnerAsync("delete from person_session where subject_id = 'marek.novak'");

        using var response = await here.Http.PostAsync("/authentication/logout", form, Token);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/signed-out", response.Headers.Location!.OriginalString);
        Assert.DoesNotContain(here.Cookies, c => c.Name == "FusionPortal" && !c.Expired);
        using var page = await here.Http.GetAsync(response.Headers.Location, Token);
        Assert.Contains("You are signed out", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_WithoutTheDatabase_SaysSoAndTheSessionGoesOn()
    {
        using var proxy = new CuttableProxy(portal.Postgres.ConnectionString);
        await portal.StartAsync(overrides: ("ConnectionStrings:Portal", proxy.ConnectionString));
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        using var form = new FormUrlEncodedContent([await browser.FormTokenAsync("/access-denied", Token)]);
        proxy.Cut();
        using (var away = await browser.Http.PostAsync("/authentication/logout", form, Token))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
            Assert.Contains("The database does not answer", await away.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }

        proxy.Restore();
        Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync("/", Token)).StatusCode);
        using var done = await browser.Http.PostAsync("/authentication/logout", form, Token);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal(portal.Identity.Provider.Authority.Authority, done.Headers.Location!.Authority);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Http.GetAsync("/", Token)).StatusCode);
        await portal.StartAsync();
    }

    [Fact]
    public async Task SignOut_WithAFormOfAnotherSession_IsAPageThatSaysSo()
    {
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", "made-up")]);
        using var response = await browser.Http.PostAsync("/authentication/logout", form, Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("open for too long", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync("/", Token)).StatusCode);
    }

    private static async Task<Uri> SignOutAsync(SignedInBrowser browser)
    {
        using var form = new FormUrlEncodedContent([await browser.FormTokenAsync("/access-denied", Token)]);
        using var response = await browser.Http.PostAsync("/authentication/logout", form, Token);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!;
    }

    private static async Task<HttpStatusCode> StatusAsync(Uri address, string cookie)
    {
        using var copy = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        copy.DefaultRequestHeaders.Add("Cookie", $"FusionPortal={cookie}");
        return (await copy.GetAsync("/", Token)).StatusCode;
    }
}
