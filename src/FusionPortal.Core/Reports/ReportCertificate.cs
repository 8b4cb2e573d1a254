using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Reports.Register;

namespace FusionPortal.Core.Reports;

/// <summary>What stands on the certificate of one report.</summary>
/// <param name="Filter">The question, pinned to the report's moment: the downloads give these very bytes.</param>
/// <param name="Evidence">What was counted in the database, apart from the file; null where nothing was.</param>
/// <param name="Before">The last time before that the same was asked, as the audit trail has it; null where there was none.</param>
/// <param name="Position">The end of the audit trail after the production was recorded.</param>
/// <param name="NewerScans">Scans that ended since the report's moment.</param>
public sealed record ReportCertificate(
    Report Report, IAsOf Filter, ReportProduced Produced, ReportEvidence? Evidence, EarlierProduction? Before, AuditPosition Position,
    DateTimeOffset ProducedAt, string RequestedBy, int NewerScans)
{
    /// <summary>
    /// What was asked, by name, and what was left open too: a certificate speaks of exactly what was asked. The moment stands apart.
    /// </summary>
    public IEnumerable<(string Name, string Value)> Asked
    {
        get
        {
            var set = Produced.About.Where(a => a.Key != AsOfKey.Name).ToList();
            var isFilter = Report.AboutName == "filter";
            foreach (var (key, value) in set)
                yield return (
                    isFilter ? $"Only {key}" : key, value.Length == 0 ? "none" : value.Replace(",", ", ", StringComparison.Ordinal));
            foreach (var key in Report.Parameters)
                if (key.WhenOpen is (var name, var words) && set.All(a => a.Key != key.StatedAs)) yield return (name, words);
        }
    }
}
