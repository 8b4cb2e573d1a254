using System.Diagnostics;
using FusionPortal.Demo.Processes;

namespace FusionPortal.Demo.Postgres;

/// <summary>Ends what a killed start left behind on a data folder, and nothing else.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Stops a server that still runs on the folder and waits for the last of its processes; then removes a stale <c>postmaster.pid</c>
    /// (its process id may have been given to a stranger, which the server would take for itself).
    /// </summary>
    /// <exception cref="DemoException">They do not end.</exception>
    public static async Task EndAsync(string dataFolder, CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { Posix.SigInt, Posix.SigQuit, Posix.SigKill })
        {
            var since = Stopwatch.GetTimestamp();
            var told = new HashSet<int>();
            while (ServerProcesses(dataFolder) is { Count: > 0 } running)
            {
                if (Stopwatch.GetElapsedTime(since) > Patience) break;
                // Each once: a second SIGINT would cancel nothing and a backend without its postmaster needs one of its own.
                foreach (var id in running.Where(told.Add)) Posix.Signal(id, signal);
                await Task.Delay(50, cancellationToken);
            }
            if (ServerProcesses(dataFolder).Count == 0)
            {
                if (Directory.Exists(dataFolder)) File.Delete(Path.Combine(dataFolder, "postmaster.pid"));
                return;
            }
        }
        throw new DemoException($"A PostgreSQL server still runs on {dataFolder} and does not stop.");
    }

    /// <summary>Every process of a PostgreSQL server works in its data folder.</summary>
    internal static List<int> ServerProcesses(string dataFolder)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id)) continue;
            if (LinkOf(Path.Combine(folder, "cwd")) == dataFolder && LinkOf(Path.Combine(folder, "exe")) is { } program
                && Path.GetFileName(program) == "postgres")
                found.Add(id);
        }
        return found;
    }

    private static string? LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception notOurs) when (notOurs is IOException or UnauthorizedAccessException)
        {
            // Another user's process, or one that has just ended.
            return null;
        }
    }
}
