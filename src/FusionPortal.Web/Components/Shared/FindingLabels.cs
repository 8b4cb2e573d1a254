using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Findings;

namespace FusionPortal.Web.Components.Shared;

/// <summary>One state as a row shows it: glyph, colour and word.</summary>
/// <param name="Glyph">Null for the kind's own.</param>
public sealed record StateMark(StatusKind Kind, string Text, string? Glyph = null);

/// <summary>How findings are spoken of, the same on every page.</summary>
public static class FindingLabels
{
    /// <summary>F-20931.</summary>
    public static string Number(FindingRow row) => $"F-{row.Number}";

    public static string Href(FindingRow row) => $"/findings/{Number(row)}";

    /// <summary>The client as people call it, "Unknown client" for an ID nobody recorded, "No client" where none is named.</summary>
    public static string Client(FindingRow row) =>
        row.OrgTitle is { Length: > 0 } title ? title : string.IsNullOrEmpty(row.OrgId) ? "No client" : $"Unknown, {row.OrgId}";

    /// <summary>The life of a finding, and before it what says that the rest may be out of date.</summary>
    /// <param name="previousScan">The end of the scan before the last: what was first seen after it is new.</param>
    public static StateMark State(FindingRow row, DateTimeOffset now, DateTimeOffset? previousScan = null) => row switch
    {
        { Status: FindingStatus.Resolved } => Life(row.Status, row.Deleted),
        { NotEvaluatedSince: { } since } => new(
            StatusKind.Unknown, now - since < TimeSpan.FromMinutes(1) ? "Not seen" : $"Not seen, {Words.Brief(now - since)}"),
        { Status: FindingStatus.Open } when row.FirstSeenAt > previousScan => new(StatusKind.Go, "New"),
        _ => Life(row.Status),
    };

    /// <summary>What the witnesses come to: wrong place, wrong label, undecided or unknown; null for a finding that is not about
    /// places.</summary>
    public static StateMark? Placement(FindingRow row) => row switch
    {
        { Verdict: { } verdict } => Placement(verdict),
        // Found before verdicts were kept in words.
        { MixUp: true, Environment: null } => Placement(PlacementVerdict.Undecided),
        { MixUp: true } => Placement(PlacementVerdict.WrongPlace),
        _ => null,
    };

    public static StateMark Placement(PlacementVerdict verdict) => verdict switch
    {
        PlacementVerdict.WrongPlace => new(StatusKind.Fail, "Wrong place"),
        PlacementVerdict.WrongLabel => new(StatusKind.Warn, "Wrong label"),
        PlacementVerdict.Undecided => new(StatusKind.Warn, "Undecided"),
        PlacementVerdict.Unknown => new(StatusKind.Unknown, "Unknown"),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    /// <summary>The state alone, without regard to when it was last seen.</summary>
    public static StateMark Life(FindingStatus status, bool deleted = false) => status switch
    {
        FindingStatus.Open => new(StatusKind.Idle, "Open"),
        FindingStatus.Acknowledged => new(StatusKind.Idle, "Acknowledged", PortalIcons.Eye),
        FindingStatus.Reopened => new(StatusKind.Warn, "Reopened", PortalIcons.Undo),
        // Nobody mended what is gone, so it carries no mark of a pass.
        FindingStatus.Resolved => deleted ? new(StatusKind.Idle, "Deleted") : new(StatusKind.Pass, "Resolved"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
