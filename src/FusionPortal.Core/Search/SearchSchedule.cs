using FusionPortal.Core.Notifications;
using FusionPortal.Core.Scans;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;

namespace FusionPortal.Core.Search;

/// <summary>Brings the index up to date; one process at a time.</summary>
[DisallowConcurrentExecution]
internal sealed class SearchIndexJob(RefreshSearchIndex refresh) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await refresh.ExecuteAsync(whole: false, cancellationToken);
}

/// <summary>
/// Has the scheduler bring the index up to date: every half minute, and soon after people recorded something they may look for next. A
/// database that is away at start is waited for.
/// </summary>
internal sealed class SearchSchedule(
    ISchedulerFactory schedulers, PortalEvents events, IOptions<ScanOptions> options, TimeProvider clock, ILogger<SearchSchedule> logger)
    : BackgroundService
{
    internal static readonly JobKey Job = new("index", "search");

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly string[] Topics = ["organizations", "accounts", "convention-book", "shared-resource:", "findings"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.JobsEnabled) return;
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ScheduleAsync(stoppingToken);
                break;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning(e, "The index of search is not scheduled yet; trying again in {Pause}", Pause);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        IDisposable[] subscriptions = [.. Topics.Select(topic => events.Subscribe(topic, _ => SoonAsync(stoppingToken)))];
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var subscription in subscriptions) subscription.Dispose();
    }

    private async Task ScheduleAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.ScheduleJob(
            JobBuilder.Create<SearchIndexJob>().WithIdentity(Job).StoreDurably().Build(),
            TriggerBuilder.Create().WithIdentity(Job.Name, Job.Group).StartNow()
                .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(Every).RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)).Build(),
            ScheduleJobOptions.Replacing, cancellationToken);
    }

    private async Task SoonAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.ScheduleTrigger(
            TriggerBuilder.Create().ForJob(Job).WithIdentity($"{Job.Name}-soon", Job.Group).StartAt(clock.GetUtcNow() + Soon).Build(),
            TriggerConflict.Keep, cancellationToken);
    }
}
