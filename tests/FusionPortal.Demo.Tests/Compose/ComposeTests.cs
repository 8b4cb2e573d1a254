using System.Diagnostics;
using System.Text.Json;
using FusionPortal.Demo.Identity;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate.Demo;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Demo.Tests.Compose;

/// <summary>No engine runs here, so what can be held without one is: the file fits itself, the Dockerfile, the realm and the
/// simulator.</summary>
public sealed class ComposeTests
{
    private readonly ComposeFile _compose = ComposeFile.Read();

    [Fact]
    public void Compose_HasEveryPartOfThePortal() =>
        Assert.Equal(["aws", "database", "identity", "migrations", "portal"], _compose.Services.Keys.Order());

    [Fact]
    public void Dependencies_AreServicesThatCanReachTheStateWaitedFor()
    {
        Assert.Equal("service_completed_successfully", _compose.Services["portal"].DependsOn["migrations"].Condition);
        foreach (var (name, dependency) in _compose.Services.Values.SelectMany(service => service.DependsOn))
        {
            var service = Assert.Contains(name, (IDictionary<string, ComposeService>)_compose.Services);
            if (dependency.Condition == "service_healthy") Assert.NotNull(service.Healthcheck);
        }
    }

    [Fact]
    public void EveryServiceThatStays_HasAHealthCheck() =>
        Assert.All(
            _compose.Services.Where(service => service.Key != "migrations"), service =>
            Assert.NotEmpty(service.Value.Healthcheck?.Test ?? []));

    [Fact]
    public void BuildTargets_AreStagesOfTheDockerfile()
    {
        var stages = File.ReadLines(SourceTree.PathOf("Dockerfile"))
            .Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1]).ToList();

        Assert.All(
            _compose.Services.Values.Where(service => service.Build is not null), service =>
            Assert.Contains(service.Build!.Target, stages));
    }

    [Fact]
    public void Dockerfile_CopiesEveryProjectThePortalIsMadeOf()
    {
        var dockerfile = File.ReadAllText(SourceTree.PathOf("Dockerfile"));
        var projects = Directory.EnumerateDirectories(SourceTree.PathOf("src")).Select(folder => Path.GetFileName(folder)!)
            .Where(project => project != "FusionPortal.Demo");

        Assert.All(projects, project => Assert.Contains($"COPY src/{project}/*.csproj", dockerfile, StringComparison.Ordinal));
    }

    [Fact]
    public void Mounts_AreFilesOfTheRepositoryOrDeclaredVolumes()
    {
        foreach (var source in _compose.Services.Values.SelectMany(service => service.Volumes).Select(volume => volume.Split(':')[0]))
        {
            if (source.StartsWith("./", StringComparison.Ordinal)) Assert.True(File.Exists(SourceTree.PathOf(source)), source);
            else Assert.Contains(source, (IDictionary<string, object?>)_compose.Volumes);
        }
    }

    [Fact]
    public void Ports_AreOpenToThisMachineOnly() =>
        Assert.All(
            _compose.Services.Values.SelectMany(service => service.Ports), port =>
            Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));

    [Fact]
    public void EverySecret_IsMarkedAsTheDemos()
    {
        var secrets = File.ReadLines(SourceTree.PathOf("docker-compose.yml"))
            .Where(line => line.Contains("assword=", StringComparison.Ordinal) || line.Contains("PASSWORD:", StringComparison.Ordinal)
                || line.Contains("Secret:", StringComparison.Ordinal) || line.Contains("SECRET_ACCESS_KEY:", StringComparison.Ordinal))
                    .ToList();

        Assert.True(secrets.Count >= 6, $"Only {secrets.Count} found.");
        Assert.All(secrets, line => Assert.Contains("# demo", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Portal_ReachesTheSimulatorWithItsOwnKeyAndRole()
    {
        var environment = _compose.Services["portal"].Environment;
        var options = new SimulatorOptions { Estate = DemoEstate.Create().Estate };

        Assert.Equal(options.PortalKey.Id, environment["AWS_ACCESS_KEY_ID"]);
        Assert.Equal(options.PortalKey.Secret, environment["AWS_SECRET_ACCESS_KEY"]);
        Assert.Equal(options.RoleName, environment["Aws__MemberRoleName"]);
        Assert.Equal(options.ExternalId, environment["Aws__ExternalId"]);
        Assert.Equal("Production", environment[$"Accounts__{DemoEstate.ProductionAccount}__Role"]);
        Assert.All(options.Estate.Regions.Index(), region => Assert.Equal(region.Item, environment[$"Aws__Regions__{region.Index}"]));
    }

    [Fact]
    public void Realm_HasThePersonasTheClientsAndTheGroupsThePortalMaps()
    {
        using var file = File.OpenRead(SourceTree.PathOf("eng", "compose", "realm.json"));
        var realm = JsonDocument.Parse(file).RootElement;
        var groups = realm.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("name").GetString()).ToList();
        var users = realm.GetProperty("users").EnumerateArray().ToDictionary(user => user.GetProperty("username").GetString()!, GroupsOf);
        var scopes = realm.GetProperty("clientScopes").EnumerateArray().Select(scope => scope.GetProperty("name").GetString()).ToList();

        Assert.All(Persona.People, person => Assert.Equal(person.Groups, users[person.SubjectId]));
        Assert.All(Persona.Clients, client => Assert.Equal(client.Groups, users["service-account-" + client.SubjectId]));
        Assert.All(_compose.Services["portal"].Environment.Where(setting => setting.Key.Contains("RoleGroups", StringComparison.Ordinal)),
            setting => Assert.Contains(setting.Value, groups));
        Assert.Superset(new HashSet<string?> { "profile", "groups" }, scopes.ToHashSet());

        static IEnumerable<string> GroupsOf(JsonElement user) =>
            user.GetProperty("groups").EnumerateArray().Select(group => group.GetString()!.TrimStart('/'));
    }

    [Fact]
    public async Task DockerCompose_AcceptsTheFile()
    {
        Assert.SkipUnless(
            await RunAsync("version") is (0, _), "ABSENT: docker compose, so its own check of docker-compose.yml did not run.");

        var (exitCode, error) = await RunAsync("-f", SourceTree.PathOf("docker-compose.yml"), "config", "--quiet");

        Assert.True(exitCode == 0, error);
    }

    private static async Task<(int ExitCode, string Error)> RunAsync(params string[] arguments)
    {
        try
        {
            using var docker =
                Process.Start(
                new ProcessStartInfo("docker", ["compose", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = docker.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = await docker.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await output;
            await docker.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (docker.ExitCode, error);
        }
        catch (System.ComponentModel.Win32Exception notInstalled)
        {
            return (-1, notInstalled.Message);
        }
    }
}
