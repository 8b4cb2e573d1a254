using FusionPortal.Browser.Kit;
using FusionPortal.Demo;
using FusionPortal.Demo.Identity;
using FusionPortal.Demo.Postgres;
using FusionPortal.Demo.Processes;
using FusionPortal.Demo.Supervision;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate.Demo;
using Microsoft.Playwright;
using Xunit;

namespace FusionPortal.Browser.Images;

/// <summary>What the images hold, without an engine: built as the Dockerfile builds it, started as a user without rights, looked at in a
/// browser.</summary>
public sealed class PublishedImagesTests(DemoPortal demo) : IDisposable
{
    private const string Database = "fusionportal";

    private readonly string _root = AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("/tests/", StringComparison.Ordinal)];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fusionportal-images-");

    [Fact]
    [Trait("Category", "Long")]
    public async Task Images_BuiltAsTheDockerfileSays_ShowPages()
    {
        var ct = TestContext.Current.CancellationToken;
        Assert.SkipUnless(
            Posix.IsRoot, "ABSENT: root, who alone may start a process as another user; the published images were not tried.");
        var nobody = UnixUser.Find("nobody")!;
        // Everybody may read an image; only its files' owner may write.
        await Tool.RunAsync(["chmod", "755", _folder.FullName], user: null, ct);
        await DockerfileBuild.RunAsync(_root, _folder.FullName, ct);

        await using var cluster = await PrivateCluster.StartAsync(PrivateClusterOptions.ForTests(), ct);
        await cluster.EnsureDatabaseAsync(Database, ct);
        await Tool.RunAsync(
            ["/bin/sh", "-c", $"cd {Out("migrations")} && {string.Join(' ', DockerfileBuild.EntryPoint(_root, "migrations"))}"], nobody, ct,
            new Dictionary<string, string?> { ["FUSIONPORTAL_OWNER_CONNECTION"] = cluster.OwnerConnectionString(Database) });

        var awsPort = Ports.Free();
        await using var aws = await StartAsync("simulator", nobody, new Dictionary<string, string?>(), ["--port", $"{awsPort}"]);
        await using var provider = await DemoIdentityProvider.StartAsync(new DemoIdentityOptions(), ct);
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var environment =
            PortalEnvironment.Build(address, cluster.AppConnectionString(Database), provider, AwsSettings(awsPort), _folder.FullName);
        await using var portal = await StartAsync("portal", nobody, environment, []);

        var ready = await portal.ReadyAsync(address, ct);
        Assert.Equal("Healthy", ready.GetProperty("checks").GetProperty("page-script").GetProperty("status").GetString());
        await using var visit = await demo.VisitAsync("Priya Shah", "/compliance", address);
        // A link followed inside the page needs its script and a live circuit.
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Clients" }).First.ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Uri(address, "/clients").ToString());
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Clients");
    }

    private static Dictionary<string, string?> AwsSettings(int port)
    {
        var options = new SimulatorOptions { Estate = DemoEstate.Create().Estate };
        return new Dictionary<string, string?>
        {
            ["Aws:EndpointUrl"] = $"http://127.0.0.1:{port}",
            ["Aws:MemberRoleName"] = options.RoleName,
            ["Aws:ExternalId"] = options.ExternalId,
            ["Aws:Regions:0"] = DemoEstate.UsEast,
            ["AWS_ACCESS_KEY_ID"] = options.PortalKey.Id,
            ["AWS_SECRET_ACCESS_KEY"] = options.PortalKey.Secret,
        };
    }

    private string Out(string image) => Path.Combine(_folder.FullName, "out", image);

    private Task<ImageProcess> StartAsync(
        string image, UnixUser user, IReadOnlyDictionary<string, string?> environment, string[] arguments) =>
        ImageProcess.StartAsync(
            Out(image), DockerfileBuild.EntryPoint(_root, image), arguments, Path.Combine(_folder.FullName, image + ".log"), user,
                environment);

    public void Dispose() => _folder.Delete(recursive: true);
}
