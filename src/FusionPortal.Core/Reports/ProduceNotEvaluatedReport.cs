using System.Runtime.CompilerServices;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Reports;

/// <param name="Filter">The page's filter; its AsOf is the report's.</param>
public sealed record NotEvaluatedReportRequest(NotEvaluatedFilter Filter, ReportFormat Format);

/// <summary>
/// Streams what could not be judged, and why, to whoever may sign in, and writes to the audit trail that it did. Accounts appear by id, so
/// that a
/// past moment gives the same bytes for ever.
/// </summary>
public sealed class ProduceNotEvaluatedReport(
    IDbContextFactory<PortalDbContext> factory, NpgsqlDataSource dataSource, NotEvaluatedQueries notEvaluated, KnowledgeLimits limits,
        KnownFilters known,
    TimeProvider clock)
{
    private static readonly string[] Columns =
        ["convention", "subject", "org_id", "account_id", "region", "service", "why", "what_would_answer_it", "since", "count"];

    /// <param name="output">Receives the file as it is made; memory does not grow with the report.</param>
    /// <returns>The hash of the canonical content: the same filter and moment always give the same.</returns>
    /// <exception cref="RefusedException">Forbidden; an unknown account or convention, with suggestions; a moment that cannot be read; more
    /// rows than the format holds.</exception>
    public async Task<ReportProduced> ExecuteAsync(
        NotEvaluatedReportRequest request, Actor actor, Stream output, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Auditor, Role.Administrator);
        var asked = request.Filter.AsOf;
        var at = await HistoryClock.SettleAsync(
            dataSource, clock, asked, HistoryDomains.Estate | HistoryDomains.Records, cancellationToken);
        var (accounts, conventions) = (Named(request.Filter.AccountId), Named(request.Filter.ConventionId));
        await known.RequireAsync(new FindingFilter(accounts, ConventionIds: conventions), at, cancellationToken);
        var about = new List<KeyValuePair<string, string>>();
        if (request.Filter.AccountId is { Length: > 0 } account) about.Add(new("account", account));
        if (request.Filter.ConventionId is { Length: > 0 } convention) about.Add(new("convention", convention));
        if (!string.IsNullOrWhiteSpace(request.Filter.Text)) about.Add(new("text", request.Filter.Text.Trim()));
        if (asked is { } moment) about.Add(new("asOf", ReportValue.Text(moment)));
        var table =
            new ReportTable("not-evaluated", 1, "filter", about, Columns, Rows(request.Filter with { AsOf = at }, cancellationToken))
            {
                Trail = TrailScope.OfEstate(accounts),
                Limit = await limits.AtAsync(at, cancellationToken),
            };
        return await ReportOutput.WriteAsync(factory, table, request.Format, at, actor, clock, output, cancellationToken);
    }

    private static string[]? Named(string? id) => string.IsNullOrEmpty(id) ? null : [id];

    private async IAsyncEnumerable<object?[]> Rows(NotEvaluatedFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var r in notEvaluated.AllAsync(filter, cancellationToken))
            yield return [r.ConventionId, r.Subject, r.OrgId, r.AccountId, r.Region, r.Service, r.Why, r.Answer, r.Since, r.Count];
    }
}
