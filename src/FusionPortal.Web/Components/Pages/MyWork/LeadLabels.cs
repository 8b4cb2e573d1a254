using System.Globalization;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Homes;
using FusionPortal.Core.Runs;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.MyWork;

/// <summary>How the home of a lead speaks.</summary>
public static class LeadLabels
{
    /// <summary>What follows the verdict: ", and nobody has acknowledged 1 critical finding."</summary>
    public static string Tail(LeadHome home) => home.CriticalUnseen == 0
        ? "."
        : $", and nobody has acknowledged {Words.Count(home.CriticalUnseen, "critical finding")}.";

    /// <summary>"Monday 23 November. 2 of 4,623 resources do not belong there."</summary>
    public static string Line(VerdictSentence verdict, DateTimeOffset now, TimeZoneInfo zone) =>
        $"{Day(now, zone)}. {verdict.Second} {verdict.Move}".Trim();

    /// <summary>"Monday 23 November".</summary>
    public static string Day(DateTimeOffset now, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(now, zone).ToString("dddd d MMMM", CultureInfo.InvariantCulture);

    /// <summary>"29 steps stand still in 4 runs".</summary>
    public static string Standing(IReadOnlyList<WaitingItem> waiting)
    {
        var steps = waiting.Sum(w => w.BlockedSteps);
        var runs = waiting.Select(w => w.RunId).Distinct().Count();
        return $"{Words.Count(steps, "step")} {(steps == 1 ? "stands" : "stand")} still in {Words.Count(runs, "run")}";
    }

    /// <summary>"4 of 68 targets are not read whole, 1 since you looked".</summary>
    /// <param name="lookedAt">When the person last looked; null where they never did.</param>
    public static string Lost(CoverageSummary coverage, DateTimeOffset? lookedAt)
    {
        var fresh = lookedAt is null ? 0 : coverage.Gaps.Count(g => g.Since > lookedAt);
        return $"{Words.Number(coverage.Gaps.Count)} of {Words.Count(coverage.Targets, "target")} "
            + $"{(coverage.Gaps.Count == 1 ? "is" : "are")} not read whole"
            + (fresh == 0 ? "" : $", {Words.Number(fresh)} since you looked");
    }

    /// <summary>"57 opened, 42 closed": what a waterfall comes to.</summary>
    public static string Moved(SincePrevious since) =>
        $"{Words.Number(since.New + since.Changed + since.Reappeared + since.ConventionAdded + since.RecordAdded)} opened, "
            + $"{Words.Number(since.Fixed + since.Deleted + since.ConventionRemoved + since.RecordRemoved + since.ClosedUnread)} closed";

    /// <summary>Since when changes are counted, and why from there: "yesterday 09:40".</summary>
    public static string ComparedWith(LeadHome home, TimeZoneInfo zone)
    {
        var moment = Words.DateAndTime(home.Since!.Since, zone);
        if (home.IsSinceLastLooked) return moment;
        return home.LastLookedAt is null
            ? $"your first visit, so since {moment}"
            : $"nothing was scanned when you last looked, so since {moment}";
    }
}
