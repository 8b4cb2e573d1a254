using System.Data;
using System.Runtime.CompilerServices;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Inventory;
using Npgsql;

namespace FusionPortal.Core.Reports;

/// <summary>
/// Findings as a table, streamed from one statement of the database: whatever happens meanwhile, it shows one moment. It holds nothing
/// that has no history, so a past moment gives the same bytes for ever: organizations and accounts appear by id, not by present name.
/// </summary>
internal sealed class FindingsReport(NpgsqlDataSource dataSource, Knowledge knowledge)
{
    // 3 tells who made the resource, where that is known.
    public const int Version = 3;

    private static readonly string[] Columns =
    [
        "number", "convention", "title", "severity", "status", "mix_up", "kind", "name", "subject", "account_id", "region", "org_id",
        "environment", "expected", "actual", "first_seen", "last_seen", "not_evaluated_since", "not_evaluated_why",
        "resolved_because", "made_by", "made_by_kind", "made_at",
    ];

    private const string Select = """
        select 'F-' || f.number, f.convention_id, v.title, v.severity, v.status, v.mix_up, v.kind, v.name, f.subject, v.account_id, v.region,
          v.org_id, v.environment, v.expected, v.actual, v.first_seen_at, seen.at, coalesce(c.since, u.valid_from),
          case when c.since is not null then c.message else u.why end,
          case when v.status = 'Resolved' then case when v.subject_gone then 'Deleted' when v.told_by is not null then 'ToldOnce' else v.cause end end,
          coalesce(maker.facts->>'name', maker.facts->>'arn'), maker.facts->>'by', (maker.facts->>'at')::timestamptz
        """;

    // Who made it, as was known at that moment; JSON null where CloudTrail does not know.
    private static string Maker(string at) => $"""
        left join lateral (
          select m.facts from resource_fact m where m.arn_hash = f.subject_hash and m.source = '{ResourceFact.Creator}' and m.changed_at <= {at}
          union all
          select p.facts from resource_fact_past p
          where p.arn_hash = f.subject_hash and p.source = '{ResourceFact.Creator}' and p.valid_from <= {at} and p.valid_to > {at}
          limit 1) maker on true
        """;

    /// <param name="filter">Its moment is ignored.</param>
    /// <param name="at">A settled moment.</param>
    /// <param name="asOf">The moment as the caller asked for it; it is part of the content only if they did.</param>
    public ReportTable Table(FindingFilter filter, DateTimeOffset at, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        new("findings", Version, "filter", Describe(filter, asOf), Columns, Rows(filter with { AsOf = at }, cancellationToken))
        {
            Trail = TrailScope.OfFindings(filter with { AsOf = at }, knowledge),
        };

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
                $"with {cover} {Select} {FindingSql.From(where, filter.AsOf)} {FindingSql.LastSeen(at)} {Maker(at)} where {where} order by f.number");
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object?[Columns.Length];
            for (var i = 0; i < row.Length; i++) row[i] = Value(reader, i);
            yield return row;
        }
    }

    private static object? Value(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null
        : Columns[column] is "first_seen" or "last_seen" or "not_evaluated_since" or "made_at"
            ? reader.GetFieldValue<DateTimeOffset>(column)
        : reader.GetValue(column);

    private static List<KeyValuePair<string, string>> Describe(FindingFilter filter, DateTimeOffset? asOf)
    {
        var described = new List<KeyValuePair<string, string>>();
        List("account", filter.AccountIds);
        List("environment", filter.Environments?.Select(e => e.ToString()));
        One("organization", filter.OrgId);
        List("convention", filter.ConventionIds);
        List("severity", filter.Severities?.Select(s => s.ToString()));
        List("status", filter.Statuses?.Select(s => s.ToString()));
        One("mixUp", filter.MixUps is { } mixUps ? ReportValue.Text(mixUps) : null);
        One("kind", filter.Kind);
        One("text", string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim());
        One("deleted", filter.Deleted is { } deleted ? ReportValue.Text(deleted) : null);
        One("asOf", asOf is { } moment ? ReportValue.Text(moment) : null);
        return described;

        void One(string key, string? value)
        {
            if (value is not null) described.Add(new(key, value));
        }

        // In order, so that the same question asked in another order is the same question.
        void List(string key, IEnumerable<string>? values)
        {
            var joined = string.Join(',', (values ?? []).Distinct().Order(StringComparer.Ordinal));
            if (joined.Length > 0) One(key, joined);
        }
    }
}
