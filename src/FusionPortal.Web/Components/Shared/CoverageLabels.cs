using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings;

namespace FusionPortal.Web.Components.Shared;

/// <summary>How coverage and its gaps are spoken of.</summary>
public static class CoverageLabels
{
    /// <summary>"no gap in coverage", "3 gaps of 88 targets, 1 account out of reach".</summary>
    public static string Gaps(CoverageSummary coverage)
    {
        var targets = coverage.Gaps.Count == 0 ? ""
            : $"{Words.Count(coverage.Gaps.Count, "gap")} of {Words.Count(coverage.Targets, "target")}";
        var accounts = coverage.Unreachable.Count == 0 ? "" : $"{Words.Count(coverage.Unreachable.Count, "account")} out of reach";
        return targets.Length + accounts.Length == 0 ? "no gap in coverage"
            : string.Join(", ", new[] { targets, accounts }.Where(t => t.Length > 0));
    }

    public static string Of(CoverageOutcome outcome) => outcome switch
    {
        CoverageOutcome.Never => "Never scanned",
        CoverageOutcome.Completed => "Read whole",
        CoverageOutcome.Denied => "Denied",
        CoverageOutcome.Throttled => "Throttled",
        CoverageOutcome.NotSupported => "Not supported",
        CoverageOutcome.Expired => "Expired",
        CoverageOutcome.Failed => "Failed",
        CoverageOutcome.Paused => "Paused",
        CoverageOutcome.Capped => "Partly read",
        CoverageOutcome.Aged => "Too long ago",
        CoverageOutcome.Unjudged => "Not judged",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    public static string Of(TargetFailure failure) => Of(OutcomeOf(failure));

    /// <summary>What a person can do about it.</summary>
    public static string Help(CoverageOutcome outcome) => outcome switch
    {
        CoverageOutcome.Never => "No scan has read it yet. The next one will.",
        CoverageOutcome.Completed => "Nothing to do.",
        CoverageOutcome.Denied =>
            "The role the portal assumes in that account must exist there, trust the portal with its external id, and allow the calls of "
                + "this service in that region. The whole policy is in the documentation, AWS permissions.",
        CoverageOutcome.Throttled =>
            "AWS asked to slow down until patience ran out; something else is calling the same API there. The next scan tries again.",
        CoverageOutcome.NotSupported =>
            "The region is disabled for that account, or the service is not offered there. Enable it, or "
                + "leave the region out of Aws:Regions.",
        CoverageOutcome.Expired => "The credentials or the place in the list expired while reading. The next scan starts afresh.",
        CoverageOutcome.Failed => "The network or AWS failed after retries. The next scan tries again.",
        CoverageOutcome.Paused => "Resume scanning of the account on the page Accounts.",
        CoverageOutcome.Aged =>
            "Start a scan, and look at the schedules why none has read it by itself. What was known is not evaluated until then.",
        CoverageOutcome.Unjudged =>
            "Start a version of the portal that reads the convention book in force. It judges what is stored by itself.",
        CoverageOutcome.Capped => "Nothing to do. Each pass reads a part, and the next goes on where it stopped.",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    public static string Help(TargetFailure failure) => Help(OutcomeOf(failure));

    private static CoverageOutcome OutcomeOf(TargetFailure failure) => failure switch
    {
        TargetFailure.Denied => CoverageOutcome.Denied,
        TargetFailure.Throttled => CoverageOutcome.Throttled,
        TargetFailure.NotSupported => CoverageOutcome.NotSupported,
        TargetFailure.Expired => CoverageOutcome.Expired,
        TargetFailure.Failed => CoverageOutcome.Failed,
        TargetFailure.Paused => CoverageOutcome.Paused,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, null),
    };
}
