using System.Diagnostics;
using FusionPortal.Demo.Processes;
using FusionPortal.Demo.Supervision;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Demo.Tests.Upgrade;

/// <summary>
/// A version of the portal from the repository's history, built as it was and kept in <c>.test/older/COMMIT</c>. What is built once is not
/// built again; the folder can be deleted at any time.
/// </summary>
internal sealed class OlderVersion
{
    // What neither runs nor is needed to build: it would only take time.
    private static readonly string[] Parts = [
        "src", "migrations", "wwwroot", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig"];

    private static readonly string[] Quick = [
        "-c", "Release", "-v", "q", "-nologo", "-clp:NoSummary", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false",
        "-p:GenerateDocumentationFile=false"];

    private OlderVersion(string folder) => Folder = folder;

    public string Folder { get; }

    public Repository Repository => new(Folder, Path.Combine("bin", "Release", "net10.0"));

    /// <summary>Skips the test, and says so loudly, where the clone has no history or not this commit.</summary>
    public static async Task<OlderVersion> BuildAsync(string commit, CancellationToken cancellationToken)
    {
        var (known, _, why) =
            await Tool.TryAsync(
            ["git", "-C", SourceTree.Root, "cat-file", "-e", commit + "^{commit}"], user: null, cancellationToken);
        Assert.SkipUnless(
            known == 0,
            $"ABSENT: commit {commit} is not in this clone ({why.Trim()}), so no database of an older portal was upgraded. A whole "
                + "clone has it: git fetch --unshallow.");

        var older = new OlderVersion(SourceTree.PathOf(".test", "older", commit));
        var built = Path.Combine(older.Folder, "built");
        if (File.Exists(built)) return older;
        if (Directory.Exists(older.Folder)) Directory.Delete(older.Folder, recursive: true);
        Directory.CreateDirectory(older.Folder);
        var archive = Path.Combine(older.Folder, "older.tar");
        await Tool.RunAsync(
            ["git", "-C", SourceTree.Root, "archive", "-o", archive, commit, .. Parts], user: null, cancellationToken);
        await Tool.RunAsync(["tar", "-xf", archive, "-C", older.Folder], user: null, cancellationToken);
        OlderHands.Write(older.Folder);
        // One build of what needs the rest, so that nothing is looked through twice.
        var started = Stopwatch.GetTimestamp();
        var (exitCode, output, error) =
            await Tool.TryAsync(
            [PortalProcess.DotnetHost, "build", OlderHands.Project(older.Folder), .. Quick], user: null, cancellationToken);
        Assert.True(exitCode == 0, $"The older portal could not be built:\n{output}\n{error}");
        await File.WriteAllTextAsync(built, $"{Stopwatch.GetElapsedTime(started).TotalSeconds:0} s", cancellationToken);
        return older;
    }

    public Task MigrateAsync(string ownerConnectionString, CancellationToken cancellationToken) => Tool.RunAsync(
        [PortalProcess.DotnetHost, Repository.Migrations], user: null, cancellationToken,
        new Dictionary<string, string?> { ["FUSIONPORTAL_OWNER_CONNECTION"] = ownerConnectionString });

    /// <summary>Does what its API cannot, by its own use cases.</summary>
    public Task DoAsync(string connectionString, CancellationToken cancellationToken, params string[] what) =>
        Tool.RunAsync([PortalProcess.DotnetHost, OlderHands.Program(Folder), connectionString, .. what], user: null, cancellationToken);
}
