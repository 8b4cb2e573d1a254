using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Runs;

/// <summary>What the page of a run shows: one section of its plan, and in it one step at large.</summary>
public sealed class RunPageView
{
    /// <param name="sectionKey">The section asked for, or null for the one that holds the next step.</param>
    /// <param name="stepKey">The step asked for, or null for the next one.</param>
    public RunPageView(Guid runId, RunPlan plan, string? sectionKey, string? stepKey)
    {
        (RunId, Plan) = (runId, plan);
        var step = StepKey.TryParse(stepKey, out var key) ? plan.Find(key) : null;
        Section = (step is null ? null : SectionOf(step))
            ?? plan.Sections.FirstOrDefault(section => section.Key == sectionKey)
            ?? (plan.NextStep is { } next ? SectionOf(next) : null)
            ?? plan.Sections.FirstOrDefault(section => section.Blocks.Count > 0)
            ?? plan.Sections.FirstOrDefault();
        Step = step ?? FirstToDo(Section);
    }

    public Guid RunId { get; }

    public RunPlan Plan { get; }

    /// <summary>Null only for a run without sections.</summary>
    public SectionPlan? Section { get; }

    /// <summary>The step shown at large; null when everything here is done or waits.</summary>
    public StepPlan? Step { get; }

    /// <summary>For example "2 of 4".</summary>
    public string Position => Section is null || Step is null ? "" : $"{Section.Steps.ToList().FindIndex(s => s.Key == Step.Key) + 1} of {Section.Steps.Count}";

    /// <summary>Sections under their headings, in working order.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<SectionPlan> Sections)> Groups =>
        [.. Runs(Plan.Sections, section => section.Definition.Group ?? "Sections")];

    public IReadOnlyList<ProgressSegment> Segments =>
    [
        new(StatusKind.Pass, Plan.Progress.Done, "done"),
        new(StatusKind.Warn, Plan.Progress.Blocked, "blocked"),
    ];

    /// <summary>Every kind of step that is not simply done or to do, with its number. Kinds nobody has are left out.</summary>
    public IReadOnlyList<(string Name, string Count, string? Css)> Counts =>
    [
        .. new (string Name, int Count, string? Css)[]
        {
            ("Done, no longer right", Plan.Unsettled.Count(), "c-warn"),
            ("Blocked", Plan.Progress.Blocked, "c-warn"),
            ("After other steps", Plan.Progress.Waiting, null),
            ("Not applicable", Plan.Progress.NotApplicable, null),
        }.Where(c => c.Count > 0).Select(c => (c.Name, Words.Number(c.Count), c.Css)),
        .. Plan.Progress.Undecided > 0 ? [("May appear, undecided", $"+{Words.Number(Plan.Progress.Undecided)}", (string?)null)] : Array.Empty<(string, string, string?)>(),
    ];

    /// <summary>Next section with something to do, for the end of this one; null when there is none.</summary>
    public SectionPlan? NextSection => Plan.NextStep is { } next && SectionOf(next) is { } section && section.Key != Section?.Key ? section : null;

    public string HrefOf(SectionPlan section) => $"/runs/{RunId}?section={Uri.EscapeDataString(section.Key)}";

    public string HrefOf(StepPlan step) => $"/runs/{RunId}?step={Uri.EscapeDataString(step.Key.ToString())}";

    public static string GlyphOf(SectionPlan section) => section switch
    {
        { Blocks.Count: > 0 } => PortalIcons.Warn,
        { Complete: true } => PortalIcons.Pass,
        { Progress.Done: > 0 } => PortalIcons.Now,
        _ => PortalIcons.Todo,
    };

    public static string ClassOf(SectionPlan section) => section switch
    {
        { Blocks.Count: > 0 } => "warn",
        { Complete: true } => "pass",
        { Progress.Done: > 0 } => "go",
        _ => "idle",
    };

    /// <summary>The section's state for those who do not see the glyph.</summary>
    public static string StateOf(SectionPlan section) => section switch
    {
        { Blocks.Count: > 0 } => "Blocked",
        { Complete: true } => "Done",
        { Progress.Done: > 0 } => "Begun",
        _ => "Not begun",
    };

    public static string? RemarkOf(SectionPlan section) => section switch
    {
        { Blocks: [var block, ..] } => $"Blocked: {block.Title}",
        { Applies: Truth.Unknown } => "May appear, undecided",
        { Progress.Undecided: > 0 } => $"+{Words.Number(section.Progress.Undecided)} may appear",
        _ => null,
    };

    /// <summary>"2 of 4 done".</summary>
    public static string SummaryOf(SectionPlan section) =>
        $"{Words.Number(section.Progress.Done)} of {Words.Number(section.Progress.Applicable)} done{(section.Progress.NotApplicable > 0 ? $", {Words.Number(section.Progress.NotApplicable)} not applicable" : "")}";

    private SectionPlan? SectionOf(StepPlan step) => Plan.Sections.FirstOrDefault(section => section.Steps.Any(s => s.Key == step.Key));

    // The first that is mine and possible; else the first that can be worked by somebody.
    private StepPlan? FirstToDo(SectionPlan? section) =>
        section?.Steps.FirstOrDefault(s => s.Readiness == StepReadiness.Ready && s.Problems.All(p => p.Kind != ProblemKind.SecondPerson))
        ?? section?.Steps.FirstOrDefault(s => s.Readiness == StepReadiness.Ready);

    private static IEnumerable<(string, IReadOnlyList<SectionPlan>)> Runs(IReadOnlyList<SectionPlan> sections, Func<SectionPlan, string> heading)
    {
        for (var at = 0; at < sections.Count;)
        {
            var title = heading(sections[at]);
            var run = sections.Skip(at).TakeWhile(section => heading(section) == title).ToArray();
            yield return (title, run);
            at += run.Length;
        }
    }
}
