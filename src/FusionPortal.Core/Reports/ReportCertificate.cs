using System.Text.Json;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Filters;

namespace FusionPortal.Core.Reports;

/// <summary>What stands on the certificate of one report.</summary>
/// <param name="Filter">The question, pinned to the report's moment: the downloads give these very bytes.</param>
/// <param name="Evidence">What was counted in the database, apart from the file; null where nothing was.</param>
/// <param name="Before">The last earlier production of the same report, as the audit trail has it; null where there was none.</param>
/// <param name="Position">The end of the audit trail after the production was recorded.</param>
/// <param name="NewerScans">Scans that ended since the report's moment.</param>
public sealed record ReportCertificate(
    Report Report, IAsOf Filter, ReportProduced Produced, ReportEvidence? Evidence, EarlierReport? Before, AuditPosition Position,
    DateTimeOffset ProducedAt, string RequestedBy, int NewerScans)
{
    /// <summary>Null where the report was never produced before.</summary>
    public bool? SameBytes => Before is null ? null : Before.Sha256 == Produced.Sha256;

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

/// <summary>An earlier production of a report, from the audit trail.</summary>
public sealed record EarlierReport(DateTimeOffset At, string Sha256, long Seq)
{
    /// <summary>The newest complete production of the very same question as <paramref name="latest"/>, which is the entry of the production
    /// itself.</summary>
    /// <param name="latest">The trail's entry of the production itself.</param>
    /// <param name="older">Newest first.</param>
    public static EarlierReport? Find(AuditEntry latest, IEnumerable<AuditEntry> older)
    {
        if (Read(latest) is not { } asked) return null;
        foreach (var entry in older.Where(e => e.Seq < latest.Seq))
            if (Read(entry) is { } found && found.Question == asked.Question) return new EarlierReport(entry.At, found.Sha256, entry.Seq);
        return null;
    }

    private static (string Question, string Sha256)? Read(AuditEntry entry)
    {
        if (entry.Kind != "report.exported" || entry.Body is null) return null;
        using var body = JsonDocument.Parse(entry.Body);
        if (!body.RootElement.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object) return null;
        if (!data.TryGetProperty("complete", out var complete) || complete.ValueKind != JsonValueKind.True) return null;
        if (!data.TryGetProperty("sha256", out var hash) || hash.GetString() is not { } sha256) return null;
        // Everything but the answer is the question: format, version, filter and moment, whatever else the report is made by.
        var question = data.EnumerateObject().Where(p => p.Name is not ("complete" or "rows" or "sha256" or "redacted" or "knowledgeHours"))
            .Select(p => $"{p.Name}={p.Value.GetRawText()}");
        return (string.Join(' ', question), sha256);
    }
}
