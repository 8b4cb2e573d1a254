using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using FusionPortal.Demo;
using FusionPortal.Demo.Identity;
using FusionPortal.Demo.Processes;
using FusionPortal.Demo.Tests.Backup;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Demo;
using Xunit;

namespace FusionPortal.Browser.FirstSteps;

/// <summary>
/// A portal that came to be by the commands of docs/first-steps.md, as they stand there, in a copy of this clone. Only ports and the values
/// of the two files of settings are the tests' own; the demo's provider and the simulator stand in for the real ones, which only
/// Development allows.
/// </summary>
public sealed class DocumentedPortal : IAsyncLifetime
{
    private readonly string _root = AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("/tests/", StringComparison.Ordinal)];
    private readonly string _clone = Directory.CreateTempSubdirectory("fusionportal-first-steps-").FullName;
    private readonly int _port = Ports.Free();
    private FreshServer _database = null!;
    private DemoIdentityProvider _provider = null!;
    private SimulatorServer _aws = null!;
    private Process? _portal;
    private string _administrators = "fusionportal-administrators";
    private IReadOnlyList<string> _commands = null!;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public async ValueTask InitializeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        // Build, roles, schema, start, look.
        _commands = Document.Blocks("3. A plain process", "sh");
        Assert.Equal(5, _commands.Count);
        _provider = await DemoIdentityProvider.StartAsync(new DemoIdentityOptions(), patience.Token);
        _aws = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = Crowded() }, patience.Token);
        _database = await FreshServer.StartAsync(patience.Token);
        await Tool.RunAsync(
            [
                "bash", "-euc",
                $"""
                cd '{_root}'
                tar --exclude=bin --exclude=obj -cf - src migrations wwwroot docs eng *.props global.json .editorconfig \
                  | tar -C '{_clone}' -xf -
                """,
            ],
            null, patience.Token);
        await WriteSettingsAsync();
        await RunAsync(Assert.Single(Document.Blocks("2. Two files of settings", "sh")), patience.Token);

        await RunAsync(_commands[0], patience.Token);
        // What the page says that each prints.
        var migrated = await RunAsync(_commands[1] + _commands[2], patience.Token);
        Assert.EndsWith("The database is up to date.", migrated.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("\"knowledge\":{\"status\":\"Degraded\"", await StartAsync(patience.Token), StringComparison.Ordinal);
    }

    /// <summary>A client of the crowd that is more than a page can offer; of the first ones by ID.</summary>
    public static string Extra(int number) => $"aaclient{number}";

    private static ListedEstate Crowded()
    {
        var estate = DemoEstate.Create().Estate;
        for (var i = 0; i < 20; i++)
        {
            var bucket = new SimulatedResource($"arn:aws:s3:::fusion-rms-{Extra(i)}", [new("OrgId", Extra(i))]);
            estate.Put(DemoEstate.ProductionAccount, DemoEstate.UsEast, bucket);
        }

        return estate;
    }

    /// <summary>Starts anew where another group is that of administrators.</summary>
    public async Task RestartAsync(string administrators, CancellationToken cancellationToken)
    {
        if (administrators == _administrators) return;
        await StopAsync();
        _administrators = administrators;
        await WriteSettingsAsync();
        await StartAsync(cancellationToken);
    }

    /// <summary>A command of a document, where the portal is, with the portal's own settings and nothing else running for it.</summary>
    public Task<(int ExitCode, string Output, string Error)> BesideThePortalAsync(string command, CancellationToken cancellationToken)
    {
        var settings = string.Join('\n', _commands[3].TrimEnd().Split('\n')[..^1]);
        return ShellAsync($"{settings}\ncd out/portal\n{command}", cancellationToken);
    }

    /// <summary>The API with a token of one of the demo's clients.</summary>
    public async Task<HttpClient> ApiAsync(string client, CancellationToken cancellationToken)
    {
        var token = await _provider.GetTokenAsync(client, cancellationToken);
        return new() { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }

    /// <summary>Where <c>out/portal</c> is, and <c>database.env</c>.</summary>
    internal string Clone => _clone;

    /// <summary>The command that starts the portal, with the port of this database.</summary>
    /// <param name="port">Where it is to listen.</param>
    internal string StartCommand(int port) => _commands[3]
        .Replace("PGPORT=5432", $"PGPORT={_database.Port}", StringComparison.Ordinal)
        .Replace("127.0.0.1:8080", $"127.0.0.1:{port}", StringComparison.Ordinal);

    /// <summary>The superuser's connection, for what no page can bring about.</summary>
    internal string Superuser =>
        $"Host=127.0.0.1;Port={_database.Port};Database=fusionportal;Username=postgres;Password={FreshServer.Password};Pooling=false";

    private Page Document => new(_root, "first-steps.md");

    private Dictionary<string, string> Values() => new()
    {
        ["Authentication__RoleGroups__Administrator__0"] = _administrators,
        ["Authentication__Authority"] = _provider.Authority.GetLeftPart(UriPartial.Authority),
        ["Authentication__ClientSecret"] = DemoIdentityProvider.ClientSecret,
        // As the page says: left out where the portal runs in the management account.
        ["Aws__ManagementRoleArn"] = "",
        ["Aws__MemberRoleName"] = _aws.Options.RoleName,
        ["Aws__ExternalId"] = _aws.Options.ExternalId!,
        ["FUSIONPORTAL_SUPERUSER_PASSWORD"] = FreshServer.Password,
    };

    private async Task WriteSettingsAsync()
    {
        var values = Values();
        foreach (var block in Document.Blocks("2. Two files of settings", "ini"))
        {
            var lines = block.TrimEnd().Split('\n');
            Assert.StartsWith("# ", lines[0], StringComparison.Ordinal);
            var told = lines[1..].Select(l => values.Remove(l.Split('=')[0], out var own) ? $"{l.Split('=')[0]}='{own}'" : l)
                .Where(l => !l.EndsWith("=''", StringComparison.Ordinal));
            await File.WriteAllLinesAsync(Path.Combine(_clone, lines[0][2..]), told);
        }

        Assert.Empty(values);
    }

    private async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        var script = Path.Combine(_clone, "start.sh");
        await File.WriteAllTextAsync(script, OwnPorts(_commands[3]), cancellationToken);
        _portal = await Child.StartAsync(
            new ChildStart(["bash", "-eu", script], Log, DeathSignal: "KILL") { WorkingDirectory = _clone, Environment = StandIns() });
        // The page's own way to see that it is ready; what it prints are the checks.
        var ready = await RunAsync(_commands[4], cancellationToken);
        Assert.Contains("\"page-script\":{\"status\":\"Healthy\"", ready, StringComparison.Ordinal);
        Assert.Contains("Now listening on", await File.ReadAllTextAsync(Log, cancellationToken), StringComparison.Ordinal);
        return ready;
    }

    private string Log => Path.Combine(_clone, "portal.log");

    private Dictionary<string, string?> StandIns() => new(_aws.EnvironmentVariables.ToDictionary(v => v.Key, v => (string?)v.Value))
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Aws__EndpointUrl"] = _aws.Endpoint.ToString(),
        ["Scans__Enabled"] = "false",
    };

    private string OwnPorts(string commands) => commands
        .Replace("PGPORT=5432", $"PGPORT={_database.Port}", StringComparison.Ordinal)
        .Replace("127.0.0.1:8080", $"127.0.0.1:{_port}", StringComparison.Ordinal);

    private async Task<string> RunAsync(string commands, CancellationToken cancellationToken)
    {
        var (exitCode, output, error) = await ShellAsync(commands, cancellationToken);
        var log = File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(20)) : "";
        Assert.True(exitCode == 0, $"{commands}\nended with {exitCode}:\n{output}\n{error}\n{log}");
        return output;
    }

    private Task<(int ExitCode, string Output, string Error)> ShellAsync(string commands, CancellationToken cancellationToken) =>
        Tool.TryAsync(["bash", "-euc", $"cd '{_clone}'\n{OwnPorts(commands)}"], null, cancellationToken, StandIns());

    private async Task StopAsync()
    {
        if (_portal is null) return;
        // The shell's last command is the portal; the shell ends with it.
        var children = await File.ReadAllTextAsync($"/proc/{_portal.Id}/task/{_portal.Id}/children");
        foreach (var child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Posix.Signal(int.Parse(child, CultureInfo.InvariantCulture), Posix.SigTerm);
        if (children.Length == 0) Posix.Signal(_portal.Id, Posix.SigTerm);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await _portal.WaitForExitAsync(patience.Token);
        _portal.Dispose();
        _portal = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _database.DisposeAsync();
        await _aws.DisposeAsync();
        await _provider.DisposeAsync();
        Directory.Delete(_clone, recursive: true);
    }
}
