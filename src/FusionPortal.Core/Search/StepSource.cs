using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Runs;
using Npgsql;

namespace FusionPortal.Core.Search;

/// <summary>The steps of every run that was not cancelled, by what they are called and what the run is about.</summary>
public sealed class StepSource : RunSearchSource
{
    private const string Ours = "step";

    public override string Kind => Ours;

    public override string Title => "Steps";

    public override int Place => 50;

    internal override string Partition => "search_entry_step";

    public override string Address(IReadOnlyList<string> parts, Actor actor) => StepAddress(parts);

    internal override IEnumerable<SearchRow> Rows(LoadedRun run, RunPlan plan) =>
        run.Run.CancelledAt is not null ? [] :
        from section in plan.Sections
        from step in section.Steps
        select new SearchRow(
            Ours, $"{run.Run.Id}", Fingerprint.Of($"{run.Run.Id} {step.Key}"), $"{NameOf(section)}, {NameOf(step)}", run.Run.Title,
            Word(step.Readiness), [$"{run.Run.Id}", $"{step.Key}", $"{step.Readiness}"],
            string.Join('\n', step.Definition.Title, run.Run.Title, run.Organization?.OrgId, run.Resource?.Name));

    internal override Task<IReadOnlyList<FoundEntry>> DescribeAsync(
        NpgsqlConnection connection, IReadOnlyList<FoundEntry> found, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FoundEntry>>([.. found.Select(f => f with
        {
            Tone = f.Parts[2] == nameof(StepReadiness.Blocked) ? SearchTone.Warn : SearchTone.Plain,
        })]);

    private static string Word(StepReadiness readiness) => readiness switch
    {
        StepReadiness.Ready => "To do",
        StepReadiness.NotApplicable => "Not applicable",
        _ => $"{readiness}",
    };
}
