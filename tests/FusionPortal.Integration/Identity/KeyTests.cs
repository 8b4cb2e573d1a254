using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FusionPortal.Integration.Hosting;
using FusionPortal.Web.Hosting;
using Npgsql;
using Xunit;

namespace FusionPortal.Integration.Identity;

/// <summary>The keys that protect cookies, for somebody who reads or writes the database; and the certificates that encrypt them.</summary>
public sealed class KeyTests(PortalHost portal) : IClassFixture<PortalHost>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fusionportal-keys-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public void Build_WithoutACertificateOutsideDevelopment_IsRefused(string environment)
    {
        var refused = Assert.Throws<StartRefusedException>(() => PortalApplication.Build(portal.Options(environment)));
        Assert.Contains("DataProtection:Certificate:Path is not set", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_ThatLiesAsItIs_IsNotUsedOnceThereIsACertificate()
    {
        await portal.StartAsync();
        using var browser = await portal.SignInAsync("tom.becker", Token);
        var known = Cookie(browser);
        Assert.NotEqual(0, await CountAsync("%<masterKey%"));

        await portal.StartAsync(overrides: Certificate("one", pem: false));

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(known));
        using var next = await portal.SignInAsync("tom.becker", Token);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Cookie(next)));
        Assert.NotEqual(0, await CountAsync("%<encryptedSecret%"));
        await portal.Postgres.ExecuteAsOwnerAsync("delete from data_protection_keys where xml like '%<masterKey%'");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Cookie(next)));
    }

    [Fact]
    public async Task Certificate_Exchanged_KeepsSessionsWhileTheFormerIsThere()
    {
        await portal.Postgres.ExecuteAsOwnerAsync("delete from data_protection_keys");
        var one = Certificate("one", pem: true);
        await portal.StartAsync(overrides: one);
        using var browser = await portal.SignInAsync("ana.ruiz", Token);

        var two = Certificate("two", pem: true, password: "of-the-key");
        await portal.StartAsync(overrides: [.. two, ("DataProtection:FormerCertificates:0:Path", one[0].Value)]);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Cookie(browser)));

        await portal.StartAsync(overrides: two);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(Cookie(browser)));
        using var next = await portal.SignInAsync("ana.ruiz", Token);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Cookie(next)));
    }

    [Fact]
    public async Task Session_OlderThanADay_IsOverWhateverItsRowSays()
    {
        await portal.StartAsync();
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        await portal.Postgres.ExecuteAsOwnerAsync("update person_session set ends_at = now() + interval '1 year'");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Cookie(browser)));

        await portal.Postgres.ExecuteAsOwnerAsync("update person_session set started_at = now() - interval '24 hours'");

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(Cookie(browser)));
    }

    [Theory]
    [InlineData("nothing in it", "", "cannot be read with this password")]
    [InlineData("ec", "", "no private key of RSA")]
    [InlineData("rsa", "another", "cannot be read with this password")]
    public void Certificate_ThatIsOfNoUse_IsNamed(string what, string password, string says)
    {
        var path = what == "nothing in it" ? Path.Combine(_folder, "empty") : Certificate(what, pem: true, ec: what == "ec")[0].Value;
        if (what == "nothing in it") File.WriteAllText(path, "");
        var refused = Assert.Throws<StartRefusedException>(() => PortalApplication.Build(portal.Options(
            "Development", ("DataProtection:Certificate:Path", path), ("DataProtection:Certificate:Password", password))));
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    private (string Key, string Value)[] Certificate(string name, bool pem, string? password = null, bool ec = false)
    {
        var path = Path.Combine(_folder, name);
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create();
        var request = ec
            ? new CertificateRequest($"CN={name}", curve, HashAlgorithmName.SHA256)
            : new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(-1));
        AsymmetricAlgorithm key = ec ? curve : rsa;
        var cost = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        if (!pem) File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12));
        else
            File.WriteAllText(path, certificate.ExportCertificatePem() + "\n"
                + (password is null ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(password, cost)));
        return [("DataProtection:Certificate:Path", path), ("DataProtection:Certificate:Password", password ?? "")];
    }

    private async Task<long> CountAsync(string like)
    {
        await using var source = NpgsqlDataSource.Create(portal.Postgres.ConnectionString);
        await using var count = source.CreateCommand("select count(*) from data_protection_keys where xml like $1");
        count.Parameters.AddWithValue(like);
        return (long)(await count.ExecuteScalarAsync(Token))!;
    }

    private static string Cookie(SignedInBrowser browser) => browser.Cookies.Single(c => c.Name == "FusionPortal").Value;

    private async Task<HttpStatusCode> StatusAsync(string cookie)
    {
        using var copy = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = portal.Address,
        };
        copy.DefaultRequestHeaders.Add("Cookie", $"FusionPortal={cookie}");
        return (await copy.GetAsync("/", Token)).StatusCode;
    }
}
