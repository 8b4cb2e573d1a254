using FusionPortal.Core.Notifications;
using Microsoft.Extensions.Hosting;

namespace FusionPortal.Core.Scans.Jobs;

/// <summary>
/// Asks for a re-evaluation when organizations, accounts or the book change. Every process hears of it and asks; the scheduler keeps
/// one request. What is missed here the sweeper finds within a minute.
/// </summary>
internal sealed class ReevaluateOnChange(PortalEvents events, ScanJobs jobs) : IHostedService, IDisposable
{
    private static readonly string[] Topics = ["organizations", "accounts", "convention-book"];

    private readonly CancellationTokenSource _stop = new();
    private IDisposable[] _subscriptions = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscriptions = [.. Topics.Select(topic => events.Subscribe(topic, _ => jobs.ReevaluateAsync(_stop.Token)))];
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
        await _stop.CancelAsync();
    }

    public void Dispose() => _stop.Dispose();
}
