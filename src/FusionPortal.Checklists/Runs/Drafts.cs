using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Runs;

/// <summary>A section of the plan after the first pass: what applies and which values there are.</summary>
internal sealed record SectionDraft(SectionDefinition Definition, Site? Site, Truth Applies, IReadOnlyList<StepDraft> Steps)
{
    public string Key => Site is null ? Definition.Id : $"{Definition.Id}@{Site.SiteId}";

    public bool Complete { get; } = Applies == Truth.True && Steps.All(step => step.Settled);
}

/// <param name="Undecided">Fields of which nobody can say yet whether they are needed.</param>
internal sealed record StepDraft(
    StepKey Key, StepDefinition Definition, Site? Site, Truth Applies, StepRecord Record,
    IReadOnlyList<FieldPlan> Fields, IReadOnlyList<StepProblem> Undecided)
{
    public bool Settled => Applies == Truth.True && Record.State is StepState.Done or StepState.NotApplicable;
}
