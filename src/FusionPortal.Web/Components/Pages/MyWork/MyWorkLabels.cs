using System.Globalization;
using FusionPortal.Core.Runs;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.MyWork;

/// <summary>How the page of one's own work speaks.</summary>
public static class MyWorkLabels
{
    /// <summary>What is so, first.</summary>
    public static string Sentence(Core.Runs.MyWork work) => work switch
    {
        { NeedsMe.Count: > 0 } => $"{Words.Count(work.NeedsMe.Count, "thing")} {(work.NeedsMe.Count == 1 ? "needs" : "need")} you",
        { Continue: not null } => "You can go on where you left off",
        { Waiting.Count: > 0 } => "Your runs wait on others",
        _ => "Nothing here needs you yet",
    };

    /// <summary>"Monday 23 November. You have 3 open runs."</summary>
    public static string Line(Core.Runs.MyWork work, DateTimeOffset now, TimeZoneInfo zone)
    {
        var day = TimeZoneInfo.ConvertTime(now, zone).ToString("dddd d MMMM", CultureInfo.InvariantCulture);
        return work.Runs.Count == 0 ? $"{day}. You have not worked a run yet." : $"{day}. You have {Words.Count(work.Runs.Count, "run")}.";
    }

    /// <summary>"ticked 4 steps": what somebody else did, after their name.</summary>
    public static string DidOf(WorkNews news)
    {
        var steps = Words.Count(news.Steps, "step");
        return news.Action switch
        {
            StepAction.SaveFields => $"answered in {steps}",
            StepAction.Tick => $"ticked {steps}",
            StepAction.Untick => $"opened {steps} again",
            StepAction.NotApplicable => $"set {steps} aside",
            _ => throw new ArgumentOutOfRangeException(nameof(news), news.Action, null),
        };
    }

    public static string VerbOf(WorkReason reason) => reason switch
    {
        WorkReason.LeftOff => "Continue",
        WorkReason.NoLongerRight => "Settle…",
        WorkReason.SecondPerson => "Confirm…",
        WorkReason.HoldsUpOthers => "Go on",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    public static string WordOf(WorkReason reason) => reason switch
    {
        WorkReason.LeftOff => "Where you left off",
        WorkReason.NoLongerRight => "No longer right",
        WorkReason.SecondPerson => "Needs a second person",
        WorkReason.HoldsUpOthers => "Holds others up",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    public static string GlyphOf(WorkReason reason) => reason switch
    {
        WorkReason.LeftOff => PortalIcons.Now,
        WorkReason.NoLongerRight => PortalIcons.Warn,
        WorkReason.SecondPerson => PortalIcons.User,
        WorkReason.HoldsUpOthers => PortalIcons.Warn,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    public static string ClassOf(WorkReason reason) => reason switch
    {
        WorkReason.NoLongerRight or WorkReason.HoldsUpOthers => "text-warn",
        WorkReason.LeftOff or WorkReason.SecondPerson => "go",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
