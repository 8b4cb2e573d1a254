using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FusionPortal.Core.Scans;

/// <summary>
/// Tells monitoring how old what the portal knows is, under the meter <see cref="Name"/>: <c>fusionportal.knowledge.age</c>, seconds since the last
/// completed reading of anything, <c>fusionportal.knowledge.oldest_age</c>, seconds since that of the target read longest ago, and
/// <c>fusionportal.knowledge.aged_targets</c>. Asked of the database whenever somebody collects, so that a process that scans nothing tells too.
/// </summary>
public sealed class KnowledgeMeter : IHostedService, IDisposable
{
    public const string Name = "FusionPortal.Knowledge";

    private static readonly TimeSpan Held = TimeSpan.FromSeconds(5);

    private readonly Knowledge _knowledge;
    private readonly TimeProvider _clock;
    private readonly ILogger<KnowledgeMeter> _logger;
    private readonly Meter _meter = new(Name);
    private readonly Lock _asking = new();
    private KnowledgeAge? _age;
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;

    public KnowledgeMeter(Knowledge knowledge, TimeProvider clock, ILogger<KnowledgeMeter> logger)
    {
        (_knowledge, _clock, _logger) = (knowledge, clock, logger);
        _meter.CreateObservableGauge("fusionportal.knowledge.age", () => Age(a => a.NewestAt), "s", "Seconds since the last completed reading of any target.");
        _meter.CreateObservableGauge("fusionportal.knowledge.oldest_age", () => Age(a => a.OldestAt), "s", "Seconds since the last completed reading of the target read longest ago.");
        _meter.CreateObservableGauge(
            "fusionportal.knowledge.aged_targets", () => Ask() is { } age ? [new Measurement<int>(age.Aged)] : Array.Empty<Measurement<int>>(),
            "{target}", "Targets nobody has read since the limit; what was known of them is not evaluated.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Age(Func<KnowledgeAge, DateTimeOffset?> of) =>
        Ask() is { } age && of(age) is { } at ? [new Measurement<double>(Math.Max(0, (_clock.GetUtcNow() - at).TotalSeconds))] : [];

    // Instruments are collected by a thread of the collector's own and can only be answered there and then.
    private KnowledgeAge? Ask()
    {
        lock (_asking)
        {
            var now = _clock.GetUtcNow();
            if (now >= _askedAt && now - _askedAt < Held) return _age;
            _askedAt = now;
            try
            {
                return _age = Task.Run(() => _knowledge.AgeAsync(CancellationToken.None)).GetAwaiter().GetResult();
            }
            catch (NpgsqlException e)
            {
                // No measurement is what monitoring has to see; an old one would look alive.
                _logger.LogWarning(e, "How old the portal's knowledge is could not be read");
                return _age = null;
            }
        }
    }
}
