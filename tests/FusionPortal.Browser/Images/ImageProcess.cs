using System.Diagnostics;
using System.Net;
using System.Text.Json;
using FusionPortal.Demo.Processes;
using Xunit;

namespace FusionPortal.Browser.Images;

/// <summary>What one image starts, as a user without rights.</summary>
internal sealed class ImageProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly string _log;

    private ImageProcess(Process process, string log) => (_process, _log) = (process, log);

    public static async Task<ImageProcess> StartAsync(
        string folder, string[] entryPoint, string[] arguments, string log, UnixUser user, IReadOnlyDictionary<string, string?> environment)
    {
        // Made here, since the user may write nowhere.
        await File.WriteAllTextAsync(log, "");
        return new ImageProcess(
            await Child.StartAsync(
                new ChildStart([.. entryPoint, .. arguments], log, DeathSignal: "KILL", user)
                {
                    WorkingDirectory = folder,
                    Environment = environment
                }), log);
    }

    /// <summary>Returns what <c>/readyz</c> says once it is ready; fails with the process's last words where it does not get
    /// there.</summary>
    public async Task<JsonElement> ReadyAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = address };
        var last = "";
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < Patience && !_process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync("/readyz", cancellationToken);
                last = await answer.Content.ReadAsStringAsync(cancellationToken);
                if (answer.StatusCode == HttpStatusCode.OK) return JsonDocument.Parse(last).RootElement;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100, cancellationToken);
        }

        Assert.Fail($"Not ready: {last}\n{string.Join('\n', File.ReadLines(_log).TakeLast(20))}");
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await Child.StopAsync(_process, Posix.SigTerm, Posix.SigKill, TimeSpan.FromSeconds(20));
        _process.Dispose();
    }
}
