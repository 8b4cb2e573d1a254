using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FusionPortal.Core.Settings;
using FusionPortal.Integration.Hosting;
using FusionPortal.Integration.Identity;
using FusionPortal.TestKit.Running;
using FusionPortal.Web.Hosting;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace FusionPortal.Integration.Host;

public sealed class StartTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public void Build_WithTheDemosSignInOutsideDevelopment_IsRefused(string environment)
    {
        var refused = Assert.Throws<StartRefusedException>(() => PortalApplication.Build(portal.Options(environment)));
        Assert.Contains("is not https", refused.Message, StringComparison.Ordinal);
        Assert.Contains("is the demo's secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_WithTheDemosSignInInProduction_EndsWithTheReasonsAndCode1()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.ArgumentList.Add(typeof(PortalApplication).Assembly.Location);
        foreach (var setting in PortalHost.Settings(portal.Postgres.ConnectionString, portal.Identity.Provider.Authority))
            start.ArgumentList.Add(setting);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("FusionPortal does not start:", error, StringComparison.Ordinal);
        Assert.Contains("Plain http is accepted in Development only.", error, StringComparison.Ordinal);
        Assert.DoesNotContain(portal.Postgres.ConnectionString, await output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_WithManyWrongSettings_NamesEachByItsKeyAndNothingElse()
    {
        var error = await EndAsync(
            ("Authentication:SessionHours", "long"), ("Authentication:RoleGroups:Boss:0", "bosses"), ("Aws:Regions:0", "Frankfurt"),
            ("Aws:Regoins:0", "eu-west-1"), ("Scans:Cron", "hourly"), ("Proxies:KnownNetworks:0", "10.0.0.0/99"),
                ("DataProtection:Certificate:Path", "/nowhere/keys.pfx"),
            ("ConnectionStrings:Portal", "Host=x;Pasword=not-to-be-shown"), ("Serilog:MinimumLevel:Default", "Loud"));

        var keys = error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line[2..].Split([' ', '='])[0].TrimEnd(':')).Order(StringComparer.Ordinal);
        Assert.Equal(
            ["Authentication:RoleGroups:Boss", "Authentication:SessionHours", "Aws:Regions", "Aws:Regoins:0", "ConnectionStrings:Portal",
                "DataProtection:Certificate:Path", "Proxies:KnownNetworks", "Scans:Cron", "Serilog:MinimumLevel:Default"], keys);
        Assert.Contains("Aws:Regoins:0 is no setting of the portal. Did you mean Aws:Regions?", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-shown", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_OnATakenPort_SaysSoWithoutAStackTrace()
    {
        var error = await EndAsync(("urls", portal.Address.ToString()));

        Assert.Contains("Another program listens there.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scopes_ThatAreGiven_ReplaceTheDefault()
    {
        await using var one = PortalApplication.Build(portal.Options("Development", ("Authentication:Scopes:0", "email")));
        await using var text = PortalApplication.Build(portal.Options("Development", ("Authentication:Scopes", "profile email")));
        await using var none = PortalApplication.Build(portal.Options("Development"));

        Assert.Equal(["openid", "email"], ScopesOf(one));
        Assert.Equal(["openid", "profile", "email"], ScopesOf(text));
        Assert.Equal(["openid", "profile", "groups"], ScopesOf(none));

        static IEnumerable<string> ScopesOf(WebApplication app) =>
            app.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme).Scope;
    }

    [Fact]
    public async Task Forms_MayBeAnsweredByTheHostThatEndsSessions()
    {
        await using var provider = await ShapedProvider.StartAsync();
        provider.EndSession = "https://logout.example.com/oauth2/logout";
        await using var app = PortalApplication.Build(portal.Options("Development", ("Authentication:Authority", provider.Issuer)));
        await StartGuard.CheckAsync(app, Token);
        await app.StartAsync(Token);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var policy = (await client.GetAsync("/sign-in", Token)).Headers.GetValues("Content-Security-Policy").Single();

        Assert.Contains($"form-action 'self' {provider.Issuer} https://logout.example.com", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self' 'nonce-", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documentation_NamesEverySettingAndNoOther()
    {
        await using var app = PortalApplication.Build(portal.Options("Development"));
        var known = app.Services.GetRequiredService<PortalSettings>().Known;

        var documented = DocumentedKeys().ToList();

        Assert.NotEmpty(documented);
        Assert.Equal([], known.Where(k => !documented.Exists(d => k.Covers(d) || d == k.Key)).Select(k => k.Key));
        Assert.Equal([], documented.Where(d => !known.Any(k => k.Covers(d))));
    }

    [Fact]
    public async Task Documentation_StatesTheDefaultsOfTheOptionsClasses()
    {
        await using var app = PortalApplication.Build(portal.Options("Development"));
        var known = app.Services.GetRequiredService<PortalSettings>().Known;
        var page = File.ReadLines(Path.Combine(SourceTree.Root, "docs", "operations.md"));
        var compared = 0;
        foreach (
            var row in page.Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|')).Where(c => c.Length > 3))
        {
            var keys = DocumentedKeys([string.Join('|', row)]).ToList();
            if (keys.Count == 0 || row[2].Trim().Length == 0) continue;
            // One for all of the row, or one each.
            var stated = row[2].Trim().Split(", ").Select(d => d.Trim('`')).ToList();
            for (var i = 0; i < keys.Count; i++)
            {
                var setting = known.First(k => k.Covers(keys[i]) || k.Key == keys[i]);
                if (setting.Property.DeclaringType!.GetConstructor([]) is null || setting.Key.Contains('*')) continue;
                Assert.Equal(
                    DefaultOf(setting), $"{keys[i]} = {stated[stated.Count == 1 ? 0 : i]}".Replace(":N =", " =", StringComparison.Ordinal));
                compared++;
            }
        }

        Assert.True(compared > 30, $"{compared} compared");
    }

    private static string DefaultOf(Setting setting)
    {
        var value = setting.Property.GetValue(Activator.CreateInstance(setting.Property.DeclaringType!));
        var text = value switch
        {
            null or "" => "–",
            bool b => b ? "true" : "false",
            TimeSpan t => t.ToString(t.Milliseconds == 0 ? "hh\\:mm\\:ss" : "hh\\:mm\\:ss\\.fff", CultureInfo.InvariantCulture),
            IReadOnlyList<string> list => list.Count == 0 ? "–" : string.Join(' ', list),
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
        return $"{setting.Key} = {text}";
    }

    // "| `A:B`, `:C` | default | meaning |": a key that begins with a colon shares the section of the one before.
    private static IEnumerable<string> DocumentedKeys(IEnumerable<string>? rows = null)
    {
        var page = rows ?? File.ReadLines(Path.Combine(SourceTree.Root, "docs", "operations.md"));
        foreach (var row in page.Where(l => l.StartsWith("| `", StringComparison.Ordinal)))
        {
            var section = "";
            foreach (Match key in Regex.Matches(row.Split('|')[1], "`([^`]+)`"))
            {
                var text = key.Groups[1].Value;
                if (!text.Contains(':')) break;
                if (text.StartsWith(':')) text = section + text;
                section = text[..text.LastIndexOf(':')];
                yield return text.Replace("{Installer,Lead,Auditor,Administrator}", "Lead", StringComparison.Ordinal)
                    .Replace("{id}", "1", StringComparison.Ordinal);
            }
        }
    }

    private async Task<string> EndAsync(params (string Key, string Value)[] overrides)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.ArgumentList.Add(typeof(PortalApplication).Assembly.Location);
        var settings = PortalHost.Settings(portal.Postgres.ConnectionString, portal.Identity.Provider.Authority, overrides);
        foreach (var setting in settings) start.ArgumentList.Add(setting);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        await output;
        Assert.Equal(1, process.ExitCode);
        return error;
    }

    [Fact]
    public async Task Services_OfThePortal_CanAllBeMade()
    {
        IServiceCollection? registered = null;
        await using var app = PortalApplication.Build(portal.Options("Development"), builder => registered = builder.Services);
        await using var scope = app.Services.CreateAsyncScope();

        var ours = registered!.Select(s => s.ServiceType).Distinct()
            .Where(t => t.FullName!.StartsWith("FusionPortal.", StringComparison.Ordinal) && !t.ContainsGenericParameters).ToArray();
        Assert.NotEmpty(ours);
        Assert.All(ours, type => Assert.NotNull(scope.ServiceProvider.GetRequiredService(type)));
    }
}
