using FusionPortal.Checklists.Templates;

namespace FusionPortal.Checklists.Runs;

/// <summary>What has to come first, and who may not do it.</summary>
internal sealed class StepOrder(IReadOnlyList<SectionDraft> sections, string? personId, SamePeople people, TemplateIndex index)
{
    private readonly Dictionary<StepKey, StepDraft> _steps = sections.SelectMany(section => section.Steps).ToDictionary(step => step.Key);

    /// <summary>The steps that have to come before one step.</summary>
    public IEnumerable<StepProblem> Before(StepDraft step)
    {
        var steps = Others(step, step.Definition.After).Where(other => !other.Settled).ToList();
        if (steps.Count > 0)
        {
            var names = string.Join(", ", steps.Select(other => $"{other.Definition.Letter}) {other.Definition.Title}"));
            yield return new StepProblem(ProblemKind.ComesAfter, $"First comes {names}.", Steps: [.. steps.Select(other => other.Key)]);
        }
    }

    /// <summary>The sections that have to come before every step of one section.</summary>
    public IEnumerable<StepProblem> Before(SectionDraft section)
    {
        foreach (var id in section.Definition.After)
        {
            // A site's section waits for the same site's copy; a section worked once waits for every copy.
            var open = sections.Where(other => other.Definition.Id == id && !other.Complete
                && (section.Site is null || other.Site is null || other.Site == section.Site)).ToList();
            if (open.Count == 0) continue;
            var where = open.Count > 1 ? $" at {open.Count} sites" : section.Site is null && open[0].Site is { } site ? $" at {site.Title}"
                : "";
            yield return new StepProblem(
                ProblemKind.ComesAfter, $"First comes section {open[0].Definition.Title}{where}.",
                    Steps: [.. open.SelectMany(other => other.Steps).Where(other => !other.Settled).Select(other => other.Key)]);
        }
    }

    /// <summary>
    /// Says whose hands are in both steps. Doing is whatever leaves a mark: ticking, marking not applicable, and entering a value that
    /// stands. A settled step is judged by who did it, an open one also by who looks at it.
    /// </summary>
    public IEnumerable<StepProblem> Person(StepDraft step)
    {
        foreach (var other in Others(step, step.Definition.SecondPersonTo))
        {
            var doers = Doers(other.Record).ToList();
            var taker = step.Record.State == StepState.Open ? personId : step.Record.StateBy?.PersonId;
            if (doers.FirstOrDefault(by => people.AreSame(taker, by.PersonId)) is { } both)
                yield return new StepProblem(
                    ProblemKind.SecondPerson,
                    $"It takes a second person: {both.PersonName} {Did(people, other.Record, both)} {Name(other)}.", Steps: [other.Key]);
            if (step.Record.State == StepState.NotApplicable) continue;
            foreach (var (id, field) in step.Record.Fields.Where(pair => Stands(pair.Value)))
            {
                if (!doers.Exists(by => people.AreSame(field.By.PersonId, by.PersonId))) continue;
                yield return new StepProblem(
                    ProblemKind.NotAllowed,
                        $"{field.By.PersonName} did {Name(other)} and cannot answer here too. Clear the answer; a second person gives it.",
                        id, [other.Key]);
            }
        }
    }

    /// <summary>What a person did in a step, as a verb.</summary>
    internal static string Did(SamePeople people, StepRecord record, Attribution by) =>
        record.State == StepState.NotApplicable ? "set aside" : people.AreSame(record.StateBy?.PersonId, by.PersonId)
            && record.State == StepState.Done ? "did" : "answered in";

    private static string Name(StepDraft step) => $"{step.Definition.Letter}) {step.Definition.Title}";

    private static bool Stands(FieldRecord field) => field is { Pinned: false, Cleared: false };

    /// <summary>Whose word stands in a step: who settled it, then who entered its values.</summary>
    internal static IEnumerable<Attribution> Doers(StepRecord record)
    {
        if (record is { State: not StepState.Open, StateBy: { } by }) yield return by;
        if (record.State == StepState.NotApplicable) yield break;
        foreach (var field in record.Fields.Values.Where(Stands)) yield return field.By;
    }

    // Steps that do not apply are not in the plan and hold nobody up.
    private IEnumerable<StepDraft> Others(StepDraft step, IReadOnlyList<string> ids) =>
        ids.Select(id => new StepKey(id, index.Step(id)!.Section.RepeatsPerSite ? step.Site?.SiteId : null))
            .Select(key => _steps.GetValueOrDefault(key))
            .OfType<StepDraft>();
}
