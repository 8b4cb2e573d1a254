using FusionPortal.Checklists.Templates;

namespace FusionPortal.Checklists.Runs;

/// <summary>Which links hold a section up, and in what words.</summary>
internal sealed class Gates(RunSnapshot run, Answers answers, TemplateIndex index)
{
    public IReadOnlyList<SectionBlock> Of(SectionDraft section) =>
        [.. LinksOf(section).Select(link => Block(link, section)).OfType<SectionBlock>()];

    /// <summary>Until a link's question is answered, nobody knows whether the steps after it are blocked: they wait.</summary>
    public IEnumerable<StepProblem> Undecided(StepDraft step, SectionDraft section)
    {
        foreach (var link in LinksOf(section))
        {
            if (answers.Evaluate(link.BlocksWhen, null) != Truth.Unknown || !Behind(link, section).Contains(step)) continue;
            var decides = index.Field(link.DecidedBy)!.Step;
            yield return new StepProblem(
                ProblemKind.ComesAfter, $"First comes {decides.Letter}) {decides.Title}.", Steps: [new StepKey(decides.Id)]);
        }
    }

    private IEnumerable<LinkDefinition> LinksOf(SectionDraft section) =>
        run.Template.Links.Where(link => index.Field(link.DecidedBy)!.Section.Id == section.Definition.Id);

    private IEnumerable<StepDraft> Behind(LinkDefinition link, SectionDraft section)
    {
        var decides = index.Step(index.Field(link.DecidedBy)!.Step.Id)!.Order;
        return section.Steps.Where(step => index.Step(step.Definition.Id)!.Order > decides);
    }

    private SectionBlock? Block(LinkDefinition link, SectionDraft section)
    {
        var resource = run.Links.GetValueOrDefault(link.Id);
        var needed = answers.Evaluate(link.BlocksWhen, null) == Truth.True;
        if (WrongTenancy(link, resource) is { } tenancy) return Describe(link, resource, section, tenancy);
        if (!needed || resource is { Complete: true }) return null;
        return Describe(link, resource, section, null);
    }

    // A dedicated resource serves one organization only, and an install that asked for one cannot use a shared one.
    private string? WrongTenancy(LinkDefinition link, LinkedResource? resource)
    {
        if (resource is null) return null;
        if (resource.Cancelled is { } cancelled) return cancelled;
        var own = resource.DedicatedTo is { } to && string.Equals(to, run.Organization?.OrgId, StringComparison.OrdinalIgnoreCase);
        if (resource.DedicatedTo is { } other && !own) return $"it is dedicated to {other}";
        return !own && resource.Complete && answers.Evaluate(link.DedicatedWhen ?? Never, null) == Truth.True
            ? "it is shared, and this install asked for a dedicated one" : null;
    }

    private SectionBlock Describe(LinkDefinition link, LinkedResource? resource, SectionDraft section, string? tenancy)
    {
        var behind = Behind(link, section).Where(step => !step.Settled && step.Applies == Truth.True).ToList();
        var labels = Words.List(link.Fills.Select(fill => Words.InSentence(index.Field(fill.Field)!.Field.Label)));
        var what = labels.Length > 0 ? $"The {labels}" : "The resource";
        var name = $"{link.Title} {resource?.Name}".TrimEnd();
        var filled = link.Fills.Select(fill => index.Field(fill.Field)!.Step.Letter).Distinct().ToList();
        var then =
            (filled.Count switch
            {
                0 => "",
                1 => $"Step {filled[0]} fills itself in and ",
                _ => $"Steps {Words.List(filled)} fill themselves in and "
            })
            + (behind.Count == 1 ? "1 step unblocks" : $"{behind.Count} steps unblock");
        return new SectionBlock(
            link, resource,
            tenancy is not null ? $"{name} cannot be used: {tenancy}" : resource is null ? $"{name}: no checklist is linked yet"
                : $"{name} is not ready",
            $"{what} that the checklist {name} publishes when it completes",
            resource?.WhoCanAct ?? [],
            tenancy is not null ? $"Another {link.Title} has to be linked: {tenancy}."
                : resource is null ? "Nobody has started or linked its checklist."
                : resource.HeldUpBy ?? "Its checklist is not closed.",
            answers.Value(link.DecidedBy, null) is null ? null : Since(link),
            char.ToUpperInvariant(then[0]) + then[1..],
            [.. behind.Select(step => step.Key)])
        {
            Dedicated = answers.Evaluate(link.DedicatedWhen ?? Never, null) == Truth.True,
        };
    }

    private DateTimeOffset? Since(LinkDefinition link)
    {
        var step = index.Field(link.DecidedBy)!.Step.Id;
        return run.Steps.GetValueOrDefault(step)?.Fields.GetValueOrDefault(link.DecidedBy)?.By.At;
    }

    /// <summary>For each link whether its answer asks for a resource that is still to be made.</summary>
    public IReadOnlyDictionary<string, Truth> Needs =>
        run.Template.Links.ToDictionary(link => link.Id, link => answers.Evaluate(link.BlocksWhen, null));

    /// <summary>
    /// By field: what the portal does not know of the resource an answer speaks of. It may be older than the portal, so it blocks nothing.
    /// </summary>
    public IReadOnlyDictionary<string, string> Unknown()
    {
        var notes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var link in run.Template.Links.Where(
            link => !run.Links.ContainsKey(link.Id) && answers.Evaluate(link.BlocksWhen, null) == Truth.False))
        {
            if (link.Fills.FirstOrDefault(fill => fill.Output == LinkedResource.NameOutput)?.Field is { } field
                && answers.Value(field, null) is { } name)
                notes[field] = $"The portal knows no {link.Title} {name}: no checklist here made it.";
            if (link.Finds.Count > 0 && link.Finds.All(find => answers.Value(find.Field, null) is not null))
                notes[link.DecidedBy] =
                    $"The portal knows no {link.Title} in {Words.List(link.Finds.Select(find => answers.Value(find.Field, null)!))}, or "
                        + "more than one: no checklist here is complete for it.";
        }

        return notes;
    }

    private static readonly Condition Never = new Condition.Not(new Condition.All([]));
}
