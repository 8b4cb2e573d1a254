using System.Collections.Concurrent;
using System.Diagnostics;

namespace FusionPortal.Demo.Processes;

/// <summary>What to start, and how it ends with us.</summary>
/// <param name="Command">Program and arguments.</param>
/// <param name="LogFile">Takes standard output and error; appended to.</param>
/// <param name="DeathSignal">The signal the child gets when this process dies without saying good-bye.</param>
/// <param name="User">The user to run as; null keeps ours.</param>
internal sealed record ChildStart(IReadOnlyList<string> Command, string LogFile, string DeathSignal, UnixUser? User = null)
{
    public string WorkingDirectory { get; init; } = "/";
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}

/// <summary>
/// Starts long-lived children in a session of their own (a Ctrl-C in the terminal is ours to answer, in our order),
/// which the kernel signals should this process be killed.
/// </summary>
internal static class Child
{
    // The kernel sends the death signal when the *thread* that forked ends. A thread of the pool ends whenever the pool likes,
    // so one thread starts every child and lives as long as the process.
    private static readonly BlockingCollection<Action> Starts = [];
    private static readonly Lazy<Thread> Starter = new(() =>
    {
        var thread = new Thread(() =>
        {
            foreach (var start in Starts.GetConsumingEnumerable()) start();
        })
        { IsBackground = true, Name = "child starter" };
        thread.Start();
        return thread;
    });

    public static Task<Process> StartAsync(ChildStart child)
    {
        var info = Prepare(child);
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Starter.Value;
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info) ?? throw new InvalidOperationException($"{child.Command[0]} did not start."));
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task;
    }

    /// <summary>Asks the child to end, waits, and ends it if it does not listen.</summary>
    public static async Task StopAsync(Process process, int signal, int lastSignal, TimeSpan patience)
    {
        if (process.HasExited) return;
        Posix.Signal(process.Id, signal);
        using (var patienceEnds = new CancellationTokenSource(patience))
        {
            try
            {
                await process.WaitForExitAsync(patienceEnds.Token);
                return;
            }
            catch (OperationCanceledException) when (patienceEnds.IsCancellationRequested)
            {
                Posix.Signal(process.Id, lastSignal);
            }
        }
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static ProcessStartInfo Prepare(ChildStart child)
    {
        // Each link of this chain replaces itself by the next, so the process id stays the one we start.
        var info = new ProcessStartInfo("/bin/sh") { WorkingDirectory = child.WorkingDirectory, UseShellExecute = false };
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add("exec \"$@\" >>\"$0\" 2>&1 </dev/null");
        info.ArgumentList.Add(child.LogFile);
        info.ArgumentList.Add("setsid");
        foreach (var argument in RunAs(child.User)) info.ArgumentList.Add(argument);
        info.ArgumentList.Add("--pdeathsig");
        info.ArgumentList.Add(child.DeathSignal);
        foreach (var argument in child.Command) info.ArgumentList.Add(argument);
        // Null takes a variable away.
        foreach (var (name, value) in child.Environment) info.Environment[name] = value;
        return info;
    }

    internal static IEnumerable<string> RunAs(UnixUser? user) =>
        user is null
            ? ["setpriv"]
            : ["setpriv", "--reuid", $"{user.UserId}", "--regid", $"{user.GroupId}", "--init-groups"];
}
