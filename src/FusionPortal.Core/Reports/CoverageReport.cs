using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Filters;

namespace FusionPortal.Core.Reports;

/// <param name="AsOf">The ledger as it stood then; null for now.</param>
public sealed record CoverageFilter(DateTimeOffset? AsOf = null) : IAsOf;

/// <summary>The coverage ledger, in its own order.</summary>
internal sealed class CoverageReport(CoverageLedgerQueries ledger) : Report<CoverageFilter>
{
    private static readonly FilterKeys<CoverageFilter> Questions = new(
        new(), [], AsOfKey.Of<CoverageFilter>("The ledger as it stood at that moment, passes too.", (f, at) => f with { AsOf = at }));

    public override string Name => "coverage";

    public override string Title => "Coverage";

    public override string Answers => "What did the portal read from AWS, and what could it not read?";

    public override string Readers => "Auditors";

    public override string Summary =>
        "The coverage ledger: every service of every account and region with how its last attempt ended and what it cost in AWS calls.";

    public override string RowLabel => "line";

    public override string Everything => "every account, region and service";

    public override int Version => 2;

    public override IReadOnlyList<string> Columns { get; } =
    [
        "account_id", "account_name", "region", "service", "kind", "outcome", "since", "last_complete_at", "last_attempt_at", "resources",
        "last_calls", "last_throttled", "total_calls", "message",
    ];

    internal override HistoryDomains Domains => HistoryDomains.Estate | HistoryDomains.Records;

    protected override FilterKeys<CoverageFilter> Keys => Questions;

    private protected override async Task<ReportContent> ReadAsync(
        CoverageFilter asked, DateTimeOffset at, CancellationToken cancellationToken) =>
        new(Rows(await ledger.ReadAsync(at, cancellationToken)).ToAsyncEnumerable(), TrailScope.OfEstate(null));

    // Last the calls that listed accounts and regions.
    private static IEnumerable<object?[]> Rows(CoverageLedger ledger) =>
        ledger.Rows.Select(r => new object?[]
        {
            r.Target.AccountId, r.AccountName, r.Target.Region, r.Target.Service, r.IsPass ? "pass" : "target", r.Outcome.ToString(),
            r.Since, r.LastCompleteAt, r.LastAttemptAt, r.Resources, r.LastCalls, r.Throttled, r.TotalCalls, r.Message,
        }).Append(
            ["", "", ScanTarget.Global, "discovery", "discovery", "", null, null, null, null, null, null, ledger.DiscoveryCalls, null]);
}
