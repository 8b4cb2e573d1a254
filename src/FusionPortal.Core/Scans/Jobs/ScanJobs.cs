using System.Globalization;
using Quartz;

namespace FusionPortal.Core.Scans.Jobs;

/// <summary>
/// Hands work to the scheduler. Every job has a name made from what it works on, so handing over the same work twice gives one job.
/// A process without jobs of its own hands over just the same; another process takes them.
/// </summary>
public sealed class ScanJobs(ISchedulerFactory schedulers, TimeProvider clock)
{
    internal const string ScanIdKey = "scanId";
    internal const string TargetIdKey = "targetId";
    internal static readonly JobKey ScheduledScan = new("scheduled-scan", "scans");
    internal static readonly JobKey Sweep = new("sweep", "scans");
    internal static readonly JobKey Reevaluate = new("reevaluate", "scans");
    internal static readonly JobKey Passes = new("passes", "scans");

    // Several changes made in one sitting are judged once.
    private static readonly TimeSpan Coalesce = TimeSpan.FromSeconds(1);

    public Task DiscoverAsync(Guid scanId, CancellationToken cancellationToken) =>
        AddAsync<DiscoverAccountsJob>(DiscoverKey(scanId), scanId, null, cancellationToken);

    public async Task ReadTargetsAsync(Guid scanId, IReadOnlyList<int> targetIds, CancellationToken cancellationToken)
    {
        foreach (var targetId in targetIds)
            await AddAsync<ScanTargetJob>(TargetKey(scanId, targetId), scanId, targetId, cancellationToken);
    }

    public Task EvaluateAsync(Guid scanId, CancellationToken cancellationToken) =>
        AddAsync<EvaluateScanJob>(EvaluateKey(scanId), scanId, null, cancellationToken);

    /// <summary>Judges what is stored again, soon, without calling AWS. Asking again before it has begun changes nothing.</summary>
    public Task ReevaluateAsync(CancellationToken cancellationToken) => SoonAsync<ReevaluateJob>(Reevaluate, cancellationToken);

    /// <summary>Reads what costs calls by the resource, soon. Asking again before it has begun changes nothing.</summary>
    public Task PassesAsync(CancellationToken cancellationToken) => SoonAsync<PassesJob>(Passes, cancellationToken);

    private async Task SoonAsync<TJob>(JobKey key, CancellationToken cancellationToken) where TJob : IJob
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.AddJob(
            JobBuilder.Create<TJob>().WithIdentity(key).StoreDurably().RequestRecovery().Build(), new AddJobOptions { Replace = true },
                cancellationToken);
        await scheduler.ScheduleTrigger(
            TriggerBuilder.Create().ForJob(key).WithIdentity(key.Name, key.Group).StartAt(clock.GetUtcNow() + Coalesce).Build(),
            TriggerConflict.Keep, cancellationToken);
    }

    /// <summary>True while the scheduler still has the job: waiting, running here or elsewhere, or to be recovered.</summary>
    internal async Task<bool> HasAsync(JobKey key, CancellationToken cancellationToken) =>
        await (await schedulers.GetScheduler(cancellationToken)).Exists(key, cancellationToken);

    internal static JobKey DiscoverKey(Guid scanId) => new(scanId.ToString("N"), "discover");

    internal static JobKey TargetKey(Guid scanId, int targetId) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{scanId:N}-{targetId}"), "target");

    internal static JobKey EvaluateKey(Guid scanId) => new(scanId.ToString("N"), "evaluate");

    private async Task AddAsync<TJob>(JobKey key, Guid scanId, int? targetId, CancellationToken cancellationToken) where TJob : IJob
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        if (await scheduler.Exists(key, cancellationToken)) return;
        var job = JobBuilder.Create<TJob>().WithIdentity(key).RequestRecovery().UsingJobData(ScanIdKey, scanId.ToString("D"));
        if (targetId is { } id) job.UsingJobData(TargetIdKey, id.ToString(CultureInfo.InvariantCulture));
        try
        {
            await scheduler.ScheduleJob(
                job.Build(), TriggerBuilder.Create().WithIdentity(key.Name, key.Group).StartNow().Build(), new ScheduleJobOptions(),
                    cancellationToken);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Another process handed over the same work in the same moment.
        }
    }
}
