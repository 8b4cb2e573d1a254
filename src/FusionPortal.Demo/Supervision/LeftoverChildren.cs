using System.Diagnostics;
using System.Text;
using FusionPortal.Demo.Processes;

namespace FusionPortal.Demo.Supervision;

/// <summary>Children carry the state folder in their environment, so that a start after a kill finds its own and only its own.</summary>
internal static class LeftoverChildren
{
    public const string Mark = "FUSIONPORTAL_DEMO_CHILD_OF";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static async Task EndAsync(string stateFolder, CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { Posix.SigTerm, Posix.SigKill })
        {
            var told = new HashSet<int>();
            var since = Stopwatch.GetTimestamp();
            while (Find(stateFolder) is { Count: > 0 } running && Stopwatch.GetElapsedTime(since) < Patience)
            {
                foreach (var id in running.Where(told.Add)) Posix.Signal(id, signal);
                await Task.Delay(50, cancellationToken);
            }
        }
        if (Find(stateFolder) is [var stubborn, ..]) throw new DemoException($"Process {stubborn} of an earlier start does not end.");
    }

    internal static List<int> Find(string stateFolder)
    {
        var found = new List<int>();
        var mark = Encoding.UTF8.GetBytes($"{Mark}={stateFolder}\0");
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), out var id) && EnvironmentOf(folder).IndexOf(mark) >= 0)
                found.Add(id);
        return found;
    }

    private static ReadOnlySpan<byte> EnvironmentOf(string processFolder)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(processFolder, "environ"));
        }
        catch (Exception notOurs) when (notOurs is IOException or UnauthorizedAccessException)
        {
            // Another user's process, or one that has just ended.
            return [];
        }
    }
}
