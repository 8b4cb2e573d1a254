using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using Npgsql;

namespace FusionPortal.Core.Findings.Verdicts;

/// <summary>What the last judging before a moment left of some resources: findings, reasons, and what of it still holds.</summary>
internal sealed class StoredVerdicts
{
    private readonly Dictionary<(Guid ArnHash, string ConventionId), FindingRow> _findings;
    private readonly ILookup<(int TargetId, string ConventionId, Guid SubjectHash), StoredReason> _reasons;
    private readonly Dictionary<int, TargetSight> _sights;

    private StoredVerdicts(
        Dictionary<(Guid, string), FindingRow> findings, ILookup<(int, string, Guid), StoredReason> reasons,
        Dictionary<int, TargetSight> sights) => (_findings, _reasons, _sights) = (findings, reasons, sights);

    private sealed record Of(Guid SubjectHash);

    public static async Task<StoredVerdicts> ReadAsync(
        NpgsqlConnection connection, Knowledge knowledge, string[] conventions, IReadOnlyList<PlacedResource> resources,
        DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var hashes = resources.Select(r => r.ArnHash).Distinct().ToArray();
        var targets = resources.Select(r => r.TargetId).Distinct().ToArray();
        return new(
            await FindingsAsync(connection, knowledge, conventions, hashes, asOf, cancellationToken),
            await ReasonsAsync(connection, [.. targets, 0], [.. hashes, Guid.Empty], asOf, cancellationToken),
            await SightsAsync(connection, knowledge, targets, asOf, cancellationToken));
    }

    public FindingRow? Finding(PlacedResource resource, string conventionId) =>
        _findings.GetValueOrDefault((resource.ArnHash, conventionId));

    /// <summary>Why this very resource could not be judged by the convention.</summary>
    public StoredReason? Reason(PlacedResource resource, string conventionId) =>
        _reasons[(resource.TargetId, conventionId, resource.ArnHash)].Concat(_reasons[(0, conventionId, resource.ArnHash)])
            .FirstOrDefault();

    /// <summary>Why several of its target could not, this one maybe among them.</summary>
    public IEnumerable<StoredReason> SharedReasons(PlacedResource resource, string conventionId) =>
        _reasons[(resource.TargetId, conventionId, Guid.Empty)];

    /// <summary>Whether its target was read, and the reading still holds.</summary>
    public TargetSight Sight(PlacedResource resource) => _sights[resource.TargetId];

    /// <summary>In a sentence, what would let a target be judged that is not covered.</summary>
    public static string Answer(string outcome) => NotEvaluatedQueries.Answer(outcome);

    private static async Task<Dictionary<(Guid, string), FindingRow>> FindingsAsync(
        NpgsqlConnection connection, Knowledge knowledge, string[] conventions, Guid[] hashes, DateTimeOffset? asOf,
        CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, asOf);
        FindingSql.Conditions(where, new FindingFilter(AsOf: asOf));
        where.And($"f.convention_id = any({where.Value(conventions)}) and f.subject_hash = any({where.Value(hashes)})");
        // Another one's place: it does not matter here when the finding was last seen, and finding that out costs the most.
        var rows = await where.ListAsync<FindingRow, Of>(
            connection,
            $"with {cover} select {FindingColumns.OfRow}, f.subject_hash {FindingSql.From(where, asOf)} "
                + $"{FindingSql.LastSeen(where.Value(HistoryClock.Micro(asOf ?? DateTimeOffset.MaxValue)))} where {where}",
            cancellationToken);
        return rows.ToDictionary(r => (r.Beside.SubjectHash, r.Row.ConventionId), r => r.Row);
    }

    private static async Task<ILookup<(int, string, Guid), StoredReason>> ReasonsAsync(
        NpgsqlConnection connection, int[] targets, Guid[] hashes, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        where.And(TallySql.Valid(where, "n", asOf));
        where.And($"n.target_id = any({where.Value(targets)}) and n.subject_hash = any({where.Value(hashes)})");
        return (await where.ListAsync<StoredReason>(
            connection,
            $"""
            select n.target_id, n.convention_id, n.subject_hash, n.why, n.answer, n.since from not_evaluated n where {where}
            order by n.target_id, n.convention_id, n.subject_hash, n.why_hash
            """,
            cancellationToken)).ToLookup(r => (r.TargetId, r.ConventionId, r.SubjectHash));
    }

    private static async Task<Dictionary<int, TargetSight>> SightsAsync(
        NpgsqlConnection connection, Knowledge knowledge, int[] targets, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, asOf);
        where.And($"c.target_id = any({where.Value(targets)})");
        return (await where.ListAsync<TargetSight>(
            connection,
            $"""
            with {cover}
            select c.target_id, c.account_id, c.region, c.service, c.outcome, coalesce(c.message, c.outcome) as message, c.since,
              c.last_complete_at
            from cover c where {where}
            """,
            cancellationToken)).ToDictionary(s => s.TargetId);
    }
}

/// <summary>Why something could not be judged, since when, and what would let it.</summary>
internal sealed record StoredReason(
    int TargetId, string ConventionId, Guid SubjectHash, string Why, string Answer, DateTimeOffset Since);

/// <summary>The target that showed a resource.</summary>
/// <param name="Outcome">Of the last attempt, as the coverage ledger has it.</param>
/// <param name="Message">Why it is not covered.</param>
/// <param name="Since">Since when it is not covered; null where it is.</param>
internal sealed record TargetSight(
    int TargetId, string AccountId, string Region, string Service, string Outcome, string Message, DateTimeOffset? Since,
    DateTimeOffset? LastCompleteAt);
