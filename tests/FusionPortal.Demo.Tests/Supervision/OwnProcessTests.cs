using System.Diagnostics;
using System.Globalization;
using FusionPortal.Demo.Processes;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Demo.Tests.Supervision;

/// <summary>What a test run starts does not outlive it, however it ends.</summary>
public sealed class OwnProcessTests
{
    [Theory]
    [InlineData(Posix.SigTerm)]
    [InlineData(Posix.SigKill)]
    public async Task Process_OfARunThatIsStopped_EndsWithIt(int signal)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var start = new ProcessStartInfo("dotnet", [typeof(OwnProcess).Assembly.Location, "hold", "sleep", "600"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var run = Process.Start(start)!;
        var id = int.Parse((await run.StandardOutput.ReadLineAsync(patience.Token))!, CultureInfo.InvariantCulture);
        using var held = Process.GetProcessById(id);
        Assert.False(held.HasExited);

        Posix.Signal(run.Id, signal);

        await held.WaitForExitAsync(patience.Token);
        await run.WaitForExitAsync(patience.Token);
    }
}
