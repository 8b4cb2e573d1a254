using System.Runtime.InteropServices;
using FusionPortal.Demo;
using FusionPortal.Demo.Past;
using FusionPortal.Demo.Supervision;

using var stop = new CancellationTokenSource();
// Each of these would end us at once, and leave the stopping to nobody.
PosixSignalRegistration[] registrations =
    [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }
        .Select(signal => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        stop.Cancel();
    }))];
try
{
    if (args is ["past", .. var rest]) await PastRun.RunAsync(rest, Console.Out, stop.Token);
    else await DemoSupervisor.RunAsync(DemoCommand.Parse(args), Console.Out, stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (DemoException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
finally
{
    foreach (var registration in registrations) registration.Dispose();
}
