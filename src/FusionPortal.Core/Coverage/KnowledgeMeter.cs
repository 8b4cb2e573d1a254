using System.Diagnostics.Metrics;
using FusionPortal.Core.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FusionPortal.Core.Coverage;

/// <summary>
/// Tells monitoring how old what the portal knows is, under the meter <see cref="Name"/>. Asked of the database whenever somebody collects,
/// so that a process that scans nothing tells too.
/// </summary>
public sealed class KnowledgeMeter : IHostedService, IDisposable
{
    public const string Name = PortalInstruments.KnowledgeMeterName;

    private readonly TimeProvider _clock;
    private readonly AskedOfDatabase<KnowledgeAge> _asked;
    private readonly Meter _meter = new(Name);

    public KnowledgeMeter(Knowledge knowledge, TimeProvider clock, ILogger<KnowledgeMeter> logger)
    {
        _clock = clock;
        _asked = new AskedOfDatabase<KnowledgeAge>("How old the portal's knowledge is", knowledge.AgeAsync, clock, logger);
        _meter.Gauge(PortalInstruments.KnowledgeAge, () => Age(a => a.NewestAt));
        _meter.Gauge(PortalInstruments.KnowledgeOldestAge, () => Age(a => a.OldestAt));
        _meter.Gauge<int>(PortalInstruments.AgedTargets, () => _asked.Now() is { } age ? [new(age.Aged)] : []);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _asked.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _asked.Dispose();
        _meter.Dispose();
    }

    private IEnumerable<Measurement<double>> Age(Func<KnowledgeAge, DateTimeOffset?> of) =>
        _asked.Now() is { } age && of(age) is { } at ? [new(Math.Max(0, (_clock.GetUtcNow() - at).TotalSeconds))] : [];
}
