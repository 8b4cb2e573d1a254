using System.Diagnostics;

namespace FusionPortal.Demo.Processes;

/// <summary>Runs a program to its end.</summary>
internal static class Tool
{
    /// <returns>Standard output.</returns>
    /// <exception cref="DemoException">It ended with another code than 0; the message holds what it wrote to standard error.</exception>
    public static async Task<string> RunAsync(
        IEnumerable<string> command, UnixUser? user, CancellationToken cancellationToken,
            IReadOnlyDictionary<string, string?>? environment = null)
    {
        var (exitCode, output, error) = await TryAsync(command, user, cancellationToken, environment);
        return exitCode == 0
            ? output
            : throw new DemoException($"{Path.GetFileName(command.First())} ended with {exitCode}: {error.Trim()}");
    }

    public static async Task<(int ExitCode, string Output, string Error)> TryAsync(
        IEnumerable<string> command, UnixUser? user, CancellationToken cancellationToken,
            IReadOnlyDictionary<string, string?>? environment = null)
    {
        string[] all = user is null ? [.. command] : [.. Child.RunAs(user), .. command];
        var info = new ProcessStartInfo(all[0], all[1..])
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) info.Environment[name] = value;
        using var process = Process.Start(info) ?? throw new DemoException($"{all[0]} did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
