using FusionPortal.Checklists;
using FusionPortal.Checklists.Checks;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>Reads what one person has to do, of every open run.</summary>
public sealed class MyWorkQueries(IDbContextFactory<PortalDbContext> factory, RunLoader loader, RunStandings standings)
{
    // Nobody works so many at once. The latest worked come first, so what is cut is what they have not touched longest.
    private const int MostRuns = 500;

    private const int MostEvents = 500, MostNews = 8, MostNames = 8;

    /// <summary>Their runs are those they started or worked in. Who only reads has no work.</summary>
    /// <param name="person">Whose work it is.</param>
    /// <param name="lastLookedAt">When they last looked before this visit; null during their first.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task<MyWork> ForAsync(Actor person, DateTimeOffset? lastLookedAt, CancellationToken cancellationToken)
    {
        if (!person.Is(Role.Installer) && !person.Is(Role.Lead) && !person.Is(Role.Administrator)) return new MyWork(null, [], [], []);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        // Of runs that are not theirs they see what the plan says to anybody, and it is known; only their own are read.
        await using var now = await standings.OpenNowAsync(db, cancellationToken);
        var ids = now.People.IdsOf(person.SubjectId);
        var open = now.Runs.Values.OrderByDescending(r => r.LastActivityAt).ThenByDescending(r => r.Id).ToList();
        var mine = open.Where(r => ids.Contains(r.StartedById) || r.LastWorkedBy(ids) is not null)
            .Take(MostRuns).Select(r => r.Id).ToList();
        var graph = await loader.LoadAsync(db, mine, null, cancellationToken);
        var plans = mine.ToDictionary(id => id, id => graph.PlanFor(id, person.SubjectId));

        var left = mine.Where(id => plans[id].NextStep is not null)
            .OrderByDescending(id => now.Runs[id].LastWorkedBy(ids) ?? graph[id].Run.StartedAt).Take(1)
            .Select(id => (Id: id, Plan: plans[id], Step: plans[id].NextStep!))
            .Select(next => WorkItem.For(graph[next.Id], next.Plan, next.Step, WorkReason.LeftOff, next.Step.Definition.Instruction, null))
            .FirstOrDefault();
        var last = mine.Max(id => now.Runs[id].LastWorkedBy(ids));
        return new MyWork(
            left,
            [
                .. mine.SelectMany(id => NoLongerRight(graph[id], plans[id], ids)),
                .. open.SelectMany(r => r.SecondPerson).Where(s => !s.NotFor.Any(ids.Contains)).Select(s => s.Item),
                .. HoldUps(graph, plans, mine, open),
            ],
            [.. mine.Select(id => RunQueries.Row(graph, id))],
            [.. mine.SelectMany(id => Waiting(graph, id, plans[id]))])
        {
            LastWorkedAt = last,
            News = (lastLookedAt ?? last) is { } since ? await NewsAsync(db, graph, ids, since, cancellationToken) : [],
            Names =
            [
                .. mine.SelectMany(id => Held(graph[id], plans[id], ids)).OrderByDescending(n => n.Since).Take(MostNames),
                .. mine.SelectMany(id => Following(graph[id], plans[id])).Take(MostNames),
            ],
        };
    }

    private static async Task<IReadOnlyList<WorkNews>> NewsAsync(
        PortalDbContext db, RunGraph graph, IReadOnlyList<string> ids, DateTimeOffset since, CancellationToken cancellationToken)
    {
        // With the runs of the shared resources their own stand on: the graph has those.
        var runs = graph.Runs.Select(r => r.Run.Id).ToList();
        // Who only said again what a step said already changed nothing.
        var events = await db.Set<RunStepEvent>().AsNoTracking()
            .Where(e => runs.Contains(e.RunId) && e.At > since && !ids.Contains(e.ById) && e.Changes != "[]")
            .OrderByDescending(e => e.At).Select(e => new { e.RunId, e.By, e.Action, e.StepKey, e.At }).Take(MostEvents)
            .ToListAsync(cancellationToken);
        return
        [
            // Of a step that was answered and then ticked, the tick is the news.
            .. events.DistinctBy(e => (e.RunId, e.By, e.StepKey)).GroupBy(e => (e.RunId, e.By, e.Action)).Select(g => new WorkNews(
                g.Key.RunId, graph[g.Key.RunId].Run.Title, g.Key.By, g.Key.Action, g.Count(),
                g.Min(e => e.At), g.Max(e => e.At))).OrderByDescending(n => n.To).Take(MostNews),
        ];
    }

    // A name counts as taken from the moment it is recorded; with its tick it belongs to the record and is nobody's to let go.
    private static IEnumerable<HeldName> Held(LoadedRun run, RunPlan plan, IReadOnlyList<string> ids)
    {
        var names = FieldFeeds.Of(run.Template).Where(f => f.Feed.Fact == ShownFact.Name.Id).Select(f => f.Field.Id)
            .ToHashSet(StringComparer.Ordinal);
        return from step in plan.Sections.SelectMany(s => s.Steps)
               where step.Record.State == StepState.Open
               from field in step.Fields
               where field is { Origin: ValueOrigin.Entered, Value: not null, Record: not null } && ids.Contains(field.Record.By.PersonId)
               where names.Contains(field.Definition.Id) || ChecksInForce.Of(run.Template, field.Definition) == FieldCheck.Own
               select new HeldName(field.Value!, run.Run.Id, run.Run.Title, step.Key.ToString(), field.Record!.By.At);
    }

    // Nobody types these: they are made of the client's ID, and are to be given to what the step makes.
    private static IEnumerable<HeldName> Following(LoadedRun run, RunPlan plan) =>
        (from step in plan.Sections.SelectMany(s => s.Steps)
         where step.Readiness == StepReadiness.Ready
         from field in step.Fields
         where field is { Origin: ValueOrigin.Computed, Value: not null } && field.Value != run.Organization?.OrgId
         select new HeldName(field.Value!, run.Run.Id, run.Run.Title, step.Key.ToString(), null)).DistinctBy(name => name.Name);

    private static List<WorkItem> NoLongerRight(LoadedRun run, RunPlan plan, IReadOnlyList<string> ids)
    {
        var own = plan.Unsettled.Where(s => s.Record.StateBy is { } by && ids.Contains(by.PersonId))
            .Select(s => WorkItem.For(run, plan, s, WorkReason.NoLongerRight, s.Problems[0].Message, s.Record.StateBy!.At)).ToList();
        // What they waited for will not come: that is theirs to settle.
        own.AddRange(plan.Blocks.Where(b => b.Resource?.Cancelled is not null).Select(b => WorkItem.For(
            run, plan, DecidedIn(plan, b), WorkReason.NoLongerRight, b.HoldingItUp, run.Run.LastActivityAt)));
        if (own.Count > 0 || RunQueries.Standing(run.Run, plan) != RunStanding.NoLongerRight) return own;
        // Whoever worked a run that was finished hears of it, though no step of theirs is the wrong one.
        var (step, detail) = plan.Blocks.FirstOrDefault() is { } block
            ? (DecidedIn(plan, block), $"{block.Title}: {block.HoldingItUp}")
            : (plan.Unsettled.Concat(plan.Sections.SelectMany(s => s.Steps).Where(Unfinished)).FirstOrDefault(), plan.HeldUpBy ?? "");
        if (step is null) return [];
        var was = run.Run.FinishedBy is { } by ? $"finished by {by}" : "complete";
        return [WorkItem.For(run, plan, step, WorkReason.NoLongerRight, $"It was {was}, and no longer is. {detail}", run.Run.FinishedAt)];
    }

    private static StepPlan DecidedIn(RunPlan plan, SectionBlock block) =>
        plan.Sections.SelectMany(s => s.Steps).First(s => s.Definition.Fields.Any(f => f.Id == block.Link.DecidedBy));

    private static bool Unfinished(StepPlan step) => step.Readiness is not (StepReadiness.Done or StepReadiness.NotApplicable);

    private static IEnumerable<WorkItem> HoldUps(RunGraph graph, Dictionary<Guid, RunPlan> plans, List<Guid> mine, List<OpenRun> open)
    {
        var waits = open.SelectMany(r => r.Waits).ToLookup(w => w.ResourceId);
        foreach (var run in mine.Select(id => graph[id]).Where(r => r.Resource is not null && waits.Contains(r.Resource.Id)))
        {
            if (plans[run.Run.Id].NextStep is not { } next) continue;
            var waiting = waits[run.Resource!.Id].ToList();
            var who = string.Join(", ", waiting.Select(w => w.Title).Distinct());
            yield return WorkItem.For(
                run, plans[run.Run.Id], next, WorkReason.HoldsUpOthers, $"It blocks {who}.", waiting.Min(w => w.Since));
        }
    }

    private static IEnumerable<WaitingItem> Waiting(RunGraph graph, Guid runId, RunPlan plan)
    {
        var run = graph[runId];
        foreach (var section in plan.Sections)
        {
            foreach (var block in section.Blocks) yield return WaitingItem.Of(graph, run, section, block);
            foreach (
                var step in section.Steps.Where(
                s => s.Readiness == StepReadiness.Ready && s.Problems.Any(p => p.Kind == ProblemKind.SecondPerson)))
            {
                var doer = OpenRun.Doers(plan, step).MaxBy(by => by.At);
                yield return new WaitingItem(
                    runId, run.Run.Title, run.Organization?.OrgId,
                        $"A second person for step {step.Definition.Letter}, {step.Definition.Title}", section.Definition.Title, [], 1,
                        doer?.At, null);
            }
        }
    }
}
