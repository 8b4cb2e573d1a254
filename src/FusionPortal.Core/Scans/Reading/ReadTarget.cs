using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans.Reading;

/// <summary>
/// Reads one target of a scan to its end: stages every page, then commits the whole target at once. A target that was not seen whole
/// changes no resource and no finding; it only says so in the coverage ledger. Repeating it is harmless.
/// </summary>
public sealed class ReadTarget(
    NpgsqlDataSource dataSource, ITargetReader reader, IOptions<ScanOptions> options, TimeProvider clock, ILogger<ReadTarget> logger)
{
    // A message of AWS or of a library is shown, but never at any length.
    private const int MaxMessage = 2000;

    /// <returns>True where this was the last target of the scan to end: judging is due.</returns>
    /// <exception cref="NpgsqlException">The database was lost. The target is taken up again when it is back.</exception>
    public Task<bool> ExecuteAsync(Guid scanId, int targetId, CancellationToken cancellationToken) =>
        ScanThreads.RunAsync(() => ReadAsync(scanId, targetId, cancellationToken), cancellationToken);

    private async Task<bool> ReadAsync(Guid scanId, int targetId, CancellationToken cancellationToken)
    {
        await using (
            var lease = await TargetLease.TakeAsync(dataSource, scanId, targetId, HistoryClock.Micro(clock.GetUtcNow()), cancellationToken))
        {
            if (lease is not null)
            {
                try
                {
                    await ReadAsync(lease, cancellationToken);
                }
                catch (TargetLostException)
                {
                    logger.LogWarning("Target {Target} of scan {ScanId} was taken over; what was read is dropped", lease.Target, scanId);
                }
            }
        }

        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await ScanWork.FinishReadingAsync(connection, scanId, cancellationToken);
    }

    private async Task ReadAsync(TargetLease lease, CancellationToken cancellationToken)
    {
        var progress = new ScanProgress(dataSource, clock, lease.ScanId, lease.TargetId, lease.Attempt, lease.Target.AccountId);
        using var span = PortalTelemetry.Span(
            "read target", new(PortalInstruments.Account, lease.Target.AccountId), new(PortalInstruments.Service, lease.Target.Service));
        try
        {
            var tagsOnly = lease.Target.Service == ScanTarget.Tagging ? ListedKinds(reader) : EmptyKinds;
            await using var stage =
                await ResourceStage.OpenAsync(lease.Connection, lease.TargetId, options.Value.HeldPerTarget, tagsOnly, cancellationToken);
            string? refused = null;
            await foreach (var page in reader.ReadAsync(lease.Target, progress, cancellationToken))
            {
                if (page.VoidsEarlierPages) await stage.ClearAsync(cancellationToken);
                refused = page.Refused ?? (page.VoidsEarlierPages ? null : refused);
                await stage.WriteAsync(page.Observations, cancellationToken);
                await progress.PageAsync(stage.Resources, cancellationToken);
            }

            await stage.FlushAsync(cancellationToken);
            await CommitAsync(lease, progress, stage, refused, cancellationToken);
        }
        catch (TargetFailedException e)
        {
            logger.LogWarning(e, "Target {Target} was not read whole: {Failure}", lease.Target, e.Failure);
            await FailAsync(lease, progress, e.Failure, e.Message, cancellationToken);
        }
        catch (Exception e) when (e is not (OperationCanceledException or NpgsqlException or TargetLostException) && Connected(lease))
        {
            // The reader's own mistake: the text may hold anything, so the ledger says where to look instead.
            logger.LogError(e, "Target {Target} could not be read", lease.Target);
            await FailAsync(
                lease, progress, TargetFailure.Failed, "The portal could not read the answer of AWS. Its log has the details.",
                cancellationToken);
        }
    }

    private async Task CommitAsync(
        TargetLease lease, ScanProgress progress, ResourceStage stage, string? refused, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.Connection.BeginTransactionAsync(cancellationToken);
        var merged = await ResourceMerge.ExecuteAsync(
            lease.Connection, lease.TargetId, stage, tagsToo: lease.Target.Service == ScanTarget.Tagging, progress.BeganAt, clock,
                cancellationToken);
        await TargetOutcome.CompletedAsync(lease, progress, merged, Short(refused), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Ended(lease, progress, nameof(TargetState.Completed));
        PortalTelemetry.ResourcesMerged(merged.Added, merged.Changed, merged.Removed);
        logger.LogInformation(
            "Target {Target}: {Resources} resources, {Added} added, {Changed} changed, {Removed} removed, {Calls} calls",
            lease.Target, merged.Resources, merged.Added, merged.Changed, merged.Removed, progress.Calls);
    }

    private async Task FailAsync(
        TargetLease lease, ScanProgress progress, TargetFailure failure, string message, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.Connection.BeginTransactionAsync(cancellationToken);
        var at = await HistoryClock.StampAsync(lease.Connection, clock, HistoryDomains.Estate, cancellationToken);
        await TargetOutcome.FailedAsync(lease, progress, failure, Short(message), at, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Ended(lease, progress, failure.ToString());
    }

    private void Ended(TargetLease lease, ScanProgress progress, string outcome) =>
        PortalTelemetry.TargetEnded(lease.Target.AccountId, lease.Target.Service, outcome, clock.GetUtcNow() - progress.BeganAt);

    [return: NotNullIfNotNull(nameof(message))]
    private static string? Short(string? message) => message?.Length > MaxMessage ? message[..MaxMessage] : message;

    private static FrozenSet<string> EmptyKinds { get; } = FrozenSet<string>.Empty;

    private static FrozenSet<string> ListedKinds(ITargetReader reader) =>
        reader.Services.SelectMany(s => s.Kinds).ToFrozenSet(StringComparer.Ordinal);

    private static bool Connected(TargetLease lease) => lease.Connection.FullState == System.Data.ConnectionState.Open;
}
