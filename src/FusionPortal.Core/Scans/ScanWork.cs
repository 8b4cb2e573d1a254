using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Scans;

/// <summary>What there is to do, as the tables say it; the scheduler's own tables are never the truth about a scan.</summary>
internal static class ScanWork
{
    public static async Task<IReadOnlyList<int>> WaitingTargetsAsync(NpgsqlConnection connection, Guid scanId, CancellationToken cancellationToken) =>
        await Sql.ListAsync(
            connection, "select target_id from scan_target where scan_id = $1 and state in ('Waiting', 'Reading') order by target_id",
            r => r.GetInt32(0), cancellationToken, scanId);

    public static async Task<(Guid Id, ScanState State)?> ActiveAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var found = await Sql.ListAsync(
            connection, "select id, state from scan where active", r => (r.GetGuid(0), r.GetEnum<ScanState>(1)), cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>
    /// Moves a scan on once no target waits. A statement of its own, after the target's commit: of two targets that end together, the
    /// later statement sees both ended.
    /// </summary>
    /// <returns>True for the one caller that moved it.</returns>
    public static async Task<bool> FinishReadingAsync(NpgsqlConnection connection, Guid scanId, CancellationToken cancellationToken) =>
        await Sql.RunAsync(
            connection,
            """
            update scan set state = 'Evaluating' where id = $1 and state = 'Reading'
              and not exists (select from scan_target where scan_id = $1 and state in ('Waiting', 'Reading'))
            """,
            cancellationToken, scanId) == 1;
}
