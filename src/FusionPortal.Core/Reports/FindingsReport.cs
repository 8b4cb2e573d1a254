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
    // What the portal calls otherwise inside, and what only this report tells.
    private static readonly Dictionary<string, string> Own = new(StringComparer.Ordinal)
    {
        ["number"] = "'F-' || f.number",
        ["convention"] = FindingColumns.Read("convention_id"),
        ["first_seen"] = FindingColumns.Read("first_seen_at"),
        ["last_seen"] = FindingColumns.Read("last_seen_at"),
        ["resolved_because"] = """
            case when v.status = 'Resolved' then case when v.subject_gone then 'Deleted' when v.told_by is not null then 'ToldOnce'
              else v.cause end end
            """,
        ["made_by"] = "coalesce(creator.facts->>'name', creator.facts->>'arn')",
        ["made_by_kind"] = "creator.facts->>'by'",
        ["made_at"] = "(creator.facts->>'at')::timestamptz",
    };

    // Who made it, as was known at that moment; JSON null where CloudTrail does not know.
    private static string Creator(string at) => $"""
        left join lateral (
          select m.facts from resource_fact m where m.arn_hash = f.subject_hash and m.source = '{ResourceFact.Creator}'
            and m.changed_at <= {at}
          union all
          select p.facts from resource_fact_past p
          where p.arn_hash = f.subject_hash and p.source = '{ResourceFact.Creator}' and p.valid_from <= {at} and p.valid_to > {at}
          limit 1) creator on true
        """;

    public override string Name => "findings";

    public override string Title => "Findings";

    public override string Answers => "What violated the convention book at one moment?";

    public override string Readers => "Auditors and leads";

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

    private string Select => string.Join(", ", Columns.Select(name => Own.GetValueOrDefault(name) ?? FindingColumns.Read(name)));

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
        var where = new SqlFilter();
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
                $"with {cover} select {Select} {FindingSql.From(where, filter.AsOf)} {FindingSql.LastSeen(at)} {Creator(at)} "
                    + $"where {where} order by f.number");
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) yield return SqlRows.Values(reader);
    }
}
