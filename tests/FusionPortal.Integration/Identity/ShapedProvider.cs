using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FusionPortal.Integration.Identity;

/// <summary>
/// An OpenID Connect provider on the loopback address whose tokens carry exactly what a test says, signed and checked like any other's. It
/// signs in whoever asks, without a page.
/// </summary>
public sealed class ShapedProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, string> _nonces = [];

    private ShapedProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Issuer,
            authorization_endpoint = Issuer + "/authorize",
            token_endpoint = Issuer + "/token",
            userinfo_endpoint = Issuer + "/userinfo",
            end_session_endpoint = EndSession ?? Issuer + "/logout",
            jwks_uri = Issuer + "/keys",
        }));
        _app.MapGet("/keys", () => Results.Json(new { keys = new[] { PublicKey() } }));
        _app.MapGet("/authorize", (string redirect_uri, string state, string nonce) =>
        {
            var code = Guid.NewGuid().ToString("n");
            _nonces[code] = nonce;
            return Results.Redirect($"{redirect_uri}?code={code}&state={Uri.EscapeDataString(state)}");
        });
        _app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var id = JsonNode.Parse(IdToken)!.AsObject();
            id["nonce"] = _nonces[form["code"].ToString()];
            return Results.Json(
                new { access_token = Sign(AccessToken), id_token = Sign(id.ToJsonString()), token_type = "Bearer", expires_in = 3600 });
        });
        _app.MapGet("/userinfo", () => Results.Content(UserInfo, "application/json"));
        _app.MapGet(
            "/logout", (string post_logout_redirect_uri, string? state) =>
                Results.Redirect($"{post_logout_redirect_uri}?state={Uri.EscapeDataString(state ?? "")}"));
    }

    /// <summary>Where it listens, or where it is reached from outside.</summary>
    public string Issuer => Outside ?? _app.Urls.Single().TrimEnd('/');

    /// <summary>Its address behind a proxy; null without one.</summary>
    public string? Outside { get; set; }

    /// <summary>The claims of the next tokens, as JSON. Issuer and times are added where they are missing.</summary>
    public string IdToken { get; set; } = "{}";

    public string AccessToken { get; set; } = "{}";

    public string UserInfo { get; set; } = "{}";

    /// <summary>Where sessions end, for providers that do it on another host than their issuer address.</summary>
    public string? EndSession { get; set; }

    public static async Task<ShapedProvider> StartAsync()
    {
        var provider = new ShapedProvider();
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>A signed token of the claims.</summary>
    /// <param name="claims">A JSON object; what it says of issuer and times stands.</param>
    /// <param name="key">Another key than the published one.</param>
    public string Sign(string claims, RSA? key = null)
    {
        var all = JsonNode.Parse(claims)!.AsObject();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        all.TryAdd("iss", Issuer);
        all.TryAdd("iat", now);
        all.TryAdd("nbf", now);
        all.TryAdd("exp", now + 3600);
        var credentials =
            new SigningCredentials(
            new RsaSecurityKey(key ?? _rsa) { KeyId = key is null ? "shaped" : "other" }, SecurityAlgorithms.RsaSha256);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(all.ToJsonString(), credentials);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private object PublicKey()
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA",
            use = "sig",
            alg = "RS256",
            kid = "shaped",
            n = Base64UrlEncoder.Encode(key.Modulus!),
            e = Base64UrlEncoder.Encode(key.Exponent!)
        };
    }
}
