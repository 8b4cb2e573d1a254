using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Data;
using FusionPortal.Core.Runs;
using Npgsql;

namespace FusionPortal.Core.Search;

/// <summary>Checklists being worked, finished or cancelled, by what they are about; by their id too.</summary>
public sealed class RunSource : RunSearchSource
{
    private const string Ours = "run";

    public override string Kind => Ours;

    public override string Title => "Runs";

    public override int Place => 40;

    public override string Address(IReadOnlyList<string> parts, Actor actor) => $"/runs/{parts[0]}";

    internal override IEnumerable<SearchRow> Rows(LoadedRun run, RunPlan plan)
    {
        var standing = RunQueries.Standing(run.Run, plan);
        yield return new SearchRow(
            Ours, $"{run.Run.Id}", run.Run.Id, run.Run.Title,
            $"{run.Template.Title}, {plan.Progress.Done} of {plan.Progress.Applicable} steps, {run.Run.LastActivityBy}",
            Word(standing), [$"{run.Run.Id}", $"{standing}"],
            string.Join('\n', run.Organization?.OrgId, run.Resource?.Name, run.Template.Title, $"{run.Run.Id}"));
    }

    internal override async Task<FoundEntry?> NamedAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken) =>
        Guid.TryParse(text, out var id)
            ? (await Sql.ListAsync(
                connection, $"select kind, key, title, detail, state, parts from search_entry where kind = '{Ours}' and key = $1",
                FoundEntry.Read, cancellationToken, id)).SingleOrDefault()
            : null;

    internal override Task<IReadOnlyList<FoundEntry>> DescribeAsync(
        NpgsqlConnection connection, IReadOnlyList<FoundEntry> found, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FoundEntry>>([.. found.Select(f => f with
        {
            Tone = f.Parts[1] switch
            {
                nameof(RunStanding.NoLongerRight) => SearchTone.Bad,
                nameof(RunStanding.Blocked) => SearchTone.Warn,
                nameof(RunStanding.Finished) => SearchTone.Good,
                _ => SearchTone.Plain,
            },
        })]);

    private static string Word(RunStanding standing) => standing switch
    {
        RunStanding.InProgress => "In progress",
        RunStanding.NoLongerRight => "No longer right",
        _ => $"{standing}",
    };
}
