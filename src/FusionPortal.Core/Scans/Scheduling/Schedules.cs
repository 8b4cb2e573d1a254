using Quartz;

namespace FusionPortal.Core.Scans.Scheduling;

/// <summary>Keeps the scheduler's triggers as the stored schedules say.</summary>
public sealed class Schedules(ISchedulerFactory schedulers, ScheduleQueries queries, TimeProvider clock)
{
    internal const string AccountKey = "accountId";
    internal const string OrgKey = "orgId";
    private const string Group = "schedules";

    /// <summary>Makes a trigger for every stored schedule and drops the others. Repeating it is harmless.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var wanted = (await queries.ListAsync(cancellationToken)).Where(s => s.Id is not null).ToDictionary(s => Key(s.Id!.Value));
        foreach (var key in await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(Group), cancellationToken))
            if (!wanted.ContainsKey(key)) await scheduler.DeleteJob(key, cancellationToken);
        foreach (var (key, schedule) in wanted)
        {
            // One whose time is over stays in the list, but the scheduler refuses what never fires.
            if (ScheduleQueries.NextAfter(schedule.Cron, clock.GetUtcNow()) is null || await scheduler.Exists(key, cancellationToken))
                continue;
            var job = JobBuilder.Create<Jobs.ScheduledScanJob>().WithIdentity(key);
            if (schedule.AccountId is { } account) job.UsingJobData(AccountKey, account);
            if (schedule.OrgId is { } org) job.UsingJobData(OrgKey, org);
            await scheduler.ScheduleJob(
                job.Build(),
                TriggerBuilder.Create().WithIdentity(key.Name, key.Group)
                    .WithSchedule(
                        CronScheduleBuilder.Create(schedule.Cron).InTimeZone(TimeZoneInfo.Utc)
                        .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
                    .Build(),
                ScheduleJobOptions.Replacing, cancellationToken);
        }
    }

    private static JobKey Key(Guid id) => new(id.ToString("N"), Group);
}
