using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Scans;

/// <summary>What there is to do, as the tables say it; the scheduler's own tables are never the truth about a scan.</summary>
internal static class ScanWork
{
    /// <summary>
    /// Targets that may be read now. Tags are read after the lists of the same account and region: what is listed and has no tag was then
    /// there when the tags were read, and was never tagged; the other way round, everything made in between would look so.
    /// </summary>
    public static async Task<IReadOnlyList<int>> DueTargetsAsync(
        NpgsqlConnection connection, Guid scanId, CancellationToken cancellationToken) =>
        await Sql.ListAsync(
            connection,
            """
            select t.target_id from scan_target t join coverage c on c.id = t.target_id
            where t.scan_id = $1 and t.state in ('Waiting', 'Reading')
              and (c.service <> $2 or not exists (
                select from scan_target l join coverage k on k.id = l.target_id
                where l.scan_id = $1 and l.state in ('Waiting', 'Reading') and k.service <> $2 and k.account_id = c.account_id
                  and k.region in (c.region, $3)))
            order by t.target_id
            """,
            r => r.GetInt32(0), cancellationToken, scanId, ScanTarget.Tagging, ScanTarget.Global);

    /// <summary>Tagging targets of the same account that wait, and may be read now that this target has ended.</summary>
    public static async Task<IReadOnlyList<int>> MadeDueAsync(
        NpgsqlConnection connection, Guid scanId, int endedTargetId, CancellationToken cancellationToken)
    {
        var siblings = await Sql.ListAsync(
            connection,
            """
            select c.id from coverage e join coverage c on c.account_id = e.account_id and c.service = $2
              and (e.region = $3 or c.region = e.region)
            where e.id = $1 and e.service <> $2
            """,
            r => r.GetInt32(0), cancellationToken, endedTargetId, ScanTarget.Tagging, ScanTarget.Global);
        if (siblings.Count == 0) return [];
        var due = await DueTargetsAsync(connection, scanId, cancellationToken);
        return [.. due.Where(siblings.Contains)];
    }

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
