using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Runs;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Runs;

/// <summary>How a step is spoken of, the same on every row.</summary>
public static class StepLabels
{
    /// <summary>Glyph and word of where a step stands; a done step with a problem is a warning, never green.</summary>
    public static (StatusKind Kind, string Glyph, string Class, string Word) LookOf(StepDetail step) => step.Readiness switch
    {
        StepReadiness.Done when step.Problems.Count > 0 => (StatusKind.Warn, PortalIcons.Warn, "warn", "Done, no longer right"),
        StepReadiness.Done => (StatusKind.Pass, PortalIcons.Pass, "", "Done"),
        StepReadiness.NotApplicable when step.Problems.Count > 0 =>
            (StatusKind.Warn, PortalIcons.Warn, "warn", "Not applicable, no longer right"),
        StepReadiness.NotApplicable => (StatusKind.Idle, PortalIcons.Close, "idle", "Not applicable"),
        StepReadiness.Ready => (StatusKind.Idle, PortalIcons.Todo, "idle", Ready(step)),
        StepReadiness.Waiting => (StatusKind.Idle, PortalIcons.Todo, "idle", "After other steps"),
        StepReadiness.Blocked => (StatusKind.Warn, PortalIcons.Warn, "warn", "Blocked"),
        StepReadiness.Undecided => (StatusKind.Idle, PortalIcons.Unknown, "idle", "May appear, undecided"),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Readiness, null),
    };

    /// <summary>What was recorded, shortly: the values that say something by themselves.</summary>
    public static IReadOnlyList<(string Text, bool IsName)> ValuesOf(StepDetail step) => step.Readiness == StepReadiness.NotApplicable
        ? [(step.Reason ?? "", false)]
        : [.. step.Fields.Where(f => f.Type.IsShort)
            .Where(f => f.Display is not null && (f.Origin == ValueOrigin.Entered || step.Readiness == StepReadiness.Done)).Take(3)
                .Select(f => (f.Display!, f.Type.IsExact))];

    private static string Ready(StepDetail step) =>
        step.Problems.Any(p => p.Kind == ProblemKind.SecondPerson) ? "Needs a second person" : "To do";
}
