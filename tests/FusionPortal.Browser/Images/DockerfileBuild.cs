using FusionPortal.Demo.Processes;

namespace FusionPortal.Browser.Images;

/// <summary>
/// Does what the build stage of the Dockerfile says, in its order, in a folder of its own: COPY lines copy, RUN lines run. No engine is
/// needed, and a change of the Dockerfile changes what is done here.
/// </summary>
internal static class DockerfileBuild
{
    /// <param name="root">The repository: what the build sees.</param>
    /// <param name="folder">Empty; afterwards <c>out/portal</c>, <c>out/migrations</c> and <c>out/simulator</c> are in it.</param>
    /// <param name="cancellationToken">Ends the command that runs.</param>
    public static async Task RunAsync(string root, string folder, CancellationToken cancellationToken)
    {
        foreach (var line in BuildStage(Path.Combine(root, "Dockerfile")))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "COPY") await CopyAsync(root, Path.Combine(folder, "source"), words[1..^1], words[^1], cancellationToken);
            else if (words[0] == "RUN")
                await ShellAsync(
                line[4..].Replace("/out/", $"{folder}/out/", StringComparison.Ordinal), Path.Combine(folder, "source"), cancellationToken);
            else if (words[0] is not ("FROM" or "WORKDIR")) throw new InvalidOperationException($"This build does not know: {line}");
        }
    }

    /// <summary>What the image of that name starts.</summary>
    public static string[] EntryPoint(string root, string image) =>
        System.Text.Json.JsonSerializer.Deserialize<string[]>(
            File.ReadLines(Path.Combine(root, "Dockerfile")).SkipWhile(l => l != $"FROM base AS {image}")
                .First(l => l.StartsWith("ENTRYPOINT ", StringComparison.Ordinal))["ENTRYPOINT ".Length..])!;

    // Lines ended by a backslash go on; the stage ends where the next begins.
    private static IEnumerable<string> BuildStage(string dockerfile)
    {
        var text = File.ReadAllText(dockerfile).Replace("\\\n", " ", StringComparison.Ordinal);
        return text.Split('\n').Where(l => l.Length > 0 && l[0] != '#')
            .TakeWhile((line, index) => index == 0 || !line.StartsWith("FROM ", StringComparison.Ordinal));
    }

    private static Task<string> CopyAsync(string root, string source, string[] from, string to, CancellationToken cancellationToken)
    {
        // What .dockerignore leaves out of every folder; patterns are the shell's business, as they are the engine's.
        var copy = from.Select(f => f.EndsWith('/')
            ? $"tar -C {root}/{f} --exclude=bin --exclude=obj -cf - . | tar -C {source}/{to} -xf -"
            : $"cp {root}/{f} {source}/{to}");
        return ShellAsync($"set -e; mkdir -p {source}/{to}; {string.Join("; ", copy)}", "/", cancellationToken);
    }

    private static Task<string> ShellAsync(string command, string workingDirectory, CancellationToken cancellationToken) =>
        Tool.RunAsync(["/bin/sh", "-c", $"cd {workingDirectory} && {command} 1>&2"], user: null, cancellationToken);
}
