using FusionPortal.Core.Data;
using FusionPortal.Core.Findings.Verdicts;
using FusionPortal.Core.Inventory;
using Npgsql;

namespace FusionPortal.Core.Findings;

/// <summary>Reads what differed when a finding last turned.</summary>
internal static class FindingDifferences
{
    /// <param name="life">Of the finding, oldest first.</param>
    /// <param name="subject">Of the finding.</param>
    /// <param name="now">The moment that is asked of.</param>
    /// <returns>Null where the finding is not of a resource, or nothing ever turned it but people.</returns>
    public static async Task<FindingDifference?> OfAsync(
        NpgsqlConnection connection, IReadOnlyList<FindingMoment> life, string subject, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var last = -1;
        for (var i = 0; i < life.Count; i++)
            if (life[i].Cause != FindingCause.Acknowledged) last = i;
        var hash = Fingerprint.Of(subject);
        if (last < 0 || await TargetAsync(connection, hash, now, cancellationToken) is not { } target) return null;
        var turn = life[last];
        // The scan stored what it read before it was judged; what a scan before it read was judged before.
        var began = turn.ScanNumber is { } number ? await BeganAsync(connection, number, cancellationToken) ?? turn.At : turn.At;
        var changes = (await ResourceHistory.ReadAsync(connection, target, hash, now, cancellationToken))
            .Where(c => c.Kind is not (ResourceChangeKind.FindingOpened or ResourceChangeKind.FindingResolved)).ToList();
        return new FindingDifference(
            turn, last == 0 ? null : life[last - 1], [.. changes.Where(c => c.At >= began && c.At <= turn.At)],
            [.. changes.Where(c => c.At > turn.At)]);
    }

    private static Task<int?> TargetAsync(
        NpgsqlConnection connection, Guid hash, DateTimeOffset now, CancellationToken cancellationToken) =>
        Sql.ScalarAsync<int?>(
            connection,
            """
            select r.target_id from coverage c join resource_version r on r.target_id = c.id
            where not c.is_pass and r.arn_hash = $1 and r.valid_from <= $2 order by (r.valid_to > $2) desc, r.valid_from desc, r.target_id
            limit 1
            """,
            cancellationToken, hash, now);

    private static async Task<DateTimeOffset?> BeganAsync(NpgsqlConnection connection, long number, CancellationToken cancellationToken) =>
        await Sql.ScalarAsync<DateTime?>(connection, "select started_at from scan where number = $1", cancellationToken, number);
}
