using System.Diagnostics;
using System.Text.Json;
using FusionPortal.Browser.FirstSteps;
using FusionPortal.Demo;
using FusionPortal.Demo.Identity;
using FusionPortal.Demo.Processes;
using FusionPortal.Integration.Identity;
using Xunit;

namespace FusionPortal.Browser.Proxy;

/// <summary>
/// A published portal in Production, started by the command of docs/first-steps.md, behind nginx as that page has it; with a provider that
/// is reached by https as well and signs in whoever comes as a lead.
/// </summary>
public sealed class ProxiedPortal(DocumentedPortal documented) : IAsyncLifetime
{
    private readonly Nginx _nginx = new();
    private readonly int _port = Ports.Free();
    private readonly string _folder = Directory.CreateTempSubdirectory("fusionportal-proxied-").FullName;
    private ShapedProvider? _provider;
    private Process? _portal;

    internal Nginx Nginx => _nginx;

    /// <summary>The process itself, past nginx.</summary>
    public Uri Direct => new($"http://127.0.0.1:{_port}");

    /// <summary>The database, as its superuser.</summary>
    public string Superuser => documented.Superuser;

    public async ValueTask InitializeAsync()
    {
        if (Nginx.Binary is null) return;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        _provider = await ShapedProvider.StartAsync();
        await _nginx.StartAsync(Direct, new Uri(_provider.Issuer), patience.Token);
        _provider.Outside = _nginx.Provider.GetLeftPart(UriPartial.Authority);
        _provider.IdToken = _provider.AccessToken =
            $$"""{"sub":"priya.shah","aud":"fusionportal","name":"Priya Shah","groups":["{{Persona.Leads}}"]}""";
        _provider.UserInfo = """{"sub":"priya.shah"}""";
        await StartAsync(patience.Token);
    }

    /// <summary>A bearer token of the provider.</summary>
    public string Token() => _provider!.Sign(_provider.AccessToken);

    public IEnumerable<JsonElement> Logged() =>
        File.ReadLines(Log).Where(l => l.StartsWith('{')).Select(l => JsonSerializer.Deserialize<JsonElement>(l));

    public async ValueTask DisposeAsync()
    {
        if (_portal is not null)
        {
            await Child.StopAsync(_portal, Posix.SigTerm, Posix.SigKill, TimeSpan.FromSeconds(20));
            _portal.Dispose();
        }

        await _nginx.DisposeAsync();
        if (_provider is not null) await _provider.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Log => Path.Combine(_folder, "portal.log");

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        // The same files beside the same command; what differs is who the provider is, and that nothing of AWS is read.
        File.CreateSymbolicLink(Path.Combine(_folder, "out"), Path.Combine(documented.Clone, "out"));
        foreach (var file in new[] { "database.env", "keys.pem" })
            File.Copy(Path.Combine(documented.Clone, file), Path.Combine(_folder, file));
        var settings = File.ReadLines(Path.Combine(documented.Clone, "portal.env"))
            .Where(l => l.StartsWith("Authentication__", StringComparison.Ordinal)
                || l.StartsWith("DataProtection__", StringComparison.Ordinal))
            .Append($"Authentication__Authority='{_provider!.Issuer}'").Append("Authentication__ClientSecret='of-the-provider'")
            .Append("Aws__Regions__0='us-east-1'").Append("Jobs__Enabled='false'").Append("Scans__Enabled='false'");
        await File.WriteAllLinesAsync(Path.Combine(_folder, "portal.env"), settings, cancellationToken);
        var script = Path.Combine(_folder, "start.sh");
        await File.WriteAllTextAsync(script, documented.StartCommand(_port), cancellationToken);
        _portal = await Child.StartAsync(new ChildStart(["bash", "-eu", script], Log, DeathSignal: "KILL")
        {
            WorkingDirectory = _folder,
            // Whom the portal trusts when it asks the provider.
            Environment = new Dictionary<string, string?>
            {
                ["ASPNETCORE_ENVIRONMENT"] = null,
                ["SSL_CERT_FILE"] = _nginx.CertificateFile,
            },
        });
        using var http = new HttpClient { BaseAddress = Direct };
        while (true)
        {
            // The log is there once the process has been.
            if (_portal.HasExited) Assert.Fail(await File.ReadAllTextAsync(Log, cancellationToken));
            try
            {
                using var ready = await http.GetAsync("/readyz", cancellationToken);
                if (ready.IsSuccessStatusCode) break;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100, cancellationToken);
        }
    }
}
