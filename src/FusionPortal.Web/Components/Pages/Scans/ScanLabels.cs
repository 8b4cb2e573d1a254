using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Scans;

/// <summary>How scans and their targets are spoken of.</summary>
public static class ScanLabels
{
    public static bool IsRunning(ScanSummary scan) => scan.EndedAt is null;

    public static StateMark State(ScanSummary scan) => scan.State switch
    {
        ScanState.Discovering => new(StatusKind.Go, "Listing accounts", PortalIcons.Sync),
        ScanState.Reading => new(StatusKind.Go, "Reading AWS", PortalIcons.Sync),
        ScanState.Evaluating => new(StatusKind.Go, "Judging", PortalIcons.Sync),
        ScanState.Completed or ScanState.Failed => Mark(ScanEnding.Of(scan)),
        _ => throw new ArgumentOutOfRangeException(nameof(scan), scan.State, null),
    };

    private static StateMark Mark(ScanEnding ending) => new(ending.Kind, ending.Mark);

    public static StateMark State(ScanTargetRow target) => target.State switch
    {
        TargetState.Waiting => new(StatusKind.Idle, "Waiting"),
        TargetState.Reading => new(StatusKind.Go, "Reading", PortalIcons.Sync),
        TargetState.Completed => new(StatusKind.Pass, "Read whole"),
        TargetState.Failed => new(StatusKind.Unknown, target.Failure is { } failure ? CoverageLabels.Of(failure) : "Failed"),
        _ => throw new ArgumentOutOfRangeException(nameof(target), target.State, null),
    };

    /// <summary>"everything", "account POS QA", "client Acme Stores"; the ID where nobody knows the name any more.</summary>
    public static string Scope(ScanSummary scan) => Scope(scan.AccountId, scan.OrgId, scan.ScopeName);

    /// <inheritdoc cref="Scope(ScanSummary)"/>
    public static string Scope(string? accountId, string? orgId, string? name) =>
        accountId is not null ? $"account {EscapedText.Plain(name ?? accountId)}"
        : orgId is not null ? $"client {EscapedText.Plain(name ?? orgId)}"
        : "everything";

    /// <summary>What a screen reader hears: changes with the targets that ended, not with every page.</summary>
    public static string Announce(ScanSummary scan) => IsRunning(scan)
        ? $"Scan {scan.Number}: {State(scan).Text.ToLowerInvariant()}, {scan.TargetsCompleted + scan.TargetsFailed} of "
            + $"{Words.Count(scan.Targets, "target")} done"
        : $"Scan {scan.Number} {ScanEnding.Of(scan).Spoken}. {Words.Number(scan.FindingsOpened)} findings opened, "
            + $"{Words.Number(scan.FindingsResolved)} resolved";

    /// <summary>"34 s", "2 min 5 s", "1 h 4 min".</summary>
    public static string Elapsed(ScanSummary scan, DateTimeOffset now) => Elapsed((scan.EndedAt ?? now) - scan.StartedAt);

    public static string Elapsed(TimeSpan span) => span switch
    {
        { TotalSeconds: < 10 } =>
            $"{Math.Max(0, Math.Round(span.TotalSeconds, 1)).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture)} s",
        { TotalMinutes: < 1 } => $"{(int)span.TotalSeconds} s",
        { TotalHours: < 1 } => $"{(int)span.TotalMinutes} min {span.Seconds} s",
        _ => $"{(int)span.TotalHours} h {span.Minutes} min",
    };

    /// <summary>What a scan found changed in AWS; nothing is said of it before its targets were read.</summary>
    public static string Changes(ScanSummary scan) => scan switch
    {
        { State: ScanState.Failed } => "nothing was read",
        { TargetsCompleted: 0 } => IsRunning(scan) ? "not read yet" : "nothing was read",
        _ => Changes(scan.Added, scan.Changed, scan.Removed),
    };

    /// <summary>What changed in AWS since the scan before: "12 added, 3 changed, 1 gone"; "nothing changed".</summary>
    public static string Changes(long added, long changed, long removed)
    {
        var parts = new[] { (added, "added"), (changed, "changed"), (removed, "gone") }.Where(p => p.Item1 > 0)
            .Select(p => $"{Words.Number(p.Item1)} {p.Item2}").ToArray();
        return parts.Length == 0 ? "nothing changed" : string.Join(", ", parts);
    }
}
