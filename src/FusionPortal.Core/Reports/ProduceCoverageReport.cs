using FusionPortal.Core.Data;
using FusionPortal.Core.People;
using FusionPortal.Core.Scans;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Reports;

/// <param name="Format">The ledger is of now: what passes read outside scans has no past.</param>
public sealed record CoverageReportRequest(ReportFormat Format);

/// <summary>The coverage ledger as a file, written to the audit trail with its hash like every other export.</summary>
public sealed class ProduceCoverageReport(IDbContextFactory<PortalDbContext> factory, CoverageLedgerQueries ledger, TimeProvider clock)
{
    private const int Version = 2;

    private static readonly string[] Columns =
    [
        "account_id", "account_name", "region", "service", "kind", "outcome", "since", "last_complete_at", "last_attempt_at", "resources", "last_calls",
        "last_throttled", "total_calls", "message",
    ];

    /// <exception cref="RefusedException">Forbidden.</exception>
    public async Task<ReportProduced> ExecuteAsync(CoverageReportRequest request, Actor actor, Stream output, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Auditor, Role.Administrator);
        var at = clock.GetDatabaseNow();
        var read = await ledger.ReadAsync(cancellationToken);
        var table = new ReportTable("coverage", Version, "filter", [], Columns, Rows(read).ToAsyncEnumerable()) { Trail = TrailScope.OfEstate(null) };
        return await ReportOutput.WriteAsync(factory, table, request.Format, at, actor, clock, output, cancellationToken);
    }

    // In the ledger's order, and last the calls that listed accounts and regions.
    private static IEnumerable<object?[]> Rows(CoverageLedger ledger) =>
        ledger.Rows.Select(r => new object?[]
        {
            r.Target.AccountId, r.AccountName, r.Target.Region, r.Target.Service, r.IsPass ? "pass" : "target", r.Outcome.ToString(), r.Since,
            r.LastCompleteAt, r.LastAttemptAt, r.Resources, r.LastCalls, r.Throttled, r.TotalCalls, r.Message,
        }).Append(["", "", ScanTarget.Global, "discovery", "discovery", "", null, null, null, null, null, null, ledger.DiscoveryCalls, null]);
}
