using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace FusionPortal.Web.Hosting.Telemetry;

/// <summary>Says on standard output that log events do not reach Seq. Once a minute at most.</summary>
/// <param name="output">The sink of standard output, which a trouble of Seq does not touch.</param>
internal sealed class LoggingTroubles(ILogEventSink output, TimeProvider clock) : ILoggingFailureListener, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Logger _logger = new LoggerConfiguration().WriteTo.Sink(output).CreateLogger();
    private readonly Lock _gate = new();
    private DateTimeOffset _saidAt = DateTimeOffset.MinValue;

    public void OnLoggingFailed(
        object sender, LoggingFailureKind kind, string message, IReadOnlyCollection<LogEvent>? events, Exception? exception)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (now - _saidAt < Pause) return;
            _saidAt = now;
        }

        _logger.Warning("Log events do not reach Seq:ServerUrl: {Reason}", exception?.Message ?? message);
    }

    public void Dispose() => _logger.Dispose();
}
