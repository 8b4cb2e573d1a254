using FusionPortal.Checklists.Templates;

namespace FusionPortal.Checklists.Runs;

/// <summary>What has to come first, and who may not do it.</summary>
internal sealed class StepOrder(IReadOnlyList<SectionDraft> sections, string? personId, TemplateIndex index)
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
            var where = open.Count > 1 ? $" at {open.Count} sites" : section.Site is null && open[0].Site is { } site ? $" at {site.Title}" : "";
            yield return new StepProblem(
                ProblemKind.ComesAfter, $"First comes section {open[0].Definition.Title}{where}.", Steps: [.. open.SelectMany(other => other.Steps).Where(other => !other.Settled).Select(other => other.Key)]);
        }
    }

    public IEnumerable<StepProblem> Person(StepDraft step)
    {
        // A step that is done is judged by who did it, an open one by who looks at it.
        var doer = step.Record.State == StepState.Done ? step.Record.StateBy?.PersonId : personId;
        if (doer is null) yield break;
        foreach (var other in Others(step, step.Definition.SecondPersonTo))
        {
            if (other.Record is { State: StepState.Done, StateBy: { } by } && by.PersonId == doer)
                yield return new StepProblem(ProblemKind.SecondPerson, $"It takes a second person: {by.PersonName} did {other.Definition.Letter}) {other.Definition.Title}.", Steps: [other.Key]);
        }
    }

    // Steps that do not apply are not in the plan and hold nobody up.
    private IEnumerable<StepDraft> Others(StepDraft step, IReadOnlyList<string> ids) =>
        ids.Select(id => new StepKey(id, index.Step(id)!.Section.RepeatsPerSite ? step.Site?.SiteId : null))
            .Select(key => _steps.GetValueOrDefault(key))
            .OfType<StepDraft>();
}
