using Serilog;
using Serilog.Core;
using Serilog.Debugging;

namespace FusionPortal.Web.Hosting.Telemetry;

/// <summary>Says on standard output that log events do not reach Seq, or are lost otherwise. Once a minute at most.</summary>
internal static class LoggingTroubles
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <param name="output">The sink of standard output, which a trouble of others does not touch.</param>
    public static void SayOn(ILogEventSink output, TimeProvider clock)
    {
        var logger = new LoggerConfiguration().WriteTo.Sink(output).CreateLogger();
        var gate = new Lock();
        var saidAt = DateTimeOffset.MinValue;
        SelfLog.Enable(trouble =>
        {
            lock (gate)
            {
                var now = clock.GetUtcNow();
                if (now - saidAt < Pause) return;
                saidAt = now;
            }

            logger.Warning("Log events are lost, or come late: {Reason}", trouble);
        });
    }
}
