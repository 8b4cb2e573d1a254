using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;
using FusionPortal.Conventions.Naming;

namespace FusionPortal.Checklists.Runs;

/// <summary>Works out one field's value, where it comes from and what is wrong with it.</summary>
internal sealed class FieldPlanner(RunSnapshot run, TemplateIndex index, Answers answers)
{
    private readonly Dictionary<string, (LinkDefinition Link, string Output)> _fills =
        run.Template.Links.SelectMany(link => link.Fills.Select(fill => (link, fill)))
            .ToDictionary(pair => pair.fill.Field, pair => (pair.link, pair.fill.Output));

    public FieldPlan Plan(FieldDefinition field, Site? site, StepRecord step)
    {
        var record = step.Fields.GetValueOrDefault(field.Id);
        var (derived, origin, missing) = Derived(field, site);
        // While a step is open, only what a person entered is theirs; a name the tick fixed is let go with the tick.
        var kept = record is { Cleared: false } && (!record.Pinned || step.State == StepState.Done) ? record : null;
        var value = kept?.Value ?? derived;
        if (kept is { Pinned: false }) origin = ValueOrigin.Entered;
        if (value is null) origin = ValueOrigin.None;
        var options = field.Options.Select(option => Option(option, field, site)).ToList();
        var problem = value is null ? Missing(field, missing) : Wrong(field, site, value, derived, origin, options);
        var suggestion = value is null ? Suggestion(field, site) : null;
        return new FieldPlan(
            field, value, value is null ? null
                : field.Type.Display(field, value), origin, suggestion, problem, options, kept is { Pinned: false } ? kept : null)
        {
            Kept = kept?.Kept ?? (origin == ValueOrigin.Linked ? run.Links.GetValueOrDefault(_fills[field.Id].Link.Id)?.Kept : null),
        };
    }

    private (string? Value, ValueOrigin Origin, string? Missing) Derived(FieldDefinition field, Site? site)
    {
        if (field.Compute is { } compute)
        {
            var name = Compute(field, compute, site);
            return (name.Name, ValueOrigin.Computed, WaitsFor(compute, site) ?? name.Problem);
        }

        if (!_fills.TryGetValue(field.Id, out var fill)) return (null, ValueOrigin.None, null);
        var linked = run.Links.GetValueOrDefault(fill.Link.Id) is { Complete: true } resource
            ? resource.Outputs.GetValueOrDefault(fill.Output) : null;
        var read = FieldValue.Read(field, linked);
        return (read.Problem is null && read.Value.Length > 0 ? read.Value : null, ValueOrigin.Linked, null);
    }

    private NameResult Compute(FieldDefinition field, ComputedNameDefinition compute, Site? site)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (run.Organization is { } organization) parts[Names.OrganizationPart] = organization.OrgId;
        if (site is not null) parts[Names.SitePart] = site.SiteId;
        foreach (var (part, from) in compute.Parts)
            if (answers.Value(from, site) is { } value) parts[part] = value;
        return compute.Name is { } name ? Names.OfBook(run.Book, name, run.Organization?.OrgId, parts)
            : index.Pattern(field)!.Generate(parts);
    }

    private string? Suggestion(FieldDefinition field, Site? site) => field.Suggest switch
    {
        null => field.SuggestText,
        SuggestedFact.OrganizationTitle => run.Organization?.Title,
        SuggestedFact.ListedSiteTitle => site?.Title,
        var other => answers.Value(other, site),
    };

    private string? WaitsFor(ComputedNameDefinition compute, Site? site)
    {
        var waiting = compute.Parts.Values.Where(part => answers.Value(part, site) is null).Select(part => index.Field(part)!.Field.Label)
            .ToList();
        return waiting.Count > 0 ? $"It follows from: {Words.List(waiting)}." : null;
    }

    private OptionPlan Option(FieldOption option, FieldDefinition field, Site? site)
    {
        var allowed = answers.Evaluate(option.When, site);
        if (allowed != Truth.Unknown) return new OptionPlan(option, allowed, allowed == Truth.True ? null : option.Says);
        var first = answers.Unanswered(option.When!, site).Where(id => id != field.Id).Select(id => index.Field(id)!.Field.Label);
        return new OptionPlan(option, allowed, $"{option.Says} Not answered yet: {Words.List(first)}.");
    }

    private static StepProblem? Missing(FieldDefinition field, string? waitsFor) =>
        field.Required ? new StepProblem(ProblemKind.Missing, field.Type.Missing(field, waitsFor), field.Id) : null;

    private StepProblem? Wrong(
        FieldDefinition field, Site? site, string value, string? derived, ValueOrigin origin, List<OptionPlan> options)
    {
        var shown = field.Type.Display(field, value);
        if (options.FirstOrDefault(o => o.Definition.Id == value) is { Allowed: not Truth.True } barred)
            return new StepProblem(ProblemKind.NotAllowed, $"{barred.Definition.Label}: {barred.Why}", field.Id);
        if (derived is not null && !field.Type.Same(value, derived))
        {
            return field.Compute is not null
                ? new StepProblem(
                    ProblemKind.NameChanged,
                    $"{field.Label} was {shown} when this step was ticked; it would be {field.Type.Display(field, derived)} now.", field.Id)
                : new StepProblem(
                    ProblemKind.DiffersFromLinked,
                    $"{run.Links[_fills[field.Id].Link.Id].Name} publishes {field.Type.Display(field, derived)}; here it says {shown}.",
                    field.Id)
                {
                    WayOut = WayOut(field, origin, null),
                };
        }

        if (index.Misfit(field, value, run.Book) is { } misfit) return new StepProblem(ProblemKind.Invalid, misfit, field.Id);
        if (field.EqualsField is { } equals && answers.Value(equals, site) is { } equal && !field.Type.Same(value, equal))
        {
            var other = index.Field(equals)!;
            var seen = $"{field.Label} is {shown}, but {other.Field.Label} is {other.Field.Type.Display(other.Field, equal)}. "
                + field.EqualsSays;
            return new StepProblem(ProblemKind.DiffersFromField, seen.TrimEnd(), field.Id) { WayOut = WayOut(field, origin, other) };
        }

        if (field.DiffersFrom is { } differs && answers.Value(differs, site) is { } unlike && field.Type.Same(value, unlike))
            return new StepProblem(
                ProblemKind.Invalid, $"{field.Label} has to differ from {index.Field(differs)!.Field.Label}; both are {shown}.",
                field.Id);
        return field.Type.Misfit(field, value, other => answers.Value(other, site)) is { } wrong
            ? new StepProblem(ProblemKind.Invalid, wrong, field.Id)
            {
                WayOut = origin == ValueOrigin.Linked ? WayOut(field, origin, null) : null,
            }
            : null;
    }

    // What a person can do about two answers that have to agree: this one, the resource it belongs to, or the other answer.
    private string WayOut(FieldDefinition field, ValueOrigin origin, FieldPlace? other)
    {
        var ways = new List<string>();
        if (origin != ValueOrigin.Linked) ways.Add("correct the value");
        if (_fills.TryGetValue(field.Id, out var fill)) ways.Add($"choose another {fill.Link.Title}");
        if (other is not null)
            ways.Add($"correct {Words.InSentence(other.Field.Label)} in {other.Step.Letter}) {other.Step.Title}");
        var first = string.Join(", ", ways.SkipLast(1));
        var text = first.Length == 0 ? ways[^1] : $"{first} or {ways[^1]}";
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }
}
