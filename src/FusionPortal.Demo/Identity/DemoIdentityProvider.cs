using System.Net;
using System.Text.Json;

namespace FusionPortal.Demo.Identity;

/// <summary>How to start the demo provider.</summary>
public sealed record DemoIdentityOptions
{
    /// <summary>Taken if it is free; otherwise, and when null, any free port.</summary>
    public int? PreferredPort { get; init; }

    /// <summary>Keeps the keys, so that tokens stay valid over a restart. Null: new keys at each start.</summary>
    public string? KeyFolder { get; init; }

    /// <summary>Takes the provider's log; null is silence.</summary>
    public ILoggerProvider? Log { get; init; }
}

/// <summary>
/// An OpenID Connect provider for the demo and the tests: the loopback address only, well-known secrets, no passwords. Its discovery
/// document says
/// <c>"fusionportal_demo": true</c>, by which the portal refuses it outside Development.
/// </summary>
public sealed class DemoIdentityProvider : IAsyncDisposable
{
    /// <summary>The portal's client id.</summary>
    public const string PortalClientId = "fusionportal";

    /// <summary>The secret of every client of this provider. Not a secret at all, on purpose.</summary>
    public const string ClientSecret = "demo";

    /// <summary>The audience of access tokens.</summary>
    public const string Audience = "fusionportal";

    private readonly WebApplication _application;

    private DemoIdentityProvider(WebApplication application, int port)
    {
        _application = application;
        Port = port;
        Authority = new Uri($"http://127.0.0.1:{port}");
    }

    public int Port { get; }
    public Uri Authority { get; }
    public Uri TokenEndpoint => new(Authority, DemoIdentityServer.TokenPath);

    public static async Task<DemoIdentityProvider> StartAsync(DemoIdentityOptions options, CancellationToken cancellationToken)
    {
        // The issuer is part of every token, so the port must be known before the server is configured.
        var port = Ports.Free(options.PreferredPort);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        if (options.Log is not null) builder.Logging.AddProvider(options.Log);
        builder.Services.AddRoutingCore();
        builder.Services.AddAuthentication();
        builder.Services.AddDemoIdentityServer(new Uri($"http://127.0.0.1:{port}"), DemoIdentityKeys.Open(options.KeyFolder));

        var application = builder.Build();
        application.UseRouting();
        application.UseAuthentication();
        application.MapDemoIdentity();
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
        return new DemoIdentityProvider(application, port);
    }

    /// <summary>A bearer token for the portal's API, as a script gets it.</summary>
    /// <param name="clientId">One of <see cref="Persona.Clients"/>.</param>
    public async Task<string> GetTokenAsync(string clientId, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = clientId,
            ["client_secret"] = ClientSecret,
        });
        using var response = await http.PostAsync(TokenEndpoint, form, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.GetProperty("access_token").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
