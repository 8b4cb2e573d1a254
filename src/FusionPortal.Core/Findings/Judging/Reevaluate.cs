using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>
/// Judges what is stored again because organizations, declared accounts or the book changed. Makes no AWS call. Does nothing where the
/// last judging still holds, or before the first scan.
/// </summary>
public sealed class Reevaluate(
    IDbContextFactory<PortalDbContext> factory, NpgsqlDataSource dataSource, EvaluationInput input, TimeProvider clock,
        ILogger<Reevaluate> logger)
{
    /// <returns>True where something was judged.</returns>
    public Task<bool> ExecuteAsync(CancellationToken cancellationToken) =>
        ScanThreads.RunAsync(() => JudgeAsync(cancellationToken), cancellationToken);

    private async Task<bool> JudgeAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await Judging.LockAsync(connection, cancellationToken);
        try
        {
            var judged = false;
            // Records may change while they are judged: go on until they stand still.
            while (await PortalTelemetry.JudgingAsync(
                JudgedBecause.Records, () => OnceAsync(db, connection, cancellationToken), done => done)) judged = true;
            return judged;
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open) await Judging.UnlockAsync(connection);
        }
    }

    private async Task<bool> OnceAsync(PortalDbContext db, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var judging = new Judging(dataSource, input, clock);
        if (await EvaluationInput.LastHashAsync(connection, cancellationToken) is null) return false;
        var (read, tallies, _) = await judging.StageAsync(connection, cancellationToken);
        if (tallies is null) return false;

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var result = await judging.MergeAsync(connection, null, read, tallies, cancellationToken);
        await AuditWriter.AppendAsync(db, Actor.System, Event(result), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        PortalTelemetry.Judged(
            JudgedBecause.Records, result.Pairs, result.Changes.Opened, result.Changes.Reopened, result.Changes.Resolved);
        logger.LogInformation(
            "Judged again without a scan: {Opened} findings opened, {Reopened} reopened, {Resolved} resolved",
            result.Changes.Opened, result.Changes.Reopened, result.Changes.Resolved);
        return true;
    }

    internal static AuditEvent Event(JudgingResult result) => new("findings.reevaluated", "findings", new
    {
        result.BookVersion,
        result.Pairs,
        result.Changes.Opened,
        result.Changes.Reopened,
        result.Changes.Resolved,
        result.Changes.Deleted,
        InputSha256 = result.InputHash,
    });
}
