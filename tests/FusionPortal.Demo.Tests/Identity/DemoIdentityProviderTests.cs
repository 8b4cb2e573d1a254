using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FusionPortal.Demo.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace FusionPortal.Demo.Tests.Identity;

public sealed class DemoIdentityProviderTests : IAsyncLifetime
{
    private const string Redirect = "http://127.0.0.1:5080/signin-oidc";
    private const string Verifier = "a-verifier-that-is-long-enough-to-be-one-0123456789";

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false });
    private DemoIdentityProvider _provider = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await DemoIdentityProvider.StartAsync(new DemoIdentityOptions(), _cancellation);
        _http.BaseAddress = _provider.Authority;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Discovery_SaysItIsTheDemoProvider()
    {
        var discovery = await _http.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration", _cancellation);

        Assert.True(discovery.GetProperty("fusionportal_demo").GetBoolean());
        Assert.Equal($"{_provider.Authority}", discovery.GetProperty("issuer").GetString());
        Assert.Equal(
            ["S256"], discovery.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(method => method.GetString()));
    }

    [Fact]
    public async Task Authorize_ShowsEveryPersona()
    {
        var page = WebUtility.HtmlDecode(await _http.GetStringAsync(AuthorizeUrl(), _cancellation));

        Assert.All(Persona.People, persona => Assert.Contains($"<b>{persona.Name}</b>", page, StringComparison.Ordinal));
        Assert.Contains("name=\"state\" value=\"st&<te\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assets_AreServedAndNotEmpty()
    {
        foreach (var file in new[] { "tokens.css", "signin.css" })
        {
            using var response = await _http.GetAsync($"/assets/{file}", _cancellation);
            Assert.Equal("text/css", response.Content.Headers.ContentType?.MediaType);
            Assert.NotEmpty(await response.Content.ReadAsStringAsync(_cancellation));
        }
    }

    [Theory]
    [InlineData("priya.shah", "Priya Shah", "fusionportal-leads")]
    [InlineData("marek.novak", "Marek Novák", "fusionportal-installers")]
    public async Task SignIn_AsAPersona_GivesTokensWithNameAndGroups(string subject, string name, string group)
    {
        using var response = await ExchangeAsync(await CodeAsync(subject), Verifier);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(_cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        foreach (
            var (token, audience) in new[] {
            ("id_token", DemoIdentityProvider.PortalClientId), ("access_token", DemoIdentityProvider.Audience) })
        {
            var claims = await ValidateAsync(answer.GetProperty(token).GetString()!, audience);
            Assert.Equal(subject, claims["sub"]);
            Assert.Equal(name, claims["name"]);
            Assert.Equal(group, claims["groups"]);
        }
        using var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.Authorization = new("Bearer", answer.GetProperty("access_token").GetString());
        using var userInfo = await _http.SendAsync(request, _cancellation);
        Assert.Equal(name, (await userInfo.Content.ReadFromJsonAsync<JsonElement>(_cancellation)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Exchange_WithAnotherVerifier_IsRefused()
    {
        using var response = await ExchangeAsync(await CodeAsync("ana.ruiz"), "another-verifier-that-is-long-enough-to-be-one-01234");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("client_id=fusionportal", "client_id=someone")]
    [InlineData("127.0.0.1%3A5080", "portal.example.com")]
    [InlineData("code_challenge=", "ignored=")]
    public async Task Authorize_WrongRequest_IsRefusedWithoutAPage(string part, string replacement)
    {
        var url = AuthorizeUrl();
        Assert.Contains(part, url, StringComparison.Ordinal);

        using var response = await _http.GetAsync(url.Replace(part, replacement, StringComparison.Ordinal), _cancellation);

        var body = await response.Content.ReadAsStringAsync(_cancellation);
        Assert.DoesNotContain("Ana Ruiz", body, StringComparison.Ordinal);
        Assert.Contains("error", body + response.Headers.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_AsNobodyKnown_ReturnsTheErrorToThePortal()
    {
        using var response = await PostPersonaAsync("mallory");

        Assert.Contains("error=access_denied", response.Headers.Location!.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo-installer", "fusionportal-installers")]
    [InlineData("demo-lead", "fusionportal-leads")]
    [InlineData("demo-auditor", "fusionportal-auditors")]
    [InlineData("demo-administrator", "fusionportal-administrators")]
    public async Task ClientCredentials_GiveATokenForTheApiWithTheGroup(string client, string group)
    {
        var claims = await ValidateAsync(await _provider.GetTokenAsync(client, _cancellation), DemoIdentityProvider.Audience);

        Assert.Equal(client, claims["sub"]);
        Assert.Equal(group, claims["groups"]);
    }

    [Theory]
    [InlineData("demo-lead", "wrong")]
    [InlineData("fusionportal", "demo")]
    public async Task ClientCredentials_WrongSecretOrClient_AreRefused(string client, string secret)
    {
        using var form = Form(("grant_type", "client_credentials"), ("client_id", client), ("client_secret", secret));
        using var response = await _http.PostAsync("/connect/token", form, _cancellation);

        Assert.Contains("invalid_client", await response.Content.ReadAsStringAsync(_cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logout_ReturnsToThePortal()
    {
        var url =
            $"/connect/logout?client_id=fusionportal&state=x&"
                + $"post_logout_redirect_uri={Uri.EscapeDataString("http://127.0.0.1:5080/signout-callback-oidc")}";

        using var response = await _http.GetAsync(url, _cancellation);

        Assert.Equal("http://127.0.0.1:5080/signout-callback-oidc?state=x", $"{response.Headers.Location}");
    }

    [Fact]
    public async Task Start_WithTheSameKeyFolderAndPort_KeepsTokensValid()
    {
        var folder = Directory.CreateTempSubdirectory("fusionportal-keys-");
        try
        {
            var first = await DemoIdentityProvider.StartAsync(new DemoIdentityOptions { KeyFolder = folder.FullName }, _cancellation);
            var token = await first.GetTokenAsync("demo-lead", _cancellation);
            await first.DisposeAsync();
            await using var second = await DemoIdentityProvider.StartAsync(
                new DemoIdentityOptions { KeyFolder = folder.FullName, PreferredPort = first.Port }, _cancellation);

            Assert.Equal("demo-lead", (await ValidateAsync(token, DemoIdentityProvider.Audience, second))["sub"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string AuthorizeUrl() =>
        "/connect/authorize?" + string.Join('&', Parameters().Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));

    private static Dictionary<string, string> Parameters() => new()
    {
        ["client_id"] = DemoIdentityProvider.PortalClientId,
        ["response_type"] = "code",
        ["scope"] = "openid profile",
        ["redirect_uri"] = Redirect,
        ["state"] = "st&<te",
        ["nonce"] = "n",
        ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
        ["code_challenge_method"] = "S256",
    };

    private Task<HttpResponseMessage> PostPersonaAsync(string persona) =>
        _http.PostAsync(
            "/connect/authorize", Form([.. Parameters().Select(pair => (pair.Key, pair.Value)), ("persona", persona)]), _cancellation);

    private async Task<string> CodeAsync(string persona)
    {
        using var response = await PostPersonaAsync(persona);
        var location = response.Headers.Location!;
        Assert.StartsWith(Redirect, location.AbsoluteUri, StringComparison.Ordinal);
        var query = location.Query.TrimStart('?').Split('&').Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        Assert.Equal("st&<te", query["state"]);
        return query["code"];
    }

    private async Task<HttpResponseMessage> ExchangeAsync(string code, string verifier)
    {
        using var form = Form(
            ("grant_type", "authorization_code"), ("client_id", DemoIdentityProvider.PortalClientId),
                ("client_secret", DemoIdentityProvider.ClientSecret),
            ("redirect_uri", Redirect), ("code", code), ("code_verifier", verifier));
        return await _http.PostAsync("/connect/token", form, _cancellation);
    }

    private async Task<IDictionary<string, object>> ValidateAsync(string token, string audience, DemoIdentityProvider? provider = null)
    {
        var authority = (provider ?? _provider).Authority;
        var keys = new JsonWebKeySet(await _http.GetStringAsync(new Uri(authority, "/.well-known/jwks"), _cancellation));
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = $"{authority}",
            ValidAudience = audience,
            IssuerSigningKeys = keys.GetSigningKeys(),
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        return result.Claims;
    }

    private static FormUrlEncodedContent Form(params (string Key, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Key, field.Value)));
}
