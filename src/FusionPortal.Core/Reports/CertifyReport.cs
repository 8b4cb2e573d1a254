using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Reports.Register;
using FusionPortal.Core.Scans;

namespace FusionPortal.Core.Reports;

/// <summary>Produces a report once, keeping nothing of it but its hash and its counts, and gathers what its certificate states.</summary>
public sealed class CertifyReport(
    ProduceReport produce, ReportCatalog reports, ReportRegisterQueries register, ScanQueries scans, AuditQueries trail,
    TimeProvider clock)
{
    /// <summary>Scans looked through for newer evidence.</summary>
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
        var made = await register.GetAsync(name, produced.Seq, cancellationToken);
        var newer = report.IsOfTheEstate ? (await scans.ListAsync(null, Far, cancellationToken)).Rows.Count(s => s.EndedAt > at) : 0;
        return new ReportCertificate(
            report, request.Filter, produced, evidence, made.Before, await trail.HeadAsync(cancellationToken), now, actor.DisplayName,
            newer);
    }
}
