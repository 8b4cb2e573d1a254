namespace FusionPortal.Core.Reports.Register;

/// <summary>Which productions. Null restricts nothing.</summary>
/// <param name="Text">Found anywhere in the person's name or in what was asked, ignoring case, or the beginning of a hash; % and _ are
/// ordinary characters.</param>
/// <param name="Name">Of the report.</param>
/// <param name="From">Produced at or after this moment.</param>
/// <param name="To">Produced before this moment.</param>
/// <param name="Bytes">How the bytes compare with the last time before.</param>
public sealed record ReportRegisterFilter(
    string? Text = null, string? Name = null, DateTimeOffset? From = null, DateTimeOffset? To = null, BytesCompared? Bytes = null);

/// <summary>How a production compares with the last one before of the same question.</summary>
public enum BytesCompared { First, Same, Other, BrokenOff }

/// <param name="Rows">Newest first.</param>
/// <param name="Total">How many the filter leaves.</param>
/// <param name="Next">What to begin the next page before; null on the last.</param>
public sealed record ReportRegisterPage(IReadOnlyList<ReportProduction> Rows, long Total, long? Next);
