using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Runs;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Runs;

/// <summary>What the page of a run shows: one section of its plan, and in it one step at large.</summary>
public sealed class RunPageView
{
    /// <param name="sectionKey">The section asked for, or null for the one that holds the next step.</param>
    /// <param name="stepKey">The step asked for, or null for the next one.</param>
    public RunPageView(RunDetail run, string? sectionKey, string? stepKey)
    {
        Run = run;
        Section = SectionOf(stepKey)
            ?? run.Sections.FirstOrDefault(section => section.Key == sectionKey)
            ?? SectionOf(run.NextStep)
            ?? run.Sections.FirstOrDefault(section => section.Blocks.Count > 0)
            ?? (run.Sections.Count > 0 ? run.Sections[0] : null);
        Step = Section?.Steps.FirstOrDefault(step => step.Key == stepKey) ?? FirstToDo(Section?.Steps);
    }

    public RunDetail Run { get; }

    /// <summary>Null only for a run without sections.</summary>
    public SectionDetail? Section { get; }

    /// <summary>The step shown at large; null when everything here is done or waits.</summary>
    public StepDetail? Step { get; }

    /// <summary>For example "2 of 4".</summary>
    public string Position =>
        Section is null || Step is null ? "" : $"{Section.Steps.ToList().FindIndex(s => s.Key == Step.Key) + 1} of {Section.Steps.Count}";

    /// <summary>Sections under their headings, in working order; those of a site under the site.</summary>
    public IReadOnlyList<(string Title, string? SiteId, IReadOnlyList<SectionDetail> Sections)> Groups =>
        [.. Grouped(Run.Sections, section => (section.SiteTitle ?? section.Group ?? "Sections", section.SiteId))];

    /// <summary>For example "Register, Main Street store1": the section, and at which site.</summary>
    public static string NameOf(SectionDetail section) =>
        section.SiteId is null ? section.Title : $"{section.Title}, {section.SiteTitle} {section.SiteId}";

    public IReadOnlyList<ProgressSegment> Segments =>
    [
        new(StatusKind.Pass, Run.Progress.Done, "done"),
        new(StatusKind.Warn, Run.Progress.Blocked, "blocked"),
    ];

    /// <summary>Every kind of step that is not simply done or to do, with its number. Kinds nobody has are left out.</summary>
    public IReadOnlyList<(string Name, string Count, string? Css)> Counts =>
    [
        .. new (string Name, int Count, string? Css)[]
        {
            ("Done, no longer right", Run.Sections.SelectMany(s => s.Steps)
                .Count(s => s.Readiness is StepReadiness.Done or StepReadiness.NotApplicable && s.Problems.Count > 0), "text-warn"),
            ("Blocked", Run.Progress.Blocked, "text-warn"),
            ("After other steps", Run.Progress.Waiting, null),
            ("Not applicable", Run.Progress.NotApplicable, null),
        }.Where(c => c.Count > 0).Select(c => (c.Name, Words.Number(c.Count), c.Css)),
        .. Run.Progress.Undecided > 0 ? [("May appear, undecided", $"+{Words.Number(Run.Progress.Undecided)}", (string?)null)]
            : Array.Empty<(string, string, string?)>(),
    ];

    /// <summary>Next section with something to do, for the end of this one; null when there is none.</summary>
    public SectionDetail? NextSection => SectionOf(Run.NextStep) is { } section && section.Key != Section?.Key ? section : null;

    /// <summary>True where a section waits: it is not done, and nobody can do anything in it now.</summary>
    public bool Waits => Section is { Complete: false } section && section.Steps.All(s => s.Readiness != StepReadiness.Ready);

    public string HrefOf(SectionDetail section) => $"/runs/{Run.Head.Id}?section={Uri.EscapeDataString(section.Key)}";

    public string HrefOf(StepDetail step) => $"/runs/{Run.Head.Id}?step={Uri.EscapeDataString(step.Key)}";

    public static string GlyphOf(SectionDetail section) => section switch
    {
        { Blocks.Count: > 0 } => PortalIcons.Warn,
        _ when IsUnsettled(section) => PortalIcons.Warn,
        { Complete: true } => PortalIcons.Pass,
        { Progress.Done: > 0 } => PortalIcons.Now,
        _ => PortalIcons.Todo,
    };

    public static string ClassOf(SectionDetail section) => section switch
    {
        { Blocks.Count: > 0 } => "warn",
        _ when IsUnsettled(section) => "warn",
        { Complete: true } => "pass",
        { Progress.Done: > 0 } => "go",
        _ => "idle",
    };

    /// <summary>The section's state for those who do not see the glyph.</summary>
    public static string StateOf(SectionDetail section) => section switch
    {
        { Blocks.Count: > 0 } => "Blocked",
        _ when IsUnsettled(section) => "No longer right",
        { Complete: true } => "Done",
        { Progress.Done: > 0 } => "Begun",
        _ => "Not begun",
    };

    public static string? RemarkOf(SectionDetail section) => section switch
    {
        { Blocks: [var block, ..] } => $"Blocked: {block.Title}",
        { Decided: false } => "May appear, undecided",
        { Progress.Undecided: > 0 } => $"+{Words.Number(section.Progress.Undecided)} may appear",
        _ => null,
    };

    /// <summary>A section whose steps are all settled is not done while one of them is no longer right.</summary>
    public static bool IsUnsettled(SectionDetail section) =>
        section.Steps.Any(s => s.Readiness is StepReadiness.Done or StepReadiness.NotApplicable && s.Problems.Count > 0);

    /// <summary>"2 of 4 done".</summary>
    public static string SummaryOf(SectionDetail section) =>
        $"{Words.Number(section.Progress.Done)} of {Words.Number(section.Progress.Applicable)} "
            + $"done{(section.Progress.NotApplicable > 0 ? $", {Words.Number(section.Progress.NotApplicable)} not applicable" : "")}";

    private SectionDetail? SectionOf(string? step) =>
        step is null ? null : Run.Sections.FirstOrDefault(section => section.Steps.Any(s => s.Key == step));

    // The first that is mine and possible; else the first that can be worked by somebody.
    private static StepDetail? FirstToDo(IEnumerable<StepDetail>? steps)
    {
        StepDetail[] ready = [.. steps?.Where(s => s.Readiness == StepReadiness.Ready) ?? []];
        return ready.FirstOrDefault(s => s.Problems.All(p => p.Kind != ProblemKind.SecondPerson)) ?? ready.FirstOrDefault();
    }

    private static IEnumerable<(string, string?, IReadOnlyList<SectionDetail>)> Grouped(
        IReadOnlyList<SectionDetail> sections, Func<SectionDetail, (string Title, string? SiteId)> heading)
    {
        for (var at = 0; at < sections.Count;)
        {
            var (title, site) = heading(sections[at]);
            var run = sections.Skip(at).TakeWhile(section => heading(section) == (title, site)).ToArray();
            yield return (title, site, run);
            at += run.Length;
        }
    }
}
