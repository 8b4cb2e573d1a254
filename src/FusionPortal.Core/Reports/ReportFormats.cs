namespace FusionPortal.Core.Reports;

public enum ReportFormat { Csv, Json, Xlsx }

/// <param name="Extension">Of the file and the address.</param>
/// <param name="Label">For people.</param>
/// <param name="IsCanonical">Whether its own bytes are promised; else it prints the hash of the CSV of the same rows.</param>
public sealed record ReportFormatInfo(ReportFormat Format, string Extension, string Label, string ContentType, bool IsCanonical);

/// <summary>Every form a report comes in.</summary>
public static class ReportFormats
{
    public static IReadOnlyList<ReportFormatInfo> All { get; } =
    [
        new(ReportFormat.Csv, "csv", "CSV", "text/csv; charset=utf-8; header=present", IsCanonical: true),
        new(ReportFormat.Xlsx, "xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", IsCanonical: false),
        new(ReportFormat.Json, "json", "JSON", "application/json; charset=utf-8", IsCanonical: true),
    ];

    /// <exception cref="RefusedException">Reports do not come like that.</exception>
    public static ReportFormatInfo Get(string extension) =>
        All.FirstOrDefault(f => f.Extension == extension)
        ?? throw new RefusedException(RefusalKind.NotFound, "no-such-format", "Reports come as csv, json or xlsx.");
}
