using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Runs;

namespace FusionPortal.Core.Search;

/// <summary>One that is part of a run, or a run: read from its plan whenever that may have changed (<see cref="RunReader"/>).</summary>
public abstract class RunSearchSource : SearchSource
{
    /// <summary>What of the run can be found.</summary>
    internal abstract IEnumerable<SearchRow> Rows(LoadedRun run, RunPlan plan);

    private protected static string StepAddress(IReadOnlyList<string> parts) =>
        $"/runs/{parts[0]}?step={Uri.EscapeDataString(parts[1])}";

    private protected static string NameOf(SectionPlan section) =>
        section.Site is { } site ? $"{section.Definition.Title}, {site.Title}" : section.Definition.Title;

    private protected static string NameOf(StepPlan step) => $"{step.Definition.Letter}) {step.Definition.Title}";
}
