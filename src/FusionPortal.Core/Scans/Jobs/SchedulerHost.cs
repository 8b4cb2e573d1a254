using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;

namespace FusionPortal.Core.Scans.Jobs;

/// <summary>
/// Starts the scheduler and stops it with the process. A database that is away or behind at start delays the jobs, not the pages: it
/// tries again until the database is there.
/// </summary>
public sealed class SchedulerHost(
    ISchedulerFactory schedulers, Scheduling.Schedules schedules, IOptions<ScanOptions> options, TimeProvider clock,
        ILogger<SchedulerHost> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private IScheduler? _scheduler;

    /// <summary>For /readyz: true where jobs run here, or where this process is configured to leave them to others.</summary>
    public bool IsReady => !options.Value.JobsEnabled || _scheduler?.Status == SchedulerStatus.Running;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Jobs are told to stop and are waited for; what they had not committed is recovered by another process or the next start.
        if (_scheduler is null) return;
        // Jobs that a database keeps waiting are waited for no longer than the host gives.
        var ended = _scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken).AsTask();
        await ended.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ended.IsCompletedSuccessfully)
            logger.LogWarning(ended.Exception, "Jobs did not end in time; what they had not committed is taken up again");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.JobsEnabled) return;
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var scheduler = await schedulers.GetScheduler(stoppingToken);
                await ScheduleAsync(scheduler, stoppingToken);
                await schedules.ApplyAsync(stoppingToken);
                await scheduler.Start(stoppingToken);
                _scheduler = scheduler;
                logger.LogInformation("Jobs run in this process, {Concurrency} at a time", options.Value.Concurrency);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning(e, "The scheduler could not be started; trying again in {Pause}", Pause);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ScheduleAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        var sweep = JobBuilder.Create<SweepJob>().WithIdentity(ScanJobs.Sweep).Build();
        await scheduler.ScheduleJob(
            sweep,
            TriggerBuilder.Create().WithIdentity("sweep", "scans").StartNow()
                .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(SweepEvery).RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)).Build(),
            ScheduleJobOptions.Replacing, cancellationToken);

        if (!options.Value.StartsByItself)
        {
            await scheduler.DeleteJob(ScanJobs.ScheduledScan, cancellationToken);
            return;
        }

        var scan = JobBuilder.Create<ScheduledScanJob>().WithIdentity(ScanJobs.ScheduledScan).Build();
        await scheduler.ScheduleJob(
            scan,
            TriggerBuilder.Create().WithIdentity("scheduled-scan", "scans")
                .WithSchedule(CronScheduleBuilder.Create(options.Value.Cron).InTimeZone(TimeZoneInfo.Utc)
                    .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
                .Build(),
            ScheduleJobOptions.Replacing, cancellationToken);
    }
}
