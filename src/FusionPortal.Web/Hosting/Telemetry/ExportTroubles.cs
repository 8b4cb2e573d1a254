using System.Diagnostics.Tracing;
using System.Globalization;

namespace FusionPortal.Web.Hosting.Telemetry;

/// <summary>
/// Says in the log that metrics or traces do not reach the collector: the exporters tell nobody but the runtime's event sources. Once a
/// minute at most.
/// </summary>
internal sealed class ExportTroubles(ILogger<ExportTroubles> logger, TimeProvider clock) : EventListener, IHostedService
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private DateTimeOffset _saidAt = DateTimeOffset.MinValue;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Called by the base's constructor for sources that exist already, and for each that comes.
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Exporter) EnableEvents(eventSource, EventLevel.Warning);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventSource.Name != Exporter) return;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (now - _saidAt < Pause) return;
            _saidAt = now;
        }

        var reason =
            string.Format(CultureInfo.InvariantCulture, eventData.Message ?? eventData.EventName ?? "", [.. eventData.Payload ?? new([])]);
        logger.LogWarning("Metrics or traces do not reach Telemetry:Endpoint: {Reason}", reason);
    }
}
