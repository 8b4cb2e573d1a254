using System.Net;
using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit.Postgres;
using Xunit;

namespace FusionPortal.Integration.Access;

/// <summary>A portal, and a browser and a program of each role.</summary>
public sealed class EveryRole(TestCluster cluster, IdentityFixture identity) : IAsyncLifetime
{
    private readonly Dictionary<Who, SignedInBrowser> _browsers = [];
    private readonly Dictionary<Who, HttpClient> _programs = [];

    public PortalHost Portal { get; } = new(cluster, identity);

    public async ValueTask InitializeAsync()
    {
        await Portal.InitializeAsync();
        foreach (var (who, persona, client) in new[]
        {
            (Who.Installer, "ana.ruiz", "demo-installer"), (Who.Lead, "priya.shah", "demo-lead"),
            (Who.Auditor, "ingrid.holm", "demo-auditor"), (Who.Administrator, "tom.becker", "demo-administrator"),
        })
        {
            _browsers[who] = await Portal.SignInAsync(persona, CancellationToken.None);
            _programs[who] = await Portal.ApiAsync(client, CancellationToken.None);
        }
        _programs[Who.None] = Portal.Anonymous();
    }

    public HttpClient Browser(Who who) => who == Who.None ? _programs[who] : _browsers[who].Http;

    public HttpClient Program(Who who) => _programs[who];

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers.Values) browser.Dispose();
        foreach (var program in _programs.Values) program.Dispose();
        await Portal.DisposeAsync();
    }
}

/// <summary>What an answer says of access; everything else about it is not of interest here.</summary>
public enum Outcome
{
    Opened,
    AskedToSignIn,
    ClosedToRole,
}

public static class Outcomes
{
    public static Outcome Of(HttpResponseMessage response) => response switch
    {
        { StatusCode: HttpStatusCode.Unauthorized } => Outcome.AskedToSignIn,
        { StatusCode: HttpStatusCode.Forbidden } => Outcome.ClosedToRole,
        { StatusCode: HttpStatusCode.Redirect, Headers.Location: { } to } when PathOf(to) == "/sign-in" => Outcome.AskedToSignIn,
        { StatusCode: HttpStatusCode.Redirect, Headers.Location: { } to } when PathOf(to) == "/access-denied" => Outcome.ClosedToRole,
        _ => Outcome.Opened,
    };

    private static string PathOf(Uri location) => location.IsAbsoluteUri ? location.AbsolutePath : location.OriginalString.Split('?')[0];
}
