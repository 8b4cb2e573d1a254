using System.Data;
using System.Runtime.CompilerServices;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Inventory;
using Npgsql;

namespace FusionPortal.Core.Reports;

/// <summary>
/// Findings, streamed from one statement of the database: whatever happens meanwhile, it shows one moment. It holds nothing that has no
/// history, so a past moment gives the same bytes for ever: organizations and accounts appear by id, not by present name.
/// </summary>
internal sealed class FindingsReport(
    NpgsqlDataSource dataSource, Knowledge knowledge, FindingQueries findings, ComplianceQueries compliance) : Report<FindingFilter>
{
    private const string Select = """
        select 'F-' || f.number, f.convention_id, v.title, v.severity, v.status, v.mix_up, v.kind, v.name, f.subject, v.account_id,
          v.region,
          v.org_id, v.environment, v.expected, v.actual, v.first_seen_at, seen.at, coalesce(c.since, u.valid_from),
          case when c.since is not null then c.message else u.why end,
          case when v.status = 'Resolved' then case when v.subject_gone then 'Deleted' when v.told_by is not null then 'ToldOnce'
            else v.cause end end,
          coalesce(maker.facts->>'name', maker.facts->>'arn'), maker.facts->>'by', (maker.facts->>'at')::timestamptz
        """;

    // Who made it, as was known at that moment; JSON null where CloudTrail does not know.
    private static string Maker(string at) => $"""
        left join lateral (
          select m.facts from resource_fact m where m.arn_hash = f.subject_hash and m.source = '{ResourceFact.Creator}'
            and m.changed_at <= {at}
          union all
          select p.facts from resource_fact_past p
          where p.arn_hash = f.subject_hash and p.source = '{ResourceFact.Creator}' and p.valid_from <= {at} and p.valid_to > {at}
          limit 1) maker on true
        """;

    public override string Name => "findings";

    public override string Title => "Findings";

    public override string Summary =>
        "Findings against the convention book, as the portal knew them at one moment. The same question gives the same bytes.";

    public override string RowLabel => "finding";

    public override string Everything => "every account and client, not resolved";

    // 3 tells who made the resource, where that is known.
    public override int Version => 3;

    public override IReadOnlyList<string> Columns { get; } =
    [
        "number", "convention", "title", "severity", "status", "mix_up", "kind", "name", "subject", "account_id", "region", "org_id",
        "environment", "expected", "actual", "first_seen", "last_seen", "not_evaluated_since", "not_evaluated_why",
        "resolved_because", "made_by", "made_by_kind", "made_at",
    ];

    internal override HistoryDomains Domains => HistoryDomains.Estate | HistoryDomains.Records;

    protected override FilterKeys<FindingFilter> Keys => FindingKeys.All;

    private protected override async Task<ReportContent> ReadAsync(
        FindingFilter asked, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using (var connection = await dataSource.OpenConnectionAsync(cancellationToken))
            await HistoryKept.RequireAsync(connection, asked.AsOf, HistoryKept.Facts, cancellationToken);
        var filter = asked with { AsOf = at };
        return new ReportContent(Rows(filter, cancellationToken), TrailScope.OfFindings(filter, knowledge));
    }

    private protected override async Task<ReportEvidence?> EvidenceAsync(FindingFilter asked, CancellationToken cancellationToken)
    {
        var counts = await findings.CountAsync(asked, cancellationToken);
        var (score, coverage) = await compliance.OfReportAsync(asked, cancellationToken);
        return new ReportEvidence(counts.Matching, score, coverage);
    }

    private async IAsyncEnumerable<object?[]> Rows(FindingFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var where = new Where();
        var cover = knowledge.Cte(where, filter.AsOf);
        FindingSql.Conditions(where, filter);
        var at = where.Value(filter.AsOf!.Value);

        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        // Along the index of numbers instead of sorting at the end: the first rows leave at once however many there are.
        await Sql.RunAsync(
            connection, "set local enable_sort = off; set local enable_hashjoin = off; set local enable_mergejoin = off",
            cancellationToken);
        await using var command = where.Command(
            connection,
                $"with {cover} {Select} {FindingSql.From(where, filter.AsOf)} {FindingSql.LastSeen(at)} {Maker(at)} "
                    + $"where {where} order by f.number");
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object?[Columns.Count];
            for (var i = 0; i < row.Length; i++) row[i] = Value(reader, i);
            yield return row;
        }
    }

    private object? Value(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null
        : Columns[column] is "first_seen" or "last_seen" or "not_evaluated_since" or "made_at"
            ? reader.GetFieldValue<DateTimeOffset>(column)
        : reader.GetValue(column);
}
