using System.Globalization;
using System.Text.Json;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Web.Components.Pages.Findings;

namespace FusionPortal.Web.Components.Pages.Reports;

/// <summary>What stands on the certificate of one findings report.</summary>
/// <param name="Address">The filter, pinned to the report's moment: the downloads give these very bytes.</param>
/// <param name="Counted">Findings counted in the database, apart from the file.</param>
/// <param name="Before">The last earlier production of the same report, as the audit trail has it; null where there was none.</param>
/// <param name="Position">The end of the audit trail after the production was recorded.</param>
public sealed record ReportView(
    FindingAddress Address, ReportProduced Produced, long Counted, CoverageSummary Coverage, ScoreView Score, EarlierReport? Before,
        AuditPosition Position,
    DateTimeOffset ProducedAt, string RequestedBy, int NewerScans)
{
    public bool CountsAgree => Counted == Produced.Rows;

    /// <summary>Null where the report was never produced before.</summary>
    public bool? SameBytes => Before is null ? null : Before.Sha256 == Produced.Sha256;

    public string DownloadHref(string format) => Address.FilterHref($"/api/v1/reports/findings.{format}");

    /// <summary>31 Oct 2026 23:59:59 +00:00.</summary>
    public static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy HH:mm:ss '+00:00'", CultureInfo.InvariantCulture);

    /// <summary>Reads a moment as people type it: a date is its last second, a time without an offset is UTC.</summary>
    /// <returns>False where the text is no moment; true with null where it is empty.</returns>
    public static bool TryMoment(string text, out DateTimeOffset? moment)
    {
        moment = null;
        var given = text.Trim();
        if (given.Length == 0) return true;
        if (DateOnly.TryParseExact(given, ["yyyy-MM-dd", "d MMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            moment = new DateTimeOffset(day, new TimeOnly(23, 59, 59), TimeSpan.Zero);
            return true;
        }

        if (!DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)) return false;
        moment = parsed.ToUniversalTime();
        return true;
    }
}

/// <summary>An earlier production of a report, from the audit trail.</summary>
public sealed record EarlierReport(DateTimeOffset At, string Sha256, long Seq)
{
    /// <summary>The newest complete production of the very same question as <paramref name="latest"/>, which is the entry of the production
    /// itself.</summary>
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
