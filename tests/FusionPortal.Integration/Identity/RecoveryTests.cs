using System.Net;
using FusionPortal.Core.People;
using FusionPortal.Integration.Hosting;
using FusionPortal.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace FusionPortal.Integration.Identity;

/// <summary>The way in for whoever runs the machine, while the identity provider does not answer.</summary>
public sealed class RecoveryTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Away = "http://127.0.0.1:1/";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Link_MadeByTheCommand_OpensThePortalOnce_WhileTheProviderIsAway()
    {
        await portal.StartAsync(overrides: ("Authentication:Authority", Away));
        var link = await MakeAsync("tom.becker@example.com");
        Assert.StartsWith("https://portal.example.com/recover#code=", link, StringComparison.Ordinal);
        using var browser = new SignedInBrowser(portal.Address);

        using var opened = await UseAsync(browser, link);
        Assert.Equal((HttpStatusCode.Redirect, "/"), (opened.StatusCode, opened.Headers.Location!.OriginalString));
        Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync("/people", Token)).StatusCode);
        Assert.Equal(["Administrator"], await RolesAsync("recovery.used"));

        using var other = new SignedInBrowser(portal.Address);
        using var again = await UseAsync(other, link);
        Assert.Equal("/recover?refused=recovery-used", again.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await other.Http.GetAsync("/people", Token)).StatusCode);

        // Signing out must not need the provider either.
        using var form = new FormUrlEncodedContent([await browser.FormTokenAsync("/access-denied", Token)]);
        using var out1 = await browser.Http.PostAsync("/authentication/logout", form, Token);
        Assert.Equal("/signed-out", out1.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Http.GetAsync("/people", Token)).StatusCode);
    }

    [Fact]
    public async Task Link_AfterItsTime_IsRefused_AndTheTrailSaysSoOnce()
    {
        await portal.StartAsync(overrides: ("Authentication:Authority", Away));
        var link = await MakeAsync("late@example.com");
        await portal.Postgres.ExecuteAsOwnerAsync(
            "update recovery_link set expires_at = now() - interval '1 second' where mail = 'late@example.com'");
        using var browser = new SignedInBrowser(portal.Address);

        using var refused = await UseAsync(browser, link);
        using var again = await UseAsync(browser, link);

        Assert.Equal("/recover?refused=recovery-expired", refused.Headers.Location!.OriginalString);
        Assert.Equal("/recover?refused=recovery-expired", again.Headers.Location!.OriginalString);
        Assert.Equal(
            1L, await CountAsync(
            "audit.event e join audit.body b using (stream, seq) where e.kind = 'recovery.expired' and b.body like '%late@example.com%'"));
        Assert.Contains(
            "no longer valid", await (await browser.Http.GetAsync(again.Headers.Location, Token)).Content.ReadAsStringAsync(Token),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_ThatIsWrong_OpensNothing()
    {
        await portal.StartAsync(overrides: ("Authentication:Authority", Away));
        using var browser = new SignedInBrowser(portal.Address);

        using var refused = await UseAsync(browser, "/recover#code=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

        Assert.Equal("/recover?refused=recovery-wrong", refused.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Http.GetAsync("/people", Token)).StatusCode);
    }

    [Fact]
    public async Task Code_IsKeptNowhere_AndTheMakingIsInTheTrail()
    {
        var link = await MakeAsync("kept@example.com");
        var code = link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..];

        Assert.Equal(0L, await CountAsync($"recovery_link l where l::text like '%{code}%'"));
        Assert.Equal(0L, await CountAsync($"audit.body where body like '%{code}%'"));
        Assert.Equal(
            1L, await CountAsync(
            "audit.event e join audit.body b using (stream, seq) where e.kind = 'recovery.made' and b.body like "
                + "'%kept@example.com%Groups are wrong%'"));
    }

    [Fact]
    public async Task Link_InABrowserThatIsSignedIn_OpensASessionOfItsOwn_AndEndsTheOther()
    {
        await portal.StartAsync(overrides: ("Authentication:RoleGroups:Installer:0", "renamed"));
        var link = await MakeAsync("ana.ruiz@example.com");
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        var planted = Cookie(browser);
        Assert.Equal(1L, await CountAsync("person_session where subject_id = 'ana.ruiz'"));

        // What is wrong ends nothing.
        using var wrong = await UseAsync(browser, "/recover#code=AAAA");
        Assert.Equal((planted, 1L), (Cookie(browser), await CountAsync("person_session where subject_id = 'ana.ruiz'")));
        using var opened = await UseAsync(browser, link);

        Assert.Equal("/", opened.Headers.Location!.OriginalString);
        Assert.Equal(0L, await CountAsync("person_session where subject_id = 'ana.ruiz'"));
        Assert.Equal(1L, await CountAsync("person_session where subject_id = 'recovery:ana.ruiz@example.com'"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Cookie(browser)));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(planted));
    }

    [Fact]
    public async Task Link_WhoseSessionCannotBeKept_CanBeUsedAgain()
    {
        await portal.StartAsync(overrides: ("Authentication:Authority", Away));
        var link = await MakeAsync("again@example.com");
        using var browser = new SignedInBrowser(portal.Address);
        foreach (
            var (table, column, value) in new[] {
            ("person_session", "subject_id", "recovery:again@example.com"), ("recovery_link", "mail", "again@example.com") })
        {
            // The second keeps the session and then fails to note the link as used.
            var fails = table == "recovery_link" ? $"{column} <> '{value}' or used_at is null" : $"{column} <> '{value}'";
            await portal.Postgres.ExecuteAsOwnerAsync($"alter table {table} add constraint away check ({fails})");
            using var failed = await UseAsync(browser, link);
            await portal.Postgres.ExecuteAsOwnerAsync($"alter table {table} drop constraint away");
            Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
            Assert.Equal(0L, await CountAsync("person_session where subject_id = 'recovery:again@example.com'"));
            Assert.DoesNotContain(browser.Cookies, c => c.Name == "FusionPortal");
        }

        using var opened = await UseAsync(browser, link);
        Assert.Equal("/", opened.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Session_EndsWithItsHour_AndIsOfThePersonWithThatMail()
    {
        await portal.StartAsync(overrides: ("Authentication:Authority", Away));
        var link = await MakeAsync("tom.becker@demo.example");
        using var browser = new SignedInBrowser(portal.Address);
        using var opened = await UseAsync(browser, link);

        Assert.Equal(1L, await CountAsync(
            "person_session where subject_id = 'recovery:tom.becker@demo.example' and ends_at between now() + interval '58 minutes' "
                + "and now() + interval '61 minutes'"));
        Assert.Contains(
            await portal.Services.GetRequiredService<PeopleQueries>().ListAsync(Token), p =>
            (p.SubjectId, p.Mail) == ("recovery:tom.becker@demo.example", "tom.becker@demo.example"));
    }

    [Theory]
    [InlineData("--person", "nobody", "--reason", "x y z", "no mail address", 1)]
    [InlineData("--person", "a@b.example", "--reason", "", "A reason is needed", 1)]
    [InlineData("--person", "a@b.example", "--reasons", "x", "Usage:", 2)]
    public async Task Command_ThatIsIncomplete_SaysWhatIsMissing(string a, string b, string c, string d, string says, int code)
    {
        using var error = new StringWriter();

        Assert.Equal(code, await RecoverCommand.RunAsync([a, b, c, d], Options(), TextWriter.Null, error));

        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WithoutTheSettingsOrTheDatabase_MakesNothing()
    {
        await Assert.ThrowsAsync<StartRefusedException>(() => RecoverCommand.RunAsync(
            ["--person", "a@b.example", "--reason", "Groups are wrong"], Options(("ConnectionStrings:Portal", "")), TextWriter.Null,
                TextWriter.Null));
        using var error = new StringWriter();
        Assert.Equal(1, await RecoverCommand.RunAsync(
            ["--person", "a@b.example", "--reason", "Groups are wrong"],
                Options(("ConnectionStrings:Portal", "Host=127.0.0.1;Port=1;Database=x;Username=x;Password=x;Timeout=2")),
            TextWriter.Null, error));
        Assert.Contains("nothing was made", error.ToString(), StringComparison.Ordinal);
    }

    private WebApplicationOptions Options(params (string, string)[] overrides) =>
        portal.Options(Microsoft.Extensions.Hosting.Environments.Development, [("Authentication:Authority", Away), .. overrides]);

    private async Task<string> MakeAsync(string mail)
    {
        using var output = new StringWriter();
        Assert.Equal(0, await RecoverCommand.RunAsync(
            ["--person", mail, "--reason", "Groups are wrong", "--address", "https://portal.example.com/"], Options(), output,
                TextWriter.Null));
        return output.ToString().Trim();
    }

    private static async Task<HttpResponseMessage> UseAsync(SignedInBrowser browser, string link)
    {
        var code = link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..];
        using var form = new FormUrlEncodedContent([await browser.FormTokenAsync("/recover", Token), KeyValuePair.Create("code", code)]);
        return await browser.Http.PostAsync("/authentication/recover", form, Token);
    }

    private static string Cookie(SignedInBrowser browser) => browser.Cookies.Single(c => c.Name == "FusionPortal").Value;

    private async Task<HttpStatusCode> StatusAsync(string cookie)
    {
        using var http =
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = portal.Address };
        http.DefaultRequestHeaders.Add("Cookie", $"FusionPortal={cookie}");
        return (await http.GetAsync("/people", Token)).StatusCode;
    }

    private async Task<long> CountAsync(string from)
    {
        await using var connection = new NpgsqlConnection(portal.Postgres.ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand($"select count(*) from {from}", connection);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private async Task<string[]> RolesAsync(string kind)
    {
        await using var connection = new NpgsqlConnection(portal.Postgres.ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            $"select b.body::jsonb #>> '{{actor,roles,0}}' from audit.event e join audit.body b using (stream, seq) where e.kind = "
                + $"'{kind}' order by e.seq desc limit 1", connection);
        return [char.ToUpperInvariant(((string)(await command.ExecuteScalarAsync(Token))!)[0]) + "dministrator"];
    }
}
