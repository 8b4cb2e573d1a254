using FusionPortal.Checklists.Runs;

namespace FusionPortal.Core.Runs;

/// <summary>
/// What lists and My work need to know of a run that is neither complete nor cancelled, whoever asks. Worked out from its plan.
/// </summary>
/// <param name="StartedById">Who started it.</param>
/// <param name="WorkedBy">When each of those who ever worked it did so last, by the id they had.</param>
/// <param name="SecondPerson">The steps that are ready for anybody but those who did the step before.</param>
/// <param name="Waits">The shared resources it waits for.</param>
/// <param name="Waiting">What keeps steps of it from being worked, as lists show it.</param>
internal sealed record OpenRun(
    Guid Id, DateTimeOffset LastActivityAt, string StartedById, IReadOnlyDictionary<string, DateTimeOffset> WorkedBy,
    IReadOnlyList<SecondPersonStep> SecondPerson, IReadOnlyList<ResourceWait> Waits, IReadOnlyList<WaitingItem> Waiting)
{
    /// <summary>Nothing in it can be worked until something else is done.</summary>
    public bool Blocked { get; init; }

    /// <summary>When one of the ids worked it last; null where none of them did.</summary>
    public DateTimeOffset? LastWorkedBy(IEnumerable<string> ids) =>
        ids.Where(WorkedBy.ContainsKey).Select(id => (DateTimeOffset?)WorkedBy[id]).Max();

    public static OpenRun Of(RunGraph graph, Guid runId, IReadOnlyDictionary<string, DateTimeOffset> workedBy)
    {
        var (run, plan) = (graph[runId], graph.Plan(runId));
        return new(
            run.Run.Id, run.Run.LastActivityAt, run.Run.StartedById, workedBy, [.. SecondPersons(run, plan)],
            [
                .. from block in plan.Blocks
                   where block.Resource is not null
                   select new ResourceWait(block.Resource!.ResourceId, run.Run.Title, block.Since),
            ],
            [
                .. from section in plan.Sections
                   from block in section.Blocks
                   select WaitingItem.Of(graph, run, section, block),
            ])
        {
            Blocked = RunQueries.Standing(run.Run, plan) == RunStanding.Blocked,
        };
    }

    // Ready, although the one who did the part before may not take it.
    private static IEnumerable<SecondPersonStep> SecondPersons(LoadedRun run, RunPlan plan) =>
        from step in plan.Sections.SelectMany(s => s.Steps)
        where step.Readiness == StepReadiness.Ready && step.Definition.SecondPersonTo.Count > 0
        let doers = Doers(plan, step).ToList()
        let first = doers.MaxBy(who => who.At)
        where first is not null
        select new SecondPersonStep(
            WorkItem.For(
                run, plan, step, WorkReason.SecondPerson, $"{first.PersonName} did the step before and cannot take this one.", first.At),
            [.. doers.Select(who => who.PersonId).Distinct()]);

    /// <summary>Whose word stands in the steps that this one takes a second person to.</summary>
    public static IEnumerable<Attribution> Doers(RunPlan plan, StepPlan step) =>
        step.Definition.SecondPersonTo.Select(id => plan.Find(step.Key with { StepId = id }) ?? plan.Find(new StepKey(id)))
            .OfType<StepPlan>().SelectMany(s => RunPlan.DoersOf(s.Record));
}

/// <param name="Item">As it stands in the list of whoever may take it.</param>
/// <param name="NotFor">The ids of those who may not.</param>
internal sealed record SecondPersonStep(WorkItem Item, IReadOnlyList<string> NotFor);

/// <param name="Title">Of the run that waits.</param>
internal sealed record ResourceWait(Guid ResourceId, string Title, DateTimeOffset? Since);
