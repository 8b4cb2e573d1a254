using System.Runtime.CompilerServices;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Filters;
using Npgsql;

namespace FusionPortal.Core.Findings;

/// <summary>Which verdicts that could not be given. Null means no restriction.</summary>
/// <param name="ConventionId">One convention; targets that were not read count for every convention.</param>
/// <param name="Text">Found anywhere in subject, organization or reason, ignoring case; % and _ are ordinary characters.</param>
/// <param name="AsOf">What the portal knew at that moment; null means now.</param>
public sealed record NotEvaluatedFilter(
    string? AccountId = null, string? ConventionId = null, string? Text = null, DateTimeOffset? AsOf = null) : IAsOf;

/// <summary>Why something could not be judged.</summary>
/// <param name="ConventionId">Null for every convention: the target itself was not read, or for what is judged over all accounts, one of
/// them too long ago.</param>
/// <param name="Subject">The one resource, or what else was to be judged; null for all the row counts.</param>
/// <param name="AccountId">Null for what is judged over all accounts, with the region and the service.</param>
/// <param name="Why">In a sentence; fit to be shown.</param>
/// <param name="Answer">What would let it be judged.</param>
/// <param name="Since">Null where the target was never read.</param>
/// <param name="Count">Pairs of resource and convention; for a target that was not read, resources last seen there.
/// For everything judged over all accounts (no convention, no account), pairs.</param>
public sealed record NotEvaluatedRow(
    string? ConventionId, string? Subject, string? OrgId, string? AccountId, string? AccountName, string? Region, string? Service,
    string Why, string Answer, DateTimeOffset? Since, int Count);

/// <param name="NextCursor">Give it back for the next page; null on the last.</param>
public sealed record NotEvaluatedPage(IReadOnlyList<NotEvaluatedRow> Rows, string? NextCursor);

/// <summary>Reads of what could not be judged, and why. Filters, order and paging run in SQL.</summary>
public sealed class NotEvaluatedQueries(NpgsqlDataSource dataSource, Knowledge knowledge, TimeProvider clock)
{
    public const int MaxPage = 500;

    // A whole account that nobody can read: one row.
    private const string OutOfSight = "OutOfSight";

    private sealed record Position(int TargetId, string ConventionId, Guid SubjectHash, Guid WhyHash);

    /// <param name="cursor">Of the page before; null for the first.</param>
    /// <param name="take">1 to <see cref="MaxPage"/>; other values are brought there.</param>
    /// <exception cref="RefusedException">The cursor is not of this list, or the moment lies in the future.</exception>
    public async Task<NotEvaluatedPage> ListAsync(NotEvaluatedFilter filter, string? cursor, int take, CancellationToken cancellationToken)
    {
        take = Math.Clamp(take, 1, MaxPage);
        filter = filter with { AsOf = await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken) };
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = Command(connection, filter, Cursor.Read<Position>(cursor), take + 1);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(NotEvaluatedRow View, Position At)>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add((Read(reader), new Position(reader.GetInt32(11), reader.GetString(12), reader.GetGuid(13), reader.GetGuid(14))));
        return new NotEvaluatedPage([.. rows.Take(take).Select(r => r.View)], rows.Count > take ? Cursor.Write(rows[take - 1].At) : null);
    }

    /// <summary>Every row at a settled moment, streamed.</summary>
    internal async IAsyncEnumerable<NotEvaluatedRow> AllAsync(
        NotEvaluatedFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = Command(connection, filter, null, null);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) yield return Read(reader);
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, NotEvaluatedFilter filter, Position? after, int? limit)
    {
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, filter.AsOf);
        var valid = TallySql.Valid(where, "n", filter.AsOf);
        var tallied = TallySql.Valid(where, "t", filter.AsOf);
        NotEvaluatedKeys.All.Restrict(where, filter);
        if (after is not null)
            where.And(
                $"(l.target_id, l.convention_id, l.subject_hash, l.why_hash) > ({where.Value(after.TargetId)}, "
                    + $"{where.Value(after.ConventionId)}, "
                + $"{where.Value(after.SubjectHash)}, {where.Value(after.WhyHash)})");
        var nobody = where.Value(Guid.Empty);
        // What lies in a target that is not covered is not evaluated for that reason, whatever stood in the way when it was last read.
        var sql = $"""
            with {cover},
            listed as (
              select n.target_id, n.convention_id, n.subject_hash, n.why_hash, n.subject, n.org_id, n.why, n.answer, n.since, n.pairs,
                null::text as outcome
              from not_evaluated n left join sight c on c.target_id = n.target_id where {valid} and c.since is null
              union all
              select c.target_id, '', {nobody}::uuid, {nobody}::uuid, null, null, coalesce(c.message, c.outcome), '', c.since, c.resources,
                c.outcome
              from cover c where c.outcome <> 'Completed' and c.sight = 'Read'
              union all
              select 0, '', {nobody}::uuid, {nobody}::uuid, null, null, c.message, '', c.since,
                sum(t.passed + t.violated + t.not_evaluated)::int, case c.message when {where.Value(Knowledge.UnjudgedMessage)}
                then '{nameof(CoverageOutcome.Unjudged)}' else '{nameof(CoverageOutcome.Aged)}' end
              from sight c join verdict_tally t on t.target_id = 0 and {tallied} where c.target_id = 0 and c.since is not null
                group by c.message, c.since
              union all
              select min(c.target_id), '', {nobody}::uuid, {nobody}::uuid, null, null, min(c.message), '', min(c.since),
                sum(c.resources)::int, '{OutOfSight}'
              from cover c where c.sight <> 'Read' and {Knowledge.Counts("c")} group by c.account_id)
            select l.convention_id, l.subject, l.org_id, k.account_id, a.name, case when l.outcome is distinct from '{OutOfSight}'
              then k.region end,
              case when l.outcome is distinct from '{OutOfSight}' then k.service end, l.why, l.answer, l.since, l.pairs,
              l.target_id, l.convention_id, l.subject_hash, l.why_hash, l.outcome
            from listed l left join coverage k on k.id = l.target_id left join account a on a.id = k.account_id
            where {where} order by l.target_id, l.convention_id, l.subject_hash,
              l.why_hash {(limit is { } rows ? $"limit {where.Value(rows)}" : "")}
            """;
        return where.Command(connection, sql);
    }

    private static NotEvaluatedRow Read(NpgsqlDataReader r) => new(
        r.GetString(0) is { Length: > 0 } convention ? convention
            : null, r.GetText(1), r.GetText(2), r.GetText(3), r.GetText(4), r.GetText(5), r.GetText(6),
        r.GetString(7), r.IsDBNull(15) ? r.GetString(8) : Answer(r.GetString(15)), r.GetNullable<DateTimeOffset>(9), r.GetInt32(10));

    internal static string Answer(string outcome) => outcome switch
    {
        OutOfSight => "Access to the account again, or retiring it on the page Accounts.",
        nameof(CoverageOutcome.Denied) => "Permission for the portal's role there, then a scan.",
        nameof(CoverageOutcome.NotSupported) =>
            "Enabling the region or the service for that account, or leaving it out of the configuration.",
        nameof(CoverageOutcome.Paused) => "Resuming scans of the account, then a scan.",
        nameof(CoverageOutcome.Aged) => "A scan; and a look at the schedules why none has ended by itself.",
        nameof(CoverageOutcome.Unjudged) => "A version of the portal that reads the convention book in force.",
        _ => "The next scan that reads it whole.",
    };
}
