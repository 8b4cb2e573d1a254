using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Reports;

/// <param name="AsOf">The ledger as it stood then; null for now.</param>
public sealed record CoverageReportRequest(ReportFormat Format, DateTimeOffset? AsOf = null);

/// <summary>The coverage ledger as a file, written to the audit trail with its hash like every other export.</summary>
public sealed class ProduceCoverageReport(
    IDbContextFactory<PortalDbContext> factory, NpgsqlDataSource dataSource, CoverageLedgerQueries ledger, KnowledgeLimits limits,
        TimeProvider clock)
{
    private const int Version = 2;

    private static readonly string[] Columns =
    [
        "account_id", "account_name", "region", "service", "kind", "outcome", "since", "last_complete_at", "last_attempt_at", "resources",
            "last_calls",
        "last_throttled", "total_calls", "message",
    ];

    /// <returns>The hash of the canonical content: the same moment always gives the same.</returns>
    /// <exception cref="RefusedException">Forbidden, or a moment that cannot be read.</exception>
    public async Task<ReportProduced> ExecuteAsync(
        CoverageReportRequest request, Actor actor, Stream output, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Auditor, Role.Administrator);
        var at = await HistoryClock.SettleAsync(
            dataSource, clock, request.AsOf, HistoryDomains.Estate | HistoryDomains.Records, cancellationToken);
        var read = await ledger.ReadAsync(at, cancellationToken);
        List<KeyValuePair<string, string>> about = request.AsOf is { } asOf ? [new("asOf", ReportValue.Text(asOf))] : [];
        var table = new ReportTable("coverage", Version, "filter", about, Columns, Rows(read).ToAsyncEnumerable())
        {
            Trail = TrailScope.OfEstate(null),
            Limit = await limits.AtAsync(at, cancellationToken),
        };
        return await ReportOutput.WriteAsync(factory, table, request.Format, at, actor, clock, output, cancellationToken);
    }

    // In the ledger's order, and last the calls that listed accounts and regions.
    private static IEnumerable<object?[]> Rows(CoverageLedger ledger) =>
        ledger.Rows.Select(r => new object?[]
        {
            r.Target.AccountId, r.AccountName, r.Target.Region, r.Target.Service, r.IsPass ? "pass"
                : "target", r.Outcome.ToString(), r.Since,
            r.LastCompleteAt, r.LastAttemptAt, r.Resources, r.LastCalls, r.Throttled, r.TotalCalls, r.Message,
        }).Append(
            ["", "", ScanTarget.Global, "discovery", "discovery", "", null, null, null, null, null, null, ledger.DiscoveryCalls, null]);
}
