using System.Collections.Concurrent;
using System.Diagnostics;

namespace FusionPortal.TestKit.Running;

/// <summary>
/// A process that a test run starts and that ends with it, however the run ends: the kernel sends it SIGTERM once the run is gone, also
/// where that was killed and disposes nothing.
/// </summary>
public static class OwnProcess
{
    // The signal comes when the thread that started the process ends, and a thread of the pool ends whenever the pool likes.
    private static readonly BlockingCollection<Action> Starts = [];

    private static readonly Lazy<Thread> Starter = new(() =>
    {
        var thread = new Thread(() =>
        {
            foreach (var start in Starts.GetConsumingEnumerable()) start();
        })
        { IsBackground = true, Name = "starter of processes" };
        thread.Start();
        return thread;
    });

    /// <summary>What is really started for a program and its arguments: it keeps its process id.</summary>
    public static ProcessStartInfo Command(string program, params IEnumerable<string> arguments) =>
        new("setpriv", ["--pdeathsig", "TERM", program, .. arguments]);

    /// <param name="process">Started as <see cref="Command"/> says.</param>
    public static void Start(Process process)
    {
        _ = Starter.Value;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        started.Task.GetAwaiter().GetResult();
    }

    public static Process Start(ProcessStartInfo command)
    {
        var process = new Process { StartInfo = command };
        Start(process);
        return process;
    }
}
