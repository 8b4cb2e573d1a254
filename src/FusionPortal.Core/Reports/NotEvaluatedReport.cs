using FusionPortal.Core.Data;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Findings;

namespace FusionPortal.Core.Reports;

/// <summary>What could not be judged, and why. Accounts appear by id, so that a past moment gives the same bytes for ever.</summary>
internal sealed class NotEvaluatedReport(NotEvaluatedQueries notEvaluated) : Report<NotEvaluatedFilter>
{
    public override string Name => "not-evaluated";

    public override string Title => "Not evaluated";

    public override string Answers => "What could nobody judge, and why?";

    public override string Readers => "Auditors and administrators";

    public override string Summary => "What could not be judged, and why, and what would answer it.";

    public override string RowLabel => "reason";

    public override string Everything => "every account and convention";

    public override int Version => 1;

    public override IReadOnlyList<string> Columns { get; } =
        ["convention", "subject", "org_id", "account_id", "region", "service", "why", "what_would_answer_it", "since", "count"];

    internal override HistoryDomains Domains => HistoryDomains.Estate | HistoryDomains.Records;

    protected override FilterKeys<NotEvaluatedFilter> Keys => NotEvaluatedKeys.All;

    private protected override Task<ReportContent> ReadAsync(
        NotEvaluatedFilter asked, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var rows = notEvaluated.AllAsync(asked with { AsOf = at }, cancellationToken).Select(r =>
            new object?[] { r.ConventionId, r.Subject, r.OrgId, r.AccountId, r.Region, r.Service, r.Why, r.Answer, r.Since, r.Count });
        return Task.FromResult(
            new ReportContent(rows, TrailScope.OfEstate(asked.AccountId is { Length: > 0 } account ? [account] : null)));
    }
}
