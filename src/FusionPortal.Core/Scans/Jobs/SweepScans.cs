using FusionPortal.Core.Data;
using FusionPortal.Core.Scans.Reading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans.Jobs;

/// <summary>
/// Hands over again whatever a scan still needs and no job has: after a database that went away, or a process that died between two
/// steps. Also starts the very first scan, and judges again when the records changed unnoticed.
/// </summary>
public sealed class SweepScans(
    NpgsqlDataSource dataSource, ScanJobs jobs, StartScan startScan, IScanEvaluation evaluation, IOptions<ScanOptions> options,
        ILogger<SweepScans> logger)
{
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        if (await ScanWork.ActiveAsync(connection, cancellationToken) is var (scanId, state))
        {
            await ResumeAsync(connection, scanId, state, cancellationToken);
            return;
        }

        if (options.Value.StartsByItself && !await Sql.ScalarAsync<bool>(connection, "select exists (select from scan)", cancellationToken))
            await startScan.ExecuteAsync(new StartScanRequest(Scheduled: true), Actor.System, cancellationToken);
        else if (await evaluation.IsStaleAsync(cancellationToken))
            await jobs.ReevaluateAsync(cancellationToken);
    }

    private async Task ResumeAsync(NpgsqlConnection connection, Guid scanId, ScanState state, CancellationToken cancellationToken)
    {
        switch (state)
        {
            case ScanState.Discovering when !await jobs.HasAsync(ScanJobs.DiscoverKey(scanId), cancellationToken):
                logger.LogWarning("Scan {ScanId} had no job to list its accounts; it has one again", scanId);
                await jobs.DiscoverAsync(scanId, cancellationToken);
                break;
            case ScanState.Reading:
                await ResumeTargetsAsync(connection, scanId, cancellationToken);
                break;
            case ScanState.Evaluating when !await jobs.HasAsync(ScanJobs.EvaluateKey(scanId), cancellationToken):
                logger.LogWarning("Scan {ScanId} had no job to judge it; it has one again", scanId);
                await jobs.EvaluateAsync(scanId, cancellationToken);
                break;
        }
    }

    private async Task ResumeTargetsAsync(NpgsqlConnection connection, Guid scanId, CancellationToken cancellationToken)
    {
        if (await ScanWork.FinishReadingAsync(connection, scanId, cancellationToken))
        {
            await jobs.EvaluateAsync(scanId, cancellationToken);
            return;
        }

        foreach (var targetId in await ScanWork.DueTargetsAsync(connection, scanId, cancellationToken))
        {
            if (await jobs.HasAsync(ScanJobs.TargetKey(scanId, targetId), cancellationToken)) continue;
            if (await TargetLease.IsHeldAsync(connection, targetId, cancellationToken)) continue;
            logger.LogWarning("Target {TargetId} of scan {ScanId} had no job; it has one again", targetId, scanId);
            await jobs.ReadTargetsAsync(scanId, [targetId], cancellationToken);
        }
    }
}
