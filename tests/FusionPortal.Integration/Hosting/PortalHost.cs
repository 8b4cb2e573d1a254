using FusionPortal.Demo.Identity;
using FusionPortal.TestKit.Postgres;
using FusionPortal.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace FusionPortal.Integration.Hosting;

/// <summary>
/// The real portal on a free port of 127.0.0.1, with a database of its own and the demo's identity provider.
/// One for a test class: <c>class XTests(PortalHost portal) : IClassFixture&lt;PortalHost&gt;</c>.
/// </summary>
public sealed class PortalHost(TestCluster cluster, IdentityFixture identity) : IAsyncLifetime
{
    private WebApplication? _app;

    public PostgresFixture Postgres { get; } = new(cluster);

    public IdentityFixture Identity { get; } = identity;

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    /// <summary>Everything logged so far, as it would stand on standard output.</summary>
    public LogCapture Log { get; } = new();

    /// <summary>What the API answered so far. Whatever a test does, an answer that the API's description does not know fails its
    /// class.</summary>
    public AnswersSeen Answers { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Postgres.InitializeAsync();
        await StartAsync();
    }

    /// <summary>The settings of a portal on this database and provider. Later entries of <paramref name="overrides"/> win.</summary>
    public static string[] Settings(string connectionString, Uri authority, params IEnumerable<(string Key, string Value)> overrides) =>
    [
        .. new[]
        {
            ("urls", "http://127.0.0.1:0"),
            ("ConnectionStrings:Portal", connectionString),
            ("Authentication:Authority", authority.ToString()),
            ("Authentication:ClientId", DemoIdentityProvider.PortalClientId),
            ("Authentication:ClientSecret", DemoIdentityProvider.ClientSecret),
            ("Authentication:Audience", DemoIdentityProvider.Audience),
            ("Authentication:RoleGroups:Installer:0", Persona.Installers),
            ("Authentication:RoleGroups:Lead:0", Persona.Leads),
            ("Authentication:RoleGroups:Auditor:0", Persona.Auditors),
            ("Authentication:RoleGroups:Administrator:0", Persona.Administrators),
            ("Jobs:Enabled", "false"),
        }.Concat(overrides).Select(setting => $"--{setting.Item1}={setting.Item2}"),
    ];

    /// <summary>What <see cref="PortalApplication.Build"/> takes, for a portal on this database and provider.</summary>
    public WebApplicationOptions Options(string environment, params IEnumerable<(string Key, string Value)> overrides) => new()
    {
        // Static files are found by the application's name, and the process is the tests'.
        ApplicationName = typeof(PortalApplication).Assembly.GetName().Name,
        ContentRootPath = AppContext.BaseDirectory,
        EnvironmentName = environment,
        Args = Settings(Postgres.ConnectionString, Identity.Provider.Authority, overrides),
    };

    /// <summary>Starts, or starts anew with other settings or services; the database stays.</summary>
    /// <param name="replace">Replaces services.</param>
    /// <param name="overrides">Settings that differ from <see cref="Settings"/>.</param>
    public async Task StartAsync(Action<IServiceCollection>? replace = null, params IEnumerable<(string Key, string Value)> overrides)
    {
        await StopAsync();
        _app = PortalApplication.Build(Options(Environments.Development, overrides), builder =>
        {
            builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateScopes, provider.ValidateOnBuild) = (true, true));
            builder.Services.AddSingleton(new LogOutput(Log));
            builder.Services.AddSingleton<IStartupFilter>(Answers);
            replace?.Invoke(builder.Services);
        });
        await _app.StartAsync();
        Address = new Uri(_app.Urls.Single());
    }

    /// <summary>A browser without cookies. It follows no redirect, so that a test sees each one.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A browser in which the persona has signed in through the provider.</summary>
    /// <param name="subjectId">For example <c>ana.ruiz</c>.</param>
    public async Task<SignedInBrowser> SignInAsync(string subjectId, CancellationToken cancellationToken)
    {
        var browser = new SignedInBrowser(Address);
        await browser.SignInAsync(subjectId, cancellationToken);
        return browser;
    }

    /// <summary>A program with a bearer token.</summary>
    /// <param name="clientId">For example <c>demo-lead</c>.</param>
    public async Task<HttpClient> ApiAsync(string clientId, CancellationToken cancellationToken)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", await Identity.Provider.GetTokenAsync(clientId, cancellationToken));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Postgres.DisposeAsync();
        Assert.Equal("", string.Join('\n', Answers.Undeclared));
    }

    private async Task StopAsync()
    {
        if (_app is null) return;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
