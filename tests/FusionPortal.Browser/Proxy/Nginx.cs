using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FusionPortal.Demo;
using FusionPortal.Demo.Processes;
using Xunit;

namespace FusionPortal.Browser.Proxy;

/// <summary>
/// The system's nginx with eng/nginx/fusionportal.conf as it stands, but for ports and the certificate, which it has signed itself; and a
/// second server for the identity provider, which outside Development has to be https as well.
/// </summary>
internal sealed class Nginx : IAsyncDisposable
{
    public const string Host = "portal.example.com";

    /// <summary>Debian keeps it where only root's search path leads.</summary>
    public static readonly string? Binary = new[] { "/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx" }
        .FirstOrDefault(File.Exists);

    private readonly string _root = AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("/tests/", StringComparison.Ordinal)];
    private readonly string _folder = Directory.CreateTempSubdirectory("fusionportal-nginx-").FullName;
    private readonly int _http = Ports.Free();
    private readonly int _https = Ports.Free();
    private readonly int _provider = Ports.Free();
    private Process? _process;

    public Uri PlainAddress => new($"http://{Host}:{_http}");

    public Uri Address => new($"https://{Host}:{_https}");

    /// <summary>Where the identity provider is reached, by people and by the portal.</summary>
    public Uri Provider => new($"https://127.0.0.1:{_provider}");

    /// <summary>What a client has to trust.</summary>
    public string CertificateFile => Path.Combine(_folder, "portal.crt");

    /// <param name="portal">Where the portal's process listens.</param>
    /// <param name="provider">Where the provider's does.</param>
    public async Task StartAsync(Uri portal, Uri provider, CancellationToken cancellationToken)
    {
        SignCertificate();
        var given = await File.ReadAllTextAsync(Path.Combine(_root, "eng", "nginx", "fusionportal.conf"), cancellationToken);
        var ours = Replaced(given, new()
        {
            ["listen 443 ssl"] = $"listen 127.0.0.1:{_https} ssl",
            ["listen 80 default_server;"] = $"listen 127.0.0.1:{_http} default_server;",
            ["308 https://portal.example.com$"] = $"308 https://{Host}:{_https}$",
            ["server 127.0.0.1:8080;"] = $"server {portal.Authority};",
            ["/etc/nginx/portal.example.com.crt"] = CertificateFile,
            ["/etc/nginx/portal.example.com.key"] = Path.Combine(_folder, "portal.key"),
        });
        await File.WriteAllTextAsync(Path.Combine(_folder, "fusionportal.conf"), ours, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "nginx.conf"), Around(provider), cancellationToken);
        if (Posix.IsRoot) await Tool.RunAsync(["chmod", "755", _folder], null, cancellationToken);
        var (exitCode, _, said) = await Tool.TryAsync([Binary!, "-t", .. Options], null, cancellationToken);
        Assert.True(exitCode == 0, said);
        Assert.DoesNotContain("[warn]", said, StringComparison.Ordinal);
        _process = await Child.StartAsync(new ChildStart([Binary!, .. Options], Path.Combine(_folder, "out.log"), DeathSignal: "TERM"));
    }

    /// <summary>Talks to it as a client at that address; cookies and redirects are left to the test.</summary>
    public HttpClient Client(string from = "127.0.0.1")
    {
        var certificate = X509CertificateLoader.LoadCertificateFromFile(CertificateFile);
        return new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = {
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString() },
            ConnectCallback = async (context, token) =>
            {
                var socket = new System.Net.Sockets.Socket(
                    System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Stream,
                        System.Net.Sockets.ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, token);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(3) };
    }

    public string Errors() => File.ReadAllText(Path.Combine(_folder, "error.log"));

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await Child.StopAsync(_process, Posix.SigTerm, Posix.SigKill, TimeSpan.FromSeconds(10));
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string[] Options => ["-e", Path.Combine(_folder, "error.log"), "-p", _folder, "-c", Path.Combine(_folder, "nginx.conf")];

    private string Around(Uri provider) =>
        $$"""
        daemon off;
        pid nginx.pid;
        error_log error.log;
        events { }
        http {
            access_log off;
            client_body_temp_path body;
            proxy_temp_path spool;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            include fusionportal.conf;
            server {
                listen 127.0.0.1:{{_provider}} ssl;
                ssl_certificate portal.crt;
                ssl_certificate_key portal.key;
                location / {
                    proxy_pass {{provider.GetLeftPart(UriPartial.Authority)}};
                }
            }
        }
        """;

    private static string Replaced(string text, Dictionary<string, string> values)
    {
        foreach (var (from, to) in values)
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        return text;
    }

    private void SignCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddDays(2));
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "portal.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
