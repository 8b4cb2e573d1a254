using System.Diagnostics;
using System.Net;
using FusionPortal.Demo.Processes;

namespace FusionPortal.Demo.Supervision;

/// <summary>The portal, as a process of its own: what the demo shows is what is deployed.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    private readonly Process _process;

    private PortalProcess(Process process, string logFile) => (_process, LogFile) = (process, logFile);

    public int Id => _process.Id;

    public string LogFile { get; }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Starts the portal and returns when <c>/healthz</c> answers 200.</summary>
    /// <param name="startedBy">A program, with its arguments, that starts it; none where it is started as it is.</param>
    /// <exception cref="DemoException">It ended, or does not answer; the message ends with its last log lines.</exception>
    public static async Task<PortalProcess> StartAsync(
        Repository repository, Uri address, IReadOnlyDictionary<string, string?> environment, string logFile,
            CancellationToken cancellationToken, params IReadOnlyList<string> startedBy)
    {
        var process = await Child.StartAsync(new ChildStart([.. startedBy, DotnetHost, repository.Portal], logFile, DeathSignal: "TERM")
        {
            WorkingDirectory = repository.PortalProject,
            Environment = environment,
        });
        var portal = new PortalProcess(process, logFile);
        try
        {
            await portal.AnswerAsync(new Uri(address, "/healthz"), cancellationToken);
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    public string LastLines(int count) => string.Join(Environment.NewLine, File.ReadLines(LogFile).TakeLast(count));

    public async ValueTask DisposeAsync()
    {
        await Child.StopAsync(_process, Posix.SigTerm, Posix.SigKill, TimeSpan.FromSeconds(20));
        _process.Dispose();
    }

    internal static string DotnetHost =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    private async Task AnswerAsync(Uri health, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < StartPatience)
        {
            if (_process.HasExited)
                throw new DemoException(
                    $"The portal ended with {_process.ExitCode}. Its last words ({LogFile}):{Environment.NewLine}{LastLines(20)}");
            try
            {
                using var response = await http.GetAsync(health, cancellationToken);
                if (response.StatusCode == HttpStatusCode.OK) return;
            }
            catch (Exception notYet) when (
                notYet is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // Not listening yet.
            }
            await Task.Delay(100, cancellationToken);
        }
        throw new DemoException($"The portal does not answer {health}. Its last words ({LogFile}):{Environment.NewLine}{LastLines(20)}");
    }
}
