using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using Npgsql;

namespace FusionPortal.Core.Scans.Reading;

/// <summary>Records how a target ended, in the scan and in the coverage ledger, in the caller's transaction.</summary>
internal static class TargetOutcome
{
    // Began as the coverage ledger keeps it, so that a past moment knows it to the microsecond too.
    // A process that lost its hold finds another attempt number, changes nothing and is told so.
    private const string EndSql = """
        update scan_target set state = $4, failure = $5, message = $6, ended_at = $7,
          pages = $8, calls = $9, throttled = $10, resources = $11, added = $12, changed = $13, removed = $14, apis = $15::jsonb,
            started_at = $16
        where scan_id = $1 and target_id = $2 and attempt = $3 and state = 'Reading'
        """;

    private const string NotifySql = "select pg_notify('portal', 'scan:' || $1::uuid)";

    /// <param name="lease">The hold that ends.</param>
    /// <param name="progress">What it cost.</param>
    /// <param name="merged">What was written.</param>
    /// <param name="refused">What AWS did not tell of the resources it listed; null for nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task CompletedAsync(
        TargetLease lease, ScanProgress progress, MergeResult merged, string? refused, CancellationToken cancellationToken)
    {
        await EndAsync(lease, progress, TargetState.Completed, null, refused, merged.At, merged, cancellationToken);
        await Sql.RunAsync(
            lease.Connection,
            """
            update coverage set outcome_since = case when outcome = 'Completed' then outcome_since else $2 end, outcome = 'Completed',
              message = $9,
              first_complete_at = coalesce(first_complete_at, $2), last_complete_at = $2, last_complete_scan_id = $3,
                last_complete_began_at = $6,
              last_attempt_at = $2, resources = $4, last_calls = $7, last_throttled = $8, total_calls = total_calls + $7,
              last_changed_at = case when $5 or last_changed_at is null then $2 else last_changed_at end
            where id = $1
            """,
            cancellationToken, lease.TargetId, merged.At, lease.ScanId, merged.Resources, merged.Differs,
            progress.BeganAt, progress.Calls, progress.Throttled, refused);
        await Sql.RunAsync(lease.Connection, NotifySql, cancellationToken, lease.ScanId);
    }

    public static async Task FailedAsync(
        TargetLease lease, ScanProgress progress, TargetFailure failure, string message, DateTimeOffset at,
            CancellationToken cancellationToken)
    {
        await EndAsync(lease, progress, TargetState.Failed, failure, message, at, null, cancellationToken);
        await CoverageFailedAsync(lease.Connection, lease.TargetId, failure, message, at, cancellationToken);
        await Sql.RunAsync(
            lease.Connection, "update coverage set last_calls = $2, last_throttled = $3, total_calls = total_calls + $2 where id = $1",
            cancellationToken, lease.TargetId, progress.Calls, progress.Throttled);
        await Sql.RunAsync(lease.Connection, NotifySql, cancellationToken, lease.ScanId);
    }

    /// <summary>Keeps what was read before and when; only says that it was not read this time.</summary>
    public static Task CoverageFailedAsync(
        NpgsqlConnection connection, int targetId, TargetFailure failure, string message, DateTimeOffset at,
            CancellationToken cancellationToken) =>
        Sql.RunAsync(
            connection,
            """
            update coverage set outcome_since = case when outcome in ('Completed', 'Never') then $4 else outcome_since end, outcome = $2,
              message = $3, last_attempt_at = $4
            where id = $1
            """,
            cancellationToken, targetId, failure.ToString(), message, at);

    private static async Task EndAsync(
        TargetLease lease, ScanProgress progress, TargetState state, TargetFailure? failure, string? message, DateTimeOffset at,
        MergeResult? merged, CancellationToken cancellationToken)
    {
        var changed = await Sql.RunAsync(
            lease.Connection, EndSql, cancellationToken,
            lease.ScanId, lease.TargetId, lease.Attempt, state.ToString(), failure?.ToString(), message, at,
            progress.Pages, progress.Calls, progress.Throttled, merged?.Resources ?? progress.Resources,
            merged?.Added ?? 0, merged?.Changed ?? 0, merged?.Removed ?? 0, progress.Apis, progress.BeganAt);
        if (changed != 1) throw new TargetLostException();
    }
}

/// <summary>Another process has taken the target in the meantime; what this one read is dropped.</summary>
internal sealed class TargetLostException() : Exception("Another process has taken the target.");
