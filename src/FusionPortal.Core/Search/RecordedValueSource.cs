using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Runs;

namespace FusionPortal.Core.Search;

/// <summary>What was recorded in runs that were not cancelled, or worked out from it; never where a credential is kept.</summary>
public sealed class RecordedValueSource : RunSearchSource
{
    // Of a value with many lines.
    private const int TitleLimit = 120;

    public override string Kind => "recorded-value";

    public override string Title => "Recorded values";

    public override int Place => 55;

    internal override string Partition => "search_entry_recorded_value";

    public override string Address(IReadOnlyList<string> parts, Actor actor) => StepAddress(parts);

    internal override IEnumerable<SearchRow> Rows(LoadedRun run, RunPlan plan) =>
        run.Run.CancelledAt is not null ? [] :
        from section in plan.Sections
        from step in section.Steps
        from field in step.Fields
        where field.Value is { Length: > 0 } && field.Definition.Type.IsLookedUp
        let text = field.Display ?? field.Value
        select new SearchRow(
            Kind, $"{run.Run.Id}", Fingerprint.Of($"{run.Run.Id} {step.Key} {field.Definition.Id}"), Short(text),
            $"{field.Definition.Label}, {NameOf(step)}, {run.Run.Title}", null, [$"{run.Run.Id}", $"{step.Key}"],
            string.Join('\n', text, field.Definition.Label, run.Run.Title, run.Organization?.OrgId));

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(", ");
        if (line.Length <= TitleLimit) return line;
        var cut = char.IsHighSurrogate(line[TitleLimit - 2]) ? TitleLimit - 2 : TitleLimit - 1;
        return string.Concat(line.AsSpan(0, cut), "…");
    }
}
