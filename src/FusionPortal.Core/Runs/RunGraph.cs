using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions.Books;
using FusionPortal.Core.Organizations;

namespace FusionPortal.Core.Runs;

/// <summary>One run with everything stored of it.</summary>
internal sealed record LoadedRun(
    Run Run, Template Template, Organization? Organization, SharedResource? Resource,
    IReadOnlyDictionary<string, StepRecord> Steps, IReadOnlyDictionary<string, RunLink> Links);

/// <summary>
/// Runs and, through their links, the runs of the shared resources they wait for. Builds the pure snapshots from the bottom up;
/// each plan is worked out once. Not thread-safe.
/// </summary>
internal sealed class RunGraph(
    IReadOnlyDictionary<Guid, LoadedRun> runs, SamePeople people, ConventionBook? book, DateTimeOffset? asOf)
{
    private readonly Dictionary<Guid, LoadedRun> _byResource = runs.Values
        .Where(r => r.Resource is not null)
        .ToDictionary(r => r.Resource!.Id);

    private readonly Dictionary<Guid, RunPlan> _plans = [];
    private readonly HashSet<Guid> _working = [];

    /// <summary>Which ids belong to one person.</summary>
    public SamePeople People => people;

    /// <summary>The same with one run as it is by now.</summary>
    public RunGraph With(LoadedRun run) => new(new Dictionary<Guid, LoadedRun>(runs) { [run.Run.Id] = run }, people, book, asOf);

    public LoadedRun this[Guid runId] => runs[runId];

    public IEnumerable<LoadedRun> Runs => runs.Values;

    public LoadedRun? OfResource(Guid resourceId) => _byResource.GetValueOrDefault(resourceId);

    /// <summary>The plan for nobody in particular.</summary>
    public RunPlan Plan(Guid runId) => _plans.TryGetValue(runId, out var plan) ? plan : _plans[runId] = RunPlan.Of(Snapshot(runs[runId]));

    /// <summary>The plan as the person sees it.</summary>
    public RunPlan PlanFor(Guid runId, string personId) => RunPlan.Of(Snapshot(runs[runId]), personId);

    public RunSnapshot Snapshot(LoadedRun run)
    {
        var facts = run.Organization is { } o ? new OrganizationFacts(o.OrgId, o.Title, o.Environment) : null;
        var links = new Dictionary<string, LinkedResource>(StringComparer.Ordinal);
        if (!_working.Add(run.Run.Id))
            return InForce(new(run.Template, facts, run.Steps, links) { People = people }); // a circle of links: cut here
        foreach (var (linkId, link) in run.Links)
        {
            if (OfResource(link.SharedResourceId) is { } target)
                links[linkId] = Linked(target) with { Kept = link.KeptReason is { } why ? new KeptValue(link.KeptSeen ?? "", why) : null };
        }

        _working.Remove(run.Run.Id);
        return InForce(new(run.Template, facts, run.Steps, links) { People = people });
    }

    // No book was read where no template takes a name from it.
    private RunSnapshot InForce(RunSnapshot snapshot) => book is null ? snapshot : snapshot with { Book = book };

    /// <summary>Whether it was cancelled by the moment that is read.</summary>
    public bool IsCancelled(Run run) => run.CancelledAt is { } at && (asOf is null || at <= asOf);

    /// <summary>Whether it is complete: a cancelled run is not, whatever its steps say.</summary>
    public bool IsComplete(Guid runId) => Plan(runId).IsComplete && !IsCancelled(runs[runId].Run);

    /// <summary>The run as those who wait for it see it.</summary>
    public LinkedResource Linked(LoadedRun run)
    {
        var plan = Plan(run.Run.Id);
        var linked = LinkedResource.Of(run.Resource!.Id, plan, Workers(run));
        if (IsCancelled(run.Run))
        {
            var why = $"{run.Run.CancelledBy} cancelled its checklist: {run.Run.CancelReason}";
            return linked with
            {
                Complete = false,
                WhoCanAct = [],
                HeldUpBy = why,
                Outputs = new Dictionary<string, string>(),
                Cancelled = why
            };
        }

        // What its own checklist says outranks what was asked for when it was started.
        return linked.DedicatedTo is null && !plan.IsComplete ? linked with { DedicatedTo = run.Organization?.OrgId } : linked;
    }

    // Those who worked it, the latest first; whoever started it while nobody has.
    private static List<string> Workers(LoadedRun run)
    {
        var people = Attributions(run).OrderByDescending(a => a.At).Select(a => a.PersonName).Distinct().Take(3).ToList();
        return people.Count > 0 ? people : [run.Run.StartedBy];
    }

    private static IEnumerable<Attribution> Attributions(LoadedRun run) =>
        run.Steps.Values.SelectMany(s => s.Fields.Values.Select(f => f.By).Append(s.StateBy)).OfType<Attribution>();
}
