using System.Security.Cryptography;
using System.Text;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Data;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>Judges what a scan saw and ends the scan, all in one transaction. Repeating it is harmless: an ended scan is left
/// alone.</summary>
public sealed class EvaluateScan(
    IDbContextFactory<PortalDbContext> factory, NpgsqlDataSource dataSource, EvaluationInput input, TimeProvider clock,
        ILogger<EvaluateScan> logger)
{
    public Task ExecuteAsync(Guid scanId, CancellationToken cancellationToken) =>
        ScanThreads.RunAsync(() => JudgeAsync(scanId, cancellationToken), cancellationToken);

    private async Task JudgeAsync(Guid scanId, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await Judging.LockAsync(connection, cancellationToken);
        try
        {
            var startedAt = await Sql.ListAsync(
                connection, "select started_at from scan where id = $1 and state = 'Evaluating'", r => r.GetFieldValue<DateTimeOffset>(0),
                cancellationToken, scanId);
            if (startedAt.Count == 0) return;
            var (ended, state) = await PortalTelemetry.JudgingAsync(
                JudgedBecause.Scan, () => ExecuteAsync(db, connection, scanId, cancellationToken));
            PortalTelemetry.ScanEnded(state.ToString(), ended - startedAt[0]);
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open) await Judging.UnlockAsync(connection);
        }
    }

    private async Task<(DateTimeOffset At, ScanState State)> ExecuteAsync(
        PortalDbContext db, NpgsqlConnection connection, Guid scanId, CancellationToken cancellationToken)
    {
        var judging = new Judging(dataSource, input, clock);
        var (read, tallies, _) = await judging.StageAsync(connection, cancellationToken);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var result = await judging.MergeAsync(connection, scanId, read, tallies, cancellationToken);
        var nothing = await NothingReadAsync(connection, scanId, cancellationToken);
        var unjudged = read.Book.IsReadable ? null : BookQueries.Unreadable(read.Book);
        var state = nothing is null ? ScanState.Completed : ScanState.Failed;
        await Sql.RunAsync(
            connection,
            """
            update scan set state = $7, message = $8::text, active = false, ended_at = $2, findings_opened = $3, findings_reopened = $4,
              findings_resolved = $5, findings_deleted = $6
            where id = $1 and state = 'Evaluating'
            """,
            cancellationToken, scanId, result.At, result.Changes.Opened, result.Changes.Reopened, result.Changes.Resolved,
                result.Changes.Deleted,
            state.ToString(), nothing ?? unjudged);
        await Sql.RunAsync(connection, "select pg_notify('portal', 'scan:' || $1::uuid)", cancellationToken, scanId);
        await AuditWriter.AppendAsync(
            db, Actor.System, await EventAsync(connection, scanId, result, nothing, unjudged, cancellationToken), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        PortalTelemetry.Judged(JudgedBecause.Scan, result.Pairs, result.Changes.Opened, result.Changes.Reopened, result.Changes.Resolved);
        if (unjudged is not null) logger.LogError("Scan {ScanId}: {Unjudged}", scanId, unjudged);
        logger.LogInformation(
            "Scan {ScanId} ended: {Pairs} pairs judged, {Opened} findings opened, {Reopened} reopened, {Resolved} resolved",
            scanId, result.Pairs, result.Changes.Opened, result.Changes.Reopened, result.Changes.Resolved);
        return (result.At, state);
    }

    // Why the scan has failed; null where it read something, or had nothing to read.
    private static async Task<string?> NothingReadAsync(NpgsqlConnection connection, Guid scanId, CancellationToken cancellationToken)
    {
        var (targets, answered, accounts) = (await Sql.ListAsync(
            connection,
            """
            select count(t.*)::int, count(*) filter (where t.state = 'Completed')::int,
              (select count(*)::int from jsonb_array_elements(coalesce(max(s.accounts_unread::text)::jsonb, '[]')) u )
            from scan s left join scan_target t on t.scan_id = s.id and not t.out_of_sight where s.id = $1
            """,
            r => (r.GetInt32(0), r.GetInt32(1), r.GetInt32(2)), cancellationToken, scanId))[0];
        return answered > 0 ? null
            : targets > 0 ? $"Not one of {targets:N0} target{(targets == 1 ? "" : "s")} was read."
            : accounts > 0 ? "No account in the scan's scope can be read."
            : null;
    }

    // One event for the whole scan; the hash ties it to how each target ended.
    private static async Task<AuditEvent> EventAsync(
        NpgsqlConnection connection, Guid scanId, JudgingResult result, string? nothing, string? unjudged,
            CancellationToken cancellationToken)
    {
        var targets = await Sql.ListAsync(
            connection,
            """
            select c.account_id, c.region, c.service, t.state, coalesce(t.failure, ''), t.pages, t.calls, t.resources, t.added, t.changed,
              t.removed
            from scan_target t join coverage c on c.id = t.target_id where t.scan_id = $1 and not t.out_of_sight order by c.account_id,
              c.region, c.service
            """,
            r => new
            {
                Line = string.Join('|', Enumerable.Range(0, r.FieldCount).Select(i => r.GetValue(i))),
                Completed = r.GetString(3) == nameof(TargetState.Completed),
                Calls = r.GetInt32(6),
                Resources = r.GetInt32(7),
                Added = r.GetInt32(8),
                Changed = r.GetInt32(9),
                Removed = r.GetInt32(10),
            },
            cancellationToken, scanId);
        return new AuditEvent(nothing is null ? "scan.completed" : "scan.failed", $"scan:{scanId}", new
        {
            Number = await Sql.ScalarAsync<long>(connection, "select number from scan where id = $1", cancellationToken, scanId),
            Targets = targets.Count,
            Completed = targets.Count(t => t.Completed),
            Gaps = targets.Count(t => !t.Completed),
            Message = nothing ?? unjudged,
            Calls = targets.Sum(t => (long)t.Calls),
            Resources = targets.Where(t => t.Completed).Sum(t => (long)t.Resources),
            Added = targets.Sum(t => (long)t.Added),
            Changed = targets.Sum(t => (long)t.Changed),
            Removed = targets.Sum(t => (long)t.Removed),
            result.BookVersion,
            result.Pairs,
            result.Changes.Opened,
            result.Changes.Reopened,
            result.Changes.Resolved,
            result.Changes.Deleted,
            TargetsSha256 =
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', targets.Select(t => t.Line))))),
        });
    }
}
