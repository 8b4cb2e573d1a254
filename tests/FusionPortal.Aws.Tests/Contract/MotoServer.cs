using System.Diagnostics;
using System.Text.RegularExpressions;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Aws.Tests.Contract;

/// <summary>A moto_server process on a port of its own choosing, for the tests of one class; <see cref="Endpoint"/> is null where there is
/// none.</summary>
public sealed partial class MotoServer : IAsyncLifetime
{
    private Process? _process;

    public Uri? Endpoint { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Programs.Find("moto_server") is not { } program) return;
        var command = OwnProcess.Command(program, "-H", "127.0.0.1", "-p", "0");
        (command.RedirectStandardOutput, command.RedirectStandardError) = (true, true);
        _process = OwnProcess.Start(command);
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        void Read(object sender, DataReceivedEventArgs e)
        {
            if (e.Data is null) return;
            lock (said) said.Add(e.Data);
            if (Address().Match(e.Data) is { Success: true } match) address.TrySetResult(new Uri(match.Value));
        }

        _process.OutputDataReceived += Read;
        _process.ErrorDataReceived += Read;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var ended = _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (await Task.WhenAny(address.Task, ended) == ended)
        {
            lock (said) throw new InvalidOperationException("moto_server ended before it answered: " + string.Join('\n', said));
        }

        Endpoint = await address.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
