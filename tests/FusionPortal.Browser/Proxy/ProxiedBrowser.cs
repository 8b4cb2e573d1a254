using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Playwright;

namespace FusionPortal.Browser.Proxy;

/// <summary>Chromium with a profile of its own before a portal behind nginx. It keeps files as a person's does.</summary>
internal sealed class ProxiedBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowserContext _context;
    private readonly DirectoryInfo _profile;

    private ProxiedBrowser(IPlaywright playwright, IBrowserContext context, DirectoryInfo profile) =>
        (_playwright, _context, _profile) = (playwright, context, profile);

    public IPage Page => _context.Pages[0];

    public static async Task<ProxiedBrowser> StartAsync(Nginx nginx)
    {
        var playwright = await Playwright.CreateAsync();
        var profile = Directory.CreateTempSubdirectory("fusionportal-weight-");
        // A browser keeps nothing of an address whose certificate it was told to overlook, so it is told that this one is right.
        var context = await playwright.Chromium.LaunchPersistentContextAsync(profile.FullName, new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("FUSIONPORTAL_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP portal.example.com 127.0.0.1",
                $"--ignore-certificate-errors-spki-list={KeyHash(nginx.CertificateFile)}"],
            Locale = "en-GB",
            BaseURL = nginx.Address.ToString(),
        });
        return new ProxiedBrowser(playwright, context, profile);
    }

    /// <summary>Asks for a page and is led to it by way of the door.</summary>
    public async Task SignInAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Continue with company sign-in" }).ClickAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        _playwright.Dispose();
        _profile.Delete(recursive: true);
    }

    private static string KeyHash(string certificateFile)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(certificateFile);
        return Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
    }
}
