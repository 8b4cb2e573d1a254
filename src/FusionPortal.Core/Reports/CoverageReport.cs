using FusionPortal.Core.Scans;

namespace FusionPortal.Core.Reports;

/// <summary>The coverage ledger for auditors.</summary>
public static class CoverageReport
{
    private static readonly string[] Columns =
    [
        "accountId", "accountName", "region", "service", "kind", "outcome", "since", "lastCompleteAt", "lastAttemptAt", "resources", "lastCalls", "lastThrottled", "totalCalls", "message",
    ];

    /// <summary>Writes every row, in the ledger's order, and a last one with the calls that listed accounts and regions.</summary>
    public static async Task WriteCsvAsync(CoverageLedger ledger, Stream output, CancellationToken cancellationToken)
    {
        await using var csv = await CsvReport.BeginAsync(output, Columns, cancellationToken);
        foreach (var r in ledger.Rows)
            await csv.RowAsync(
                [
                    r.Target.AccountId, r.AccountName, r.Target.Region, r.Target.Service, r.IsPass ? "pass" : "target", r.Outcome.ToString(), r.Since,
                    r.LastCompleteAt, r.LastAttemptAt, r.Resources, r.LastCalls, r.Throttled, r.TotalCalls, r.Message,
                ], cancellationToken);
        await csv.RowAsync(["", "", ScanTarget.Global, "discovery", "discovery", "", null, null, null, null, null, null, ledger.DiscoveryCalls, null], cancellationToken);
    }
}
