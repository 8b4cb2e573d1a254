using System.Diagnostics;
using FusionPortal.Demo.Postgres;
using FusionPortal.Demo.Processes;
using FusionPortal.Demo.Supervision;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Demo.Tests.Supervision;

/// <summary>The real executable, as a person starts it.</summary>
internal sealed class RunningDemo : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly string _state;

    private RunningDemo(Process process, string state, int port)
    {
        (_process, _state, Address) = (process, state, new Uri($"http://127.0.0.1:{port}"));
        _error = process.StandardError.ReadToEndAsync();
    }

    public Uri Address { get; }
    public Uri? TokenEndpoint { get; private set; }

    public static RunningDemo Start(string state, int port, params string[] options)
    {
        var demo = typeof(DemoException).Assembly.GetName().Name!;
        // The one beside the portal and the migrations, not the copy beside the tests.
        var file =
            AppContext.BaseDirectory.Replace(
            Path.Combine("tests", "FusionPortal.Demo.Tests"), Path.Combine("src", demo), StringComparison.Ordinal);
        // Tests started in the background of a script ignore SIGINT, and so would what they start: a person's shell does not.
        var command = OwnProcess.Command(
            "env", ["--default-signal=INT", "dotnet", Path.Combine(file, demo + ".dll"), "--state", state, "--port", $"{port}",
                .. options]);
        (command.RedirectStandardOutput, command.RedirectStandardError, command.WorkingDirectory) = (true, true, Path.GetTempPath());
        return new RunningDemo(OwnProcess.Start(command), state, port);
    }

    /// <summary>Until it says that everything runs.</summary>
    public async Task UpAsync(CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Trim().Split("Token endpoint: ") is ["", var endpoint]) TokenEndpoint = new Uri(endpoint);
            if (line.StartsWith("Ctrl-C", StringComparison.Ordinal)) return;
        }
        throw new InvalidOperationException($"The demo did not come up: {await _error}");
    }

    public async Task<(int ExitCode, string Error)> EndAsync(int signal, CancellationToken cancellationToken)
    {
        Posix.Signal(_process.Id, signal);
        return await EndedAsync(cancellationToken);
    }

    public async Task<(int ExitCode, string Error)> EndedAsync(CancellationToken cancellationToken)
    {
        await _process.StandardOutput.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return (_process.ExitCode, await _error);
    }

    /// <summary>Portal and database processes of this state folder.</summary>
    public List<int> Portals => LeftoverChildren.Find(_state);

    public List<int> Servers => Leftovers.ServerProcesses(Path.Combine(_state, "postgres", "cluster", "data"));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) Posix.Signal(_process.Id, Posix.SigTerm);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
