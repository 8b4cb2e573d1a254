using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Reports;

/// <param name="Filter">The page's filter; its AsOf is the report's.</param>
public sealed record FindingsReportRequest(FindingFilter Filter, ReportFormat Format);

/// <summary>Streams the findings report to whoever may sign in, and writes to the audit trail that it did.</summary>
public sealed class ProduceFindingsReport(
    IDbContextFactory<PortalDbContext> factory, NpgsqlDataSource dataSource, Knowledge knowledge, KnowledgeLimits limits,
        KnownFilters known, TimeProvider clock)
{
    /// <summary>The latest moment a report can be of: the asked one, or the last that nobody still writes before.</summary>
    /// <exception cref="RefusedException">The moment lies in the future or before what is kept, or is still being written.</exception>
    public Task<DateTimeOffset> MomentAsync(DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        HistoryClock.SettleAsync(dataSource, clock, asOf, HistoryDomains.Estate | HistoryDomains.Records, cancellationToken);

    /// <param name="output">Receives the file as it is made; memory does not grow with the report.</param>
    /// <returns>The hash of the canonical content: the same filter and moment always give the same.</returns>
    /// <exception cref="RefusedException">Forbidden; an unknown client, account, convention or kind, with suggestions; a moment that cannot
    /// be read; more rows than the format holds.</exception>
    public async Task<ReportProduced> ExecuteAsync(
        FindingsReportRequest request, Actor actor, Stream output, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Auditor, Role.Administrator);
        var at = await HistoryClock.SettleAsync(
            dataSource, clock, request.Filter.AsOf, HistoryDomains.Estate | HistoryDomains.Records, cancellationToken);
        await known.RequireAsync(request.Filter, at, cancellationToken);
        await using (var connection = await dataSource.OpenConnectionAsync(cancellationToken))
            await HistoryKept.RequireAsync(connection, request.Filter.AsOf, HistoryKept.Facts, cancellationToken);
        var table = new FindingsReport(dataSource, knowledge).Table(request.Filter, at, request.Filter.AsOf, cancellationToken) with
        {
            Limit = await limits.AtAsync(at, cancellationToken),
        };
        return await ReportOutput.WriteAsync(factory, table, request.Format, at, actor, clock, output, cancellationToken);
    }
}
