using System.Text.Json;
using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Demo.Tests.Compose;

/// <summary>
/// What docs/first-steps.md says of containers. No engine runs here, so every command, file, service, variable and port is held against the
/// files that the commands read; the plain process on the same page is run.
/// </summary>
public sealed partial class FirstStepsComposeTests
{
    private const string Production = "eng/compose/production.yml";

    private static readonly string[] Verbs = ["up", "logs", "exec", "ps", "down"];
    private static readonly string[] Switches = ["--build", "--wait", "--volumes", "-T"];

    private readonly string _page = SourceTree.Read(Path.Combine("docs", "first-steps.md"));
    private readonly ComposeFile _production = ComposeFile.Read(Production);

    [Fact]
    public void Commands_NameFilesServicesAndSwitchesThatAreThere()
    {
        var commands = Containers.Split('\n').Where(l => l.StartsWith("docker compose ", StringComparison.Ordinal)).ToList();

        Assert.True(commands.Count >= 2, "The section has lost its commands.");
        Assert.All(commands, command => Assert.Equal([], FaultsOf(command)));
        Assert.All(commands, command => Assert.Contains($"-f {Production} ", command, StringComparison.Ordinal));
    }

    [Fact]
    public void CommandsOfEveryDocument_FitTheFileTheyRead()
    {
        var all = Directory.EnumerateFiles(SourceTree.PathOf("docs"), "*.md").Append(SourceTree.PathOf("README.md"))
            .SelectMany(f => Command().Matches(File.ReadAllText(f)).Select(m => (File: Path.GetFileName(f), Command: m.Value.Trim('`'))))
            .ToList();

        Assert.True(all.Count >= 3);
        Assert.All(all, c => Assert.Equal([], FaultsOf(c.Command).Select(fault => $"{c.File}: {fault}")));
    }

    [Fact]
    public void Variables_OfTheFile_AreThoseOfTheSettingsThePageShows()
    {
        var variables = Variable().Matches(SourceTree.Read(Production));
        var asked = variables.Where(m => !m.Groups[2].Success).Select(m => m.Groups[1].Value).Distinct().Order();
        var defaults = variables.Where(m => m.Groups[2].Success).Select(m => (Name: m.Groups[1].Value, Value: m.Groups[2].Value))
            .Distinct().ToList();

        Assert.Equal(asked, Keys("database.env").Order());
        // One default each, which the page gives.
        Assert.Equal(["FUSIONPORTAL_DATABASE", "FUSIONPORTAL_LISTEN", "FUSIONPORTAL_NETWORK"], defaults.Select(d => d.Name).Order());
        Assert.All(defaults, d => Assert.Contains($"| `{d.Name}` | `{d.Value}` |", Containers, StringComparison.Ordinal));
        Assert.Equal("portal.env", _production.Services["portal"].EnvFile);
        // What the file sets itself would be overwritten there, so the page does not ask for it.
        Assert.Empty(Keys("portal.env").Intersect(_production.Services["portal"].Environment.Keys));
        // The script reads its passwords by the names the service passes on.
        Assert.All(
            PasswordOf().Matches(SourceTree.Read("eng/database.sql")).Select(m => m.Groups[1].Value),
            name => Assert.Contains(name, (IDictionary<string, string>)_production.Services["database"].Environment));
    }

    [Fact]
    public void Values_StandInSingleQuotes_WhichAShellAndComposeReadAlike()
    {
        var lines = _page.Split("```ini\n")[1..].SelectMany(b => b[..b.IndexOf("```", StringComparison.Ordinal)].Split('\n'))
            .Where(l => l.Length > 0 && l[0] != '#').ToList();

        Assert.True(lines.Count > 15);
        Assert.All(lines, line => Assert.Matches("^\\w+='[^']+'$", line));
    }

    [Fact]
    public void OwnDatabase_LeavesOutTheServiceThatNothingRequires()
    {
        var own = ComposeFile.Read("eng/compose/own-database.yml").Services;

        Assert.Empty(own.Keys.Except(_production.Services.Keys));
        Assert.NotEmpty(own["database"].Profiles);
        Assert.All(
            _production.Services.Values.Where(s => s.DependsOn.ContainsKey("database")),
            s => Assert.False(s.DependsOn["database"].Required));
        // Both that speak to it know the file by which the page's connection string checks the server.
        var (name, certificate) = (Assert.Single(own["portal"].Secrets), "Root Certificate=/run/secrets/");
        Assert.Equal([name], own["migrations"].Secrets);
        Assert.Contains($"SSL Mode=VerifyFull;{certificate}{name}'", Containers, StringComparison.Ordinal);
        Assert.Contains("file: ./database-ca.pem", SourceTree.Read("eng/compose/own-database.yml"), StringComparison.Ordinal);
        Assert.Contains("`database-ca.pem`", Containers, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_AreThoseOfTheDemonstration_ButForItsStandIns()
    {
        string[] standIns = [
            "ASPNETCORE_ENVIRONMENT", "ConnectionStrings__Portal", "Aws__EndpointUrl", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
        var demonstrated = ComposeFile.Read().Services["portal"].Environment.Keys
            .Where(k => !k.StartsWith("Accounts__", StringComparison.Ordinal)).Except(standIns);

        // The demonstration runs as Development, where keys may lie as they are.
        Assert.Equal(
            demonstrated.Append("Aws__ManagementRoleArn").Append("DataProtection__Certificate__Password").Order(),
            Keys("portal.env").Order());
    }

    [Fact]
    public void Services_AreTheDemonstrationsWithoutItsStandIns()
    {
        var demonstration = ComposeFile.Read();

        Assert.Equal(["database", "migrations", "portal"], _production.Services.Keys.Order());
        Assert.All(_production.Services.Keys, name => Assert.Contains($"`{name}`", Containers, StringComparison.Ordinal));
        foreach (var (name, service) in _production.Services)
        {
            Assert.Equal(demonstration.Services[name].Image, service.Image);
            Assert.Equal(demonstration.Services[name].Build, service.Build);
            // The database's is run by DatabaseScriptTests.
            if (name != "database")
                Assert.Equal(demonstration.Services[name].Healthcheck?.Test ?? [], service.Healthcheck?.Test ?? []);
        }

        Assert.Equal("service_completed_successfully", _production.Services["portal"].DependsOn["migrations"].Condition);
        Assert.Equal("15s", _production.Services["portal"].StopGracePeriod);
        Assert.All(
            _production.Services.Values.SelectMany(s => s.Environment.Values), v =>
                Assert.DoesNotContain("demo", v, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Mounts_AreFilesOfTheRepository_SeenFromTheFolderTheCommandNames()
    {
        var mounts = _production.Services.Values.SelectMany(s => s.Volumes).Select(v => v.Split(':')[0]).ToList();

        Assert.Contains("./eng/database.sql", mounts);
        Assert.All(
            mounts.Where(m => m.StartsWith("./", StringComparison.Ordinal)), m => Assert.True(File.Exists(SourceTree.PathOf(m)), m));
        Assert.Equal(_production.Volumes.Keys, mounts.Where(m => !m.StartsWith("./", StringComparison.Ordinal)));
    }

    [Fact]
    public void Ports_OfThePage_AreThoseThatArePublished()
    {
        var expose = File.ReadLines(SourceTree.PathOf("Dockerfile")).Single(l => l.StartsWith("EXPOSE ", StringComparison.Ordinal));
        var inside = expose["EXPOSE ".Length..];
        Assert.Equal([$"${{FUSIONPORTAL_LISTEN:-127.0.0.1:8080}}:{inside}"], _production.Services["portal"].Ports);
        Assert.Contains("http://127.0.0.1:8080/readyz", Containers, StringComparison.Ordinal);
        var demonstration = ComposeFile.Read();
        Assert.Equal(
            demonstration.Services.Values.SelectMany(s => s.Ports).Select(p => p.Split(':')[1]).Order(),
            Address().Matches(Containers).Select(m => m.Groups[1].Value).Distinct().Order());
        // Forwarded headers are believed of exactly the network the containers are in.
        var subnet = _production.Networks["default"].Ipam!.Config.Single()["subnet"];
        Assert.Equal(subnet, _production.Services["portal"].Environment["Proxies__KnownNetworks__99"]);
    }

    [Fact]
    public void Demonstration_OpensWithThePasswordThePageGives()
    {
        using var realm = JsonDocument.Parse(SourceTree.Read("eng/compose/realm.json"));
        var people = realm.RootElement.GetProperty("users").EnumerateArray().Where(u => u.TryGetProperty("credentials", out _)).ToList();

        Assert.Equal(5, people.Count);
        Assert.All(people, u => Assert.Equal("demo", u.GetProperty("credentials")[0].GetProperty("value").GetString()));
    }

    /// <summary>What of a command is not there: empty where it can be run.</summary>
    private List<string> FaultsOf(string command)
    {
        var words = new Queue<string>(command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..]);
        var (file, faults, verb) = ("docker-compose.yml", new List<string>(), "");
        while (verb.Length == 0 && words.TryDequeue(out var word))
        {
            switch (word)
            {
                case "--project-directory":
                    if (words.Dequeue() != ".") faults.Add($"{command}: not the folder of the clone.");
                    break;
                case "--env-file":
                    if (Keys(words.Dequeue()).Count == 0) faults.Add($"{command}: the page shows no such file of settings.");
                    break;
                case "-f" when file == Production && words.Peek() == "eng/compose/own-database.yml": words.Dequeue(); break;
                case "-f": file = words.Dequeue(); break;
                default: verb = word; break;
            }
        }

        if (!Verbs.Contains(verb)) faults.Add($"{command}: {verb} is no command of compose.");
        if (!File.Exists(SourceTree.PathOf(file))) return [.. faults, $"There is no {file}."];
        var services = ComposeFile.Read(file).Services;
        while (words.TryDequeue(out var word))
        {
            if (Switches.Contains(word)) continue;
            if (!services.TryGetValue(word, out var service)) faults.Add($"{command}: {file} has no service {word}.");
            if (verb != "exec") continue;
            // What is run inside has to be what the image starts.
            if (service?.Build is { } build && !string.Join(' ', words).StartsWith(EntryPoint(build.Target), StringComparison.Ordinal))
                faults.Add($"{command}: the image starts {EntryPoint(build.Target)}.");
            break;
        }

        return faults;
    }

    private static string EntryPoint(string stage) => string.Join(' ', JsonSerializer.Deserialize<string[]>(
        File.ReadLines(SourceTree.PathOf("Dockerfile")).SkipWhile(l => l != $"FROM base AS {stage}")
            .First(l => l.StartsWith("ENTRYPOINT ", StringComparison.Ordinal))["ENTRYPOINT ".Length..])!);

    private string Containers
    {
        get
        {
            var rest = _page[_page.IndexOf("\n## 4. Or in containers\n", StringComparison.Ordinal)..];
            return rest[..rest.IndexOf("\n## ", 1, StringComparison.Ordinal)];
        }
    }

    /// <summary>Of a file of settings, as the page shows it; empty where it shows none.</summary>
    private List<string> Keys(string file)
    {
        if (_page.Split($"```ini\n# {file}\n") is not [_, var rest]) return [];
        var shown = rest[..rest.IndexOf("```", StringComparison.Ordinal)];
        return [.. shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=')[0])];
    }

    [GeneratedRegex(@"`docker compose [^`]+`|^docker compose .+$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"\$\{(\w+)(?::-([^}]*))?")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\\getenv \w+ (\w+)")]
    private static partial Regex PasswordOf();

    [GeneratedRegex(@"http://localhost:(\d+)")]
    private static partial Regex Address();
}
