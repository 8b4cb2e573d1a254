using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Scans;

namespace FusionPortal.Core.Reports;

/// <summary>Produces a report once, keeping nothing of it but its hash and its counts, and gathers what its certificate states.</summary>
public sealed class CertifyReport(
    ProduceReport produce, ReportCatalog reports, ScanQueries scans, AuditQueries trail, TimeProvider clock)
{
    /// <summary>Scans looked through for newer evidence, and entries of the trail for an earlier production.</summary>
    private const int Far = 200;

    /// <param name="name">Of a report.</param>
    /// <param name="asked">Of that report's type.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RefusedException">As <see cref="ProduceReport"/> refuses.</exception>
    public async Task<ReportCertificate> ExecuteAsync(string name, IAsOf asked, Actor actor, CancellationToken cancellationToken)
    {
        var (now, report) = (clock.GetUtcNow(), reports.Get(name));
        // Pinned before it is produced: the downloads then ask the very same question.
        var at = await produce.MomentAsync(name, asked.AsOf, cancellationToken);
        var request = new ReportRequest(name, report.At(asked, at), ReportFormat.Csv);
        var produced = await produce.ExecuteAsync(request, actor, Stream.Null, cancellationToken);
        var evidence = await produce.EvidenceAsync(request, cancellationToken);
        var entries = await trail.OfSubjectAsync($"report:{name}", null, Far, cancellationToken);
        var newer = report.IsOfTheEstate ? (await scans.ListAsync(null, Far, cancellationToken)).Rows.Count(s => s.EndedAt > at) : 0;
        return new ReportCertificate(
            report, request.Filter, produced, evidence, entries.Count == 0 ? null : EarlierReport.Find(entries[0], entries.Skip(1)),
            await trail.HeadAsync(cancellationToken), now, actor.DisplayName, newer);
    }
}
