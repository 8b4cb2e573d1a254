using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;

namespace FusionPortal.Core.Runs;

/// <summary>Puts a plan into the records that pages and the API show.</summary>
internal static class RunViewing
{
    public static RunView View(RunGraph graph, Guid runId, string personId)
    {
        var plan = graph.PlanFor(runId, personId);
        return new RunView(
            Head(graph[runId]), ProgressView.Of(plan.Progress), plan.NextStep?.Key.ToString(), plan.IsComplete,
            [.. plan.Sections.Select(section => Section(section, graph))]);
    }

    public static RunHead Head(LoadedRun loaded)
    {
        var (run, template, organization, resource) = (loaded.Run, loaded.Template, loaded.Organization, loaded.Resource);
        return new RunHead(
            run.Id, run.Kind, run.Title, organization?.OrgId, organization?.Title, organization?.Environment,
            resource?.Id, resource?.Kind, resource?.Name, template.Key, template.Title, template.Version,
            run.StartedBy, run.StartedAt, run.TopicKey, run.TopicVersion, run.FinishedAt, run.FinishedBy, run.Revision, run.LastActivityBy, run.LastActivityAt);
    }

    public static BlockView Block(SectionBlock block, RunGraph graph) => new(
        block.Link.Id, block.Link.Title, block.Link.SharedKind, block.Resource?.ResourceId,
        block.Resource is { } resource ? graph.OfResource(resource.ResourceId)?.Run.Id : null, block.Dedicated,
        block.Title, block.Missing, block.WhoCanAct, block.HoldingItUp, block.Since, block.Then, [.. block.Blocked.Select(key => key.ToString())]);

    private static SectionView Section(SectionPlan section, RunGraph graph) => new(
        section.Key, section.Definition.Group, section.Definition.Title, section.Definition.Mode, section.Site?.SiteId, section.Site?.Title,
        section.Applies == Truth.True, section.Complete, ProgressView.Of(section.Progress),
        [.. section.Blocks.Select(block => Block(block, graph))], [.. section.Steps.Select(Step)]);

    private static StepView Step(StepPlan step)
    {
        var (definition, record) = (step.Definition, step.Record);
        return new StepView(
            step.Key.ToString(), definition.Letter, definition.Title, definition.Instruction, definition.Guidance, definition.Why, definition.Source,
            definition.Credential, definition.MaySkip, record.State, step.Readiness, step.MayTick, record.Revision,
            record.StateBy?.PersonName, record.StateBy?.At, record.Reason,
            [.. record.Confirmations.Select(c => new ConfirmationView(c.Field, c.By.PersonName, c.By.At))],
            [.. step.Fields.Select(Field)], [.. step.Problems.Select(StepProblemView.Of)]);
    }

    private static FieldView Field(FieldPlan field) => new(
        field.Definition.Id, field.Definition.Label, field.Definition.Type, field.Definition.Required, field.Definition.Help, field.Definition.Unit,
        field.Definition.MaxLength, field.Value, field.Display, field.Origin, field.Suggestion, field.Problem is { } problem ? StepProblemView.Of(problem) : null,
        [.. field.Options.Select(o => new OptionView(o.Definition.Id, o.Definition.Label, o.Allowed == Truth.True, o.Why ?? o.Definition.Says))],
        field.Record?.By.PersonName, field.Record?.By.At);
}
