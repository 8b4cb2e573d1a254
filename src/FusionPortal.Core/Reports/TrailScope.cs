using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Runs;
using Npgsql;

namespace FusionPortal.Core.Reports;

/// <summary>Which entries of the audit trail are about the same as a report, so that its certificate can count those that were
/// redacted.</summary>
internal sealed class TrailScope
{
    private readonly SqlFilter _where;
    private readonly string _subjects;
    private readonly string? _ctes;

    private TrailScope(SqlFilter where, string subjects, string? ctes = null) => (_where, _subjects, _ctes) = (where, subjects, ctes);

    /// <summary>The findings the filter selects, the accounts and clients it leaves, and what everything is judged by: scans and
    /// books.</summary>
    /// <param name="filter">With a settled moment.</param>
    public static TrailScope OfFindings(FindingFilter filter, Knowledge knowledge)
    {
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, filter.AsOf);
        FindingSql.Conditions(where, filter);
        var client = filter.OrgId switch
        {
            null => "true",
            "" => "false",
            { } orgId => $"lower(substr(e.subject, 14)) = lower({where.Value(orgId)})",
        };
        var subjects = $"""
            {Estate(where, filter.AccountIds)} or e.subject like 'organization:%' and {client}
            or e.subject ~ '^finding:[0-9a-f]{"{8}-[0-9a-f-]{27}"}$' and exists (
              select {FindingSql.From(where, filter.AsOf)} where {where} and v.finding_id = substr(e.subject, 9)::uuid)
            """;
        return new TrailScope(where, subjects, cover);
    }

    /// <summary>Accounts, and what everything is judged by: scans and books.</summary>
    /// <param name="accountIds">Null or empty for every account.</param>
    public static TrailScope OfEstate(IReadOnlyList<string>? accountIds)
    {
        var where = new SqlFilter();
        return new TrailScope(where, Estate(where, accountIds));
    }

    /// <summary>One run, the runs of the resources it rests on, their templates, and its client.</summary>
    public static TrailScope OfRun(RunRecordHead head)
    {
        var where = new SqlFilter();
        var subjects = head.Linked.Append((head.RunId, head.TemplateKey))
            .SelectMany(run => new[] { $"run:{run.Item1}", $"template:{run.Item2}" }).Distinct().ToList();
        if (head.OrgId is { } orgId) subjects.Add($"organization:{orgId}");
        return new TrailScope(where, $"e.subject = any({where.Value(subjects.ToArray())})");
    }

    /// <summary>Entries up to a moment whose body is gone.</summary>
    public async Task<long> RedactedAsync(NpgsqlConnection connection, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var stream = _where.Value(AuditWriter.Stream);
        var until = _where.Value(HistoryClock.Micro(at));
        var found = await _where.ListAsync(
            connection,
            $"""
            {(_ctes is null ? "" : $"with {_ctes}")}
            select count(*) from audit.body b join audit.event e using (stream, seq)
            where b.body is null and b.stream = {stream} and e.at <= {until} and ({_subjects})
            """,
            r => r.GetInt64(0), cancellationToken);
        return found[0];
    }

    private static string Estate(SqlFilter where, IReadOnlyList<string>? accountIds) => $"""
        e.subject in ('findings', 'inventory') or e.subject like 'scan:%' or e.subject like 'convention-book:%'
          or e.subject like 'setting:%'
        or e.subject like 'account:%'
          and {(accountIds is { Count: > 0 } ids ? $"substr(e.subject, 9) = any({where.Value(ids.ToArray())})" : "true")}
        """;
}
