using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Findings;

internal static class PreviousScans
{
    /// <summary>When the scan before the last one ended; null where there have not been two since what is compared is kept.</summary>
    public static Task<DateTimeOffset?> EndAsync(NpgsqlConnection connection, DateTimeOffset at, CancellationToken cancellationToken) =>
        MomentAsync(
            connection,
            """
            select s.ended_at from (select ended_at from scan where state = 'Completed' and ended_at <= $1 order by ended_at desc offset 1
              limit 1) s
            where not exists (select from history_kept k where k.what in ('records', 'verdicts') and k.kept_from > s.ended_at)
            """,
            at, cancellationToken);

    /// <summary>Whether a scan had ended by a moment, and what is compared is kept since.</summary>
    public static Task<bool> IsKnownAsync(NpgsqlConnection connection, DateTimeOffset at, CancellationToken cancellationToken) =>
        Sql.ScalarAsync<bool>(
            connection,
            """
            select exists (select from scan where state = 'Completed' and ended_at <= $1)
              and not exists (select from history_kept k where k.what in ('records', 'verdicts') and k.kept_from > $1)
            """,
            cancellationToken, HistoryClock.Micro(at));

    private static async Task<DateTimeOffset?> MomentAsync(
        NpgsqlConnection connection, string sql, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var found =
            await Sql.ListAsync(connection, sql, r => r.GetFieldValue<DateTimeOffset>(0), cancellationToken, HistoryClock.Micro(at));
        return found.Count == 0 ? null : found[0];
    }
}
