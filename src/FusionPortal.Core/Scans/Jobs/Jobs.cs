using System.Globalization;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.People;
using FusionPortal.Core.Scans.Discovery;
using FusionPortal.Core.Scans.Reading;
using Npgsql;
using Quartz;

namespace FusionPortal.Core.Scans.Jobs;

/// <summary>The schedule's own scan; joins one that is running.</summary>
internal sealed class ScheduledScanJob(StartScan startScan) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await startScan.ExecuteAsync(new StartScanRequest(Scheduled: true), Actor.System, cancellationToken);
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
internal sealed class ScanTargetJob(ReadTarget readTarget, ScanJobs jobs) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var scanId = context.ScanId();
        var targetId = int.Parse((string)context.MergedJobDataMap[ScanJobs.TargetIdKey]!, CultureInfo.InvariantCulture);
        if (await readTarget.ExecuteAsync(scanId, targetId, cancellationToken)) await jobs.EvaluateAsync(scanId, cancellationToken);
    }
}

/// <summary>Judges what a scan saw and ends it.</summary>
internal sealed class EvaluateScanJob(EvaluateScan evaluate) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await evaluate.ExecuteAsync(context.ScanId(), cancellationToken);
}

/// <summary>Judges what is stored again, because the portal's records or the book changed.</summary>
[DisallowConcurrentExecution]
internal sealed class ReevaluateJob(Reevaluate reevaluate) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await reevaluate.ExecuteAsync(cancellationToken);
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
