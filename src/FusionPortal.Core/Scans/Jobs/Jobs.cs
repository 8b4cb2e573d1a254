using System.Globalization;
using FusionPortal.Core.Scans.Discovery;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.Core.Scans.Reading;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;

namespace FusionPortal.Core.Scans.Jobs;

/// <summary>
/// The schedule's own scan; joins one that is running, and waits for one of something else to end: full scans stay the truth however many
/// accounts and clients have schedules of their own.
/// </summary>
internal sealed class ScheduledScanJob(StartScan startScan, TimeProvider clock, ILogger<ScheduledScanJob> logger) : IJob
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Of the trigger by which a schedule's scan is tried again.</summary>
    internal static TriggerKey AgainKey(JobKey schedule) => new($"{schedule.Name}-again", schedule.Group);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var request = new StartScanRequest(
            Scheduled: true, context.MergedJobDataMap.GetString(Scheduling.Schedules.AccountKey),
                context.MergedJobDataMap.GetString(Scheduling.Schedules.OrgKey));
        try
        {
            await startScan.ExecuteAsync(request, Actor.System, cancellationToken);
        }
        catch (RefusedException e) when (e.Kind is RefusalKind.Conflict)
        {
            logger.LogInformation("A scheduled scan waits: {Reason}", e.Message);
            var key = context.JobDetail.Key;
            await context.Scheduler.ScheduleTrigger(
                TriggerBuilder.Create().ForJob(key).WithIdentity(AgainKey(key)).StartAt(clock.GetUtcNow() + Pause).Build(),
                    TriggerConflict.Replace, cancellationToken);
        }
        catch (RefusedException e) when (e.Kind is RefusalKind.NotFound)
        {
            // What was to be scanned is no more.
            logger.LogWarning("A scheduled scan was not started: {Reason}", e.Message);
        }
    }
}

/// <summary>Lists the accounts of a scan and hands over its targets.</summary>
internal sealed class DiscoverAccountsJob(DiscoverTargets discover, NpgsqlDataSource dataSource, ScanJobs jobs) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var scanId = context.ScanId();
        var targets = await discover.ExecuteAsync(scanId, cancellationToken);
        await jobs.ReadTargetsAsync(scanId, targets, cancellationToken);
        if (targets.Count > 0) return;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        if (await ScanWork.FinishReadingAsync(connection, scanId, cancellationToken)) await jobs.EvaluateAsync(scanId, cancellationToken);
    }
}

/// <summary>Reads one target. The scheduler recovers it when its process dies; the sweeper when its database was away.</summary>
internal sealed class ScanTargetJob(ReadTarget readTarget, NpgsqlDataSource dataSource, ScanJobs jobs) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var scanId = context.ScanId();
        var targetId = int.Parse((string)context.MergedJobDataMap[ScanJobs.TargetIdKey]!, CultureInfo.InvariantCulture);
        if (await readTarget.ExecuteAsync(scanId, targetId, cancellationToken))
        {
            await jobs.EvaluateAsync(scanId, cancellationToken);
            return;
        }

        // The last list of a region makes its tags due.
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await jobs.ReadTargetsAsync(
            scanId, await ScanWork.MadeDueAsync(connection, scanId, targetId, cancellationToken), cancellationToken);
    }
}

/// <summary>Judges what a scan saw and ends it.</summary>
internal sealed class EvaluateScanJob(IScanEvaluation evaluation, ScanJobs jobs) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await ExecuteAsync(context.ScanId(), cancellationToken);

    private async Task ExecuteAsync(Guid scanId, CancellationToken cancellationToken)
    {
        await evaluation.EvaluateAsync(scanId, cancellationToken);
        await jobs.PassesAsync(cancellationToken);
    }
}

/// <summary>Reads what costs calls by the resource, after a scan: facts of single resources, creators. Judges again where something is
/// known now that was not.</summary>
[DisallowConcurrentExecution]
internal sealed class PassesJob(ReadFacts facts, FindCreators creators, PruneHistory prune, ScanJobs jobs) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var differs = await facts.ExecuteAsync(cancellationToken);
        differs |= await creators.ExecuteAsync(cancellationToken);
        if (differs) await jobs.ReevaluateAsync(cancellationToken);
        await prune.ExecuteAsync(cancellationToken);
    }
}

/// <summary>Judges what is stored again, because the portal's records or the book changed.</summary>
[DisallowConcurrentExecution]
internal sealed class ReevaluateJob(IScanEvaluation evaluation) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await evaluation.ReevaluateAsync(cancellationToken);
}

/// <summary>Looks every minute for work that nobody has.</summary>
[DisallowConcurrentExecution]
internal sealed class SweepJob(SweepScans sweep) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await sweep.ExecuteAsync(cancellationToken);
}

internal static class JobContext
{
    public static Guid ScanId(this IJobExecutionContext context) => Guid.Parse((string)context.MergedJobDataMap[ScanJobs.ScanIdKey]!);
}
