using FusionPortal.Core;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Pages.Findings;

namespace FusionPortal.Web.Components.Pages.Reports;

/// <summary>Produces a findings report once, keeping nothing of it but its hash and its counts, and gathers what its certificate
/// states.</summary>
public sealed class CertifyReport(
    ProduceFindingsReport produce, FindingQueries findings, ComplianceQueries compliance, ScanQueries scans, AuditQueries trail,
        TimeProvider clock)
{
    private const string Subject = "report:findings";

    /// <summary>Scans looked through for newer evidence, and entries of the trail for an earlier production.</summary>
    private const int Far = 200;

    /// <exception cref="RefusedException">Forbidden; an unknown client, with suggestions; the moment lies in the future or is still being
    /// written.</exception>
    public async Task<ReportView> ExecuteAsync(FindingFilter asked, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // Pinned before it is produced: the downloads then ask the very same question.
        var filter = asked with { AsOf = await produce.MomentAsync(asked.AsOf, cancellationToken) };
        var produced =
            await produce.ExecuteAsync(new FindingsReportRequest(filter, ReportFormat.Csv), actor, Stream.Null, cancellationToken);
        var counts = await findings.CountAsync(filter, cancellationToken);
        var (score, coverage) = await compliance.OfReportAsync(filter, cancellationToken);
        var entries = await trail.OfSubjectAsync(Subject, null, Far, cancellationToken);
        var newer = (await scans.ListAsync(null, Far, cancellationToken)).Rows.Count(s => s.EndedAt > filter.AsOf);
        return new ReportView(
            new FindingAddress(filter), produced, counts.Matching, coverage, score,
            entries.Count == 0 ? null : EarlierReport.Find(entries[0], entries.Skip(1)),
            await trail.HeadAsync(cancellationToken), now, actor.DisplayName, newer);
    }
}
