using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Data;
using FusionPortal.Core.People;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>Reads what one person has to do, from every open run.</summary>
public sealed class MyWorkQueries(IDbContextFactory<PortalDbContext> factory, RunLoader loader, RunStandings standings)
{
    // A company has some dozens of open runs. The latest worked come first, so what is cut is what nobody has touched longest.
    private const int MostRuns = 500;

    /// <summary>Their runs are those they started or worked in. Who only reads has no work.</summary>
    public async Task<MyWork> ForAsync(Actor person, CancellationToken cancellationToken)
    {
        if (!person.Is(Role.Installer) && !person.Is(Role.Lead) && !person.Is(Role.Administrator)) return new MyWork(null, [], [], []);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var open = (await standings.PageAsync(db, db.Set<Run>().AsNoTracking(), finished: false, null, MostRuns, cancellationToken)).ConvertAll(p => p.Id);
        var ids = (await PeopleQueries.SameAsync(db, null, cancellationToken)).IdsOf(person.SubjectId);
        var lastWorked = await db.Set<RunStepEvent>().Where(e => ids.Contains(e.ById) && open.Contains(e.RunId))
            .GroupBy(e => e.RunId).Select(g => new { RunId = g.Key, At = g.Max(e => e.At) }).ToDictionaryAsync(g => g.RunId, g => g.At, cancellationToken);
        var graph = await loader.LoadAsync(db, open, null, cancellationToken);
        var mine = open.Where(id => lastWorked.ContainsKey(id) || ids.Contains(graph[id].Run.StartedById)).ToList();
        var plans = open.ToDictionary(id => id, id => graph.PlanFor(id, person.SubjectId));

        var left = mine.Where(id => plans[id].NextStep is not null).OrderByDescending(id => lastWorked.GetValueOrDefault(id, graph[id].Run.StartedAt)).Take(1)
            .Select(id => Item(graph[id], plans[id], plans[id].NextStep!, WorkReason.LeftOff, plans[id].NextStep!.Definition.Instruction, null)).FirstOrDefault();
        return new MyWork(
            left,
            [.. mine.SelectMany(id => NoLongerRight(graph[id], plans[id], ids)), .. open.SelectMany(id => SecondPerson(graph[id], plans[id], ids)), .. HoldUps(graph, plans, mine)],
            [.. mine.Select(id => RunQueries.Row(graph, id))],
            [.. mine.SelectMany(id => Waiting(graph, id, plans[id]))]);
    }

    private static List<WorkItem> NoLongerRight(LoadedRun run, RunPlan plan, IReadOnlyList<string> ids)
    {
        var own = plan.Unsettled.Where(s => s.Record.StateBy is { } by && ids.Contains(by.PersonId))
            .Select(s => Item(run, plan, s, WorkReason.NoLongerRight, s.Problems[0].Message, s.Record.StateBy!.At)).ToList();
        // What they waited for will not come: that is theirs to settle.
        own.AddRange(plan.Blocks.Where(b => b.Resource?.Cancelled is not null).Select(b => Item(
            run, plan, plan.Sections.SelectMany(s => s.Steps).First(s => s.Definition.Fields.Any(f => f.Id == b.Link.DecidedBy)), WorkReason.NoLongerRight, b.HoldingItUp, run.Run.LastActivityAt)));
        if (own.Count > 0 || RunQueries.Standing(run.Run, plan) != RunStanding.NoLongerRight) return own;
        // Whoever worked a run that was finished hears of it, though no step of theirs is the wrong one.
        var (step, detail) = plan.Blocks.FirstOrDefault() is { } block
            ? (plan.Sections.SelectMany(s => s.Steps).First(s => s.Definition.Fields.Any(f => f.Id == block.Link.DecidedBy)), $"{block.Title}: {block.HoldingItUp}")
            : (plan.Unsettled.Concat(plan.Sections.SelectMany(s => s.Steps).Where(Unfinished)).FirstOrDefault(), plan.HeldUpBy ?? "");
        return step is null ? [] : [Item(run, plan, step, WorkReason.NoLongerRight, $"It was {(run.Run.FinishedBy is { } by ? $"finished by {by}" : "complete")}, and no longer is. {detail}", run.Run.FinishedAt)];
    }

    private static bool Unfinished(StepPlan step) => step.Readiness is not (StepReadiness.Done or StepReadiness.NotApplicable);

    // Ready for this person, although the one who did the part before may not take it.
    private static IEnumerable<WorkItem> SecondPerson(LoadedRun run, RunPlan plan, IReadOnlyList<string> ids) =>
        from step in plan.Sections.SelectMany(s => s.Steps)
        where step.Readiness == StepReadiness.Ready && step.Definition.SecondPersonTo.Count > 0
        let first = Doers(plan, step).MaxBy(who => who.At)
        where first is not null && Doers(plan, step).All(who => !ids.Contains(who.PersonId))
        select Item(run, plan, step, WorkReason.SecondPerson, $"{first.PersonName} did the step before and cannot take this one.", first.At);

    private static IEnumerable<Attribution> Doers(RunPlan plan, StepPlan step) =>
        step.Definition.SecondPersonTo.Select(id => plan.Find(step.Key with { StepId = id }) ?? plan.Find(new StepKey(id)))
            .OfType<StepPlan>().SelectMany(s => RunPlan.DoersOf(s.Record));

    private static IEnumerable<WorkItem> HoldUps(RunGraph graph, Dictionary<Guid, RunPlan> plans, List<Guid> mine)
    {
        var waits = plans.SelectMany(pair => pair.Value.Blocks.Where(b => b.Resource is not null).Select(block => (Run: graph[pair.Key], Block: block)))
            .ToLookup(w => w.Block.Resource!.ResourceId);
        foreach (var run in mine.Select(id => graph[id]).Where(r => r.Resource is not null && waits.Contains(r.Resource.Id)))
        {
            if (plans[run.Run.Id].NextStep is not { } next) continue;
            var waiting = waits[run.Resource!.Id].ToList();
            var who = string.Join(", ", waiting.Select(w => w.Run.Run.Title).Distinct());
            yield return Item(run, plans[run.Run.Id], next, WorkReason.HoldsUpOthers, $"It blocks {who}.", waiting.Min(w => w.Block.Since));
        }
    }

    private static IEnumerable<WaitingItem> Waiting(RunGraph graph, Guid runId, RunPlan plan)
    {
        var run = graph[runId];
        foreach (var section in plan.Sections)
        {
            foreach (var block in section.Blocks)
            {
                var other = block.Resource is { } resource ? graph.OfResource(resource.ResourceId)?.Run.Id : null;
                yield return new WaitingItem(
                    runId, run.Run.Title, run.Organization?.OrgId, block.Title, section.Definition.Title, block.WhoCanAct, block.Blocked.Count, block.Since, other);
            }

            foreach (var step in section.Steps.Where(s => s.Readiness == StepReadiness.Ready && s.Problems.Any(p => p.Kind == ProblemKind.SecondPerson)))
            {
                var doer = Doers(plan, step).MaxBy(by => by.At);
                yield return new WaitingItem(
                    runId, run.Run.Title, run.Organization?.OrgId, $"A second person for step {step.Definition.Letter}, {step.Definition.Title}", section.Definition.Title, [], 1, doer?.At, null);
            }
        }
    }

    private static WorkItem Item(LoadedRun run, RunPlan plan, StepPlan step, WorkReason reason, string detail, DateTimeOffset? since)
    {
        var section = plan.Sections.First(s => s.Steps.Contains(step));
        return new WorkItem(
            reason, run.Run.Id, run.Run.Title, run.Organization?.OrgId, section.Definition.Title, step.Key.ToString(), step.Definition.Letter, step.Definition.Title, detail, since);
    }
}
