using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Filters;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Reports;

/// <param name="Name">Of a report in the <see cref="ReportCatalog"/>.</param>
/// <param name="Filter">Of that report's type, as <see cref="Report.Read"/> gives it; its AsOf is the report's.</param>
public sealed record ReportRequest(string Name, IAsOf Filter, ReportFormat Format);

/// <summary>Streams a report to whoever may have it, and writes to the audit trail that it did.</summary>
public sealed class ProduceReport(
    IDbContextFactory<PortalDbContext> factory, NpgsqlDataSource dataSource, ReportCatalog reports, KnowledgeLimits limits,
    KnownFilters known, TimeProvider clock)
{
    /// <summary>The latest moment a report can be of: the asked one, or the last that nobody still writes before.</summary>
    /// <exception cref="RefusedException">
    /// No such report; the moment lies in the future or before what is kept, or is still being written.
    /// </exception>
    public Task<DateTimeOffset> MomentAsync(string name, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        HistoryClock.SettleAsync(dataSource, clock, asOf, reports.Get(name).Domains, cancellationToken);

    /// <param name="request">Which report of what, and in which form.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="output">Receives the file as it is made; memory does not grow with the report.</param>
    /// <param name="cancellationToken">Ends it; that it began is in the trail all the same.</param>
    /// <returns>The hash of the canonical content: the same question and moment always give the same.</returns>
    /// <exception cref="RefusedException">
    /// No such report; forbidden; something needed is missing; something nobody knows, with suggestions; a moment that cannot be read; more
    /// rows than the format holds.
    /// </exception>
    public async Task<ReportProduced> ExecuteAsync(
        ReportRequest request, Actor actor, Stream output, CancellationToken cancellationToken)
    {
        var report = reports.Get(request.Name);
        actor.Require([.. report.MayProduce]);
        var given = report.Write(request.Filter);
        if (report.Parameters.FirstOrDefault(p => p.IsRequired && given.All(g => g.Key != p.Name)) is { } missing)
            throw new RefusedException(RefusalKind.Invalid, "missing", $"Which is asked for? {missing.Description}", missing.Name);
        var at = await MomentAsync(request.Name, request.Filter.AsOf, cancellationToken);
        await report.RequireKnownAsync(known, request.Filter, at, cancellationToken);
        var content = await report.ReadAsync(request.Filter, at, cancellationToken);
        var table = new ReportTable(report.Name, report.Version, report.AboutName, content.About!, report.Columns, content.Rows)
        {
            Trail = content.Trail,
            Limit = content.HasLimit ? await limits.AtAsync(at, cancellationToken) : null,
        };
        return await ReportOutput.WriteAsync(factory, table, request.Format, at, actor, clock, output, cancellationToken);
    }

    /// <summary>What was counted apart from the file.</summary>
    /// <returns>Null for a report that is not counted apart.</returns>
    /// <exception cref="RefusedException">No such report, or a moment that cannot be read.</exception>
    internal Task<ReportEvidence?> EvidenceAsync(ReportRequest request, CancellationToken cancellationToken) =>
        reports.Get(request.Name).EvidenceAsync(request.Filter, cancellationToken);
}
