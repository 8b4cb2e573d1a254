using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Scans;

/// <summary>How a scan ended, in the words of every place that says so. The one switch over it.</summary>
/// <param name="Kind">What colour and glyph go with it; nothing with a gap is a pass.</param>
/// <param name="Mark">By itself, for a list: "Completed with gaps, 3 of 88".</param>
/// <param name="Foot">Before the age, at the foot of every page: "Completed with gaps, 3 of 88,".</param>
/// <param name="Sentence">After "Scan 4311 ", with what it read or not: "completed with gaps: 3 of 88 targets could not be read".</param>
/// <param name="Spoken">After "Scan 4311 ", for a screen reader: "completed with gaps, 3 of 88".</param>
public sealed record ScanEnding(StatusKind Kind, string Mark, string Foot, string Sentence, string Spoken)
{
    /// <exception cref="ArgumentOutOfRangeException">The scan is still running.</exception>
    public static ScanEnding Of(ScanSummary scan) => scan.Result switch
    {
        ScanResult.Completed => Whole(scan),
        ScanResult.CompletedWithGaps => WithGaps(scan),
        ScanResult.NothingToRead => new(
            StatusKind.Unknown, "Nothing to read", "Nothing to read,",
            $"had nothing to read{(scan.OrgId is null ? "" : ": no scan has seen a resource of the client")}", "had nothing to read"),
        ScanResult.Failed => new(StatusKind.Fail, "Failed", "Scan failed", "failed and read nothing", "failed"),
        _ => throw new ArgumentOutOfRangeException(nameof(scan), scan.Result, "The scan has not ended."),
    };

    // Green claims that there is nothing else to know, which an account that may hold something belies. The foot names such accounts
    // anyway.
    private static ScanEnding Whole(ScanSummary scan)
    {
        var read = $"read all {Words.Count(scan.Targets, "target")}: {Words.Count(scan.Resources, "resource")}";
        if (scan.AccountGaps == 0) return new(StatusKind.Pass, "Read whole", "Scanned", read, "ended");
        var lost = Words.Count(scan.AccountGaps, "account");
        return new(
            StatusKind.Unknown, $"Read, {lost} out of reach", "Scanned",
                $"{read}; {lost} {(scan.AccountGaps == 1 ? "is" : "are")} out of reach",
            $"ended, {lost} out of reach");
    }

    private static ScanEnding WithGaps(ScanSummary scan)
    {
        var mark = $"Completed with gaps, {Gaps(scan, named: false)}";
        return new(
            StatusKind.Unknown, mark, $"{mark},", $"completed with gaps: {Gaps(scan, named: true)} could not be read",
            $"completed with gaps, {Gaps(scan, named: false)}");
    }

    // "3 of 88" or "3 of 88 targets", "1 account", "3 of 88 and 1 account".
    private static string Gaps(ScanSummary scan, bool named) => string.Join(" and ", new[]
    {
        scan.TargetsFailed > 0
            ? $"{Words.Number(scan.TargetsFailed)} of {(named ? Words.Count(scan.Targets, "target") : Words.Number(scan.Targets))}" : "",
        scan.AccountGaps > 0 ? Words.Count(scan.AccountGaps, "account") : "",
    }.Where(said => said.Length > 0));
}
