using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;

namespace FusionPortal.Core.Runs;

/// <summary>Puts a plan into the records that pages and the API show.</summary>
internal static class RunDetails
{
    public static RunDetail View(RunGraph graph, Guid runId, string personId)
    {
        var plan = graph.PlanFor(runId, personId);
        var complete = graph.IsComplete(runId);
        return new RunDetail(
            Head(graph[runId], complete), plan.Progress, plan.NextStep?.Key.ToString(), complete,
            [.. plan.Sections.Select(section => Section(section, plan, graph))])
        {
            Standing = RunQueries.Standing(graph[runId].Run, plan),
            NoLongerRight = graph[runId].Run.FinishedAt is null || plan.IsComplete ? [] : [.. Wrong(plan)],
        };
    }

    /// <summary>Everything that keeps a run from being complete, in words and with the step where there is one.</summary>
    private static IEnumerable<StepTrouble> Wrong(RunPlan plan)
    {
        foreach (var block in plan.Blocks)
            yield return new StepTrouble(
            block.Blocked.Count > 0 ? block.Blocked[0].ToString() : null, null, block.Title, $"{block.Title}: {block.HoldingItUp}");
        foreach (var step in plan.Unsettled) yield return Trouble(step, step.Problems[0].Message);
        foreach (var step in plan.Sections.SelectMany(s => s.Steps).Where(s => s.Readiness is StepReadiness.Ready or StepReadiness.Waiting))
            yield return Trouble(step, "It is open.");
        foreach (var step in plan.Sections.SelectMany(s => s.Steps).Where(s => s.Readiness is StepReadiness.Undecided))
            yield return Trouble(step, "It is not decided whether it applies.");
    }

    private static StepTrouble Trouble(StepPlan step, string message) =>
        new(step.Key.ToString(), step.Definition.Letter, step.Definition.Title, message);

    public static RunHead Head(LoadedRun loaded, bool complete)
    {
        var (run, template, organization, resource) = (loaded.Run, loaded.Template, loaded.Organization, loaded.Resource);
        return new RunHead(
            run.Id, run.Kind, run.Title, organization?.OrgId, organization?.Title, organization?.Environment,
            resource?.Id, resource?.Kind, resource?.Name, template.Key, template.Title, template.Version,
            run.StartedBy, run.StartedAt, run.TopicKey, run.TopicVersion,
            // Complete since something else became right: nobody finished it, and its last work says since when at the earliest.
            complete ? run.FinishedAt ?? run.LastActivityAt : null, complete ? run.FinishedBy : null,
            run.Revision, run.LastActivityBy, run.LastActivityAt)
        {
            WasFinishedAt = run.FinishedAt,
            WasFinishedBy = run.FinishedBy,
            FinishedThrough = run.FinishedThrough,
            CancelledAt = run.CancelledAt,
            CancelledBy = run.CancelledBy,
            CancelReason = run.CancelReason,
        };
    }

    public static BlockDetail Block(SectionBlock block, RunGraph graph) => new(
        block.Link.Id, block.Link.Title, block.Link.SharedKind, block.Resource?.ResourceId,
        block.Resource is { } resource ? graph.OfResource(resource.ResourceId)?.Run.Id : null, block.Dedicated,
        block.Title, block.Missing, block.WhoCanAct, block.HoldingItUp, block.Since, block.Then,
            [.. block.Blocked.Select(key => key.ToString())])
    {
        Cancelled = block.Resource?.Cancelled is not null,
    };

    private static SectionDetail Section(SectionPlan section, RunPlan plan, RunGraph graph) => new(
        section.Key, section.Definition.Group, section.Definition.Title, section.Definition.Mode, section.Site?.SiteId, section.Site?.Title,
        section.Applies == Truth.True, section.Complete, section.Progress,
        [.. section.Blocks.Select(block => Block(block, graph))], [.. section.Steps.Select(step => Step(step, plan.Run.Template.Key))])
    {
        Links = [.. Links(section, plan, graph)],
    };

    // What a section rests on without being blocked by it.
    private static IEnumerable<LinkDetail> Links(SectionPlan section, RunPlan plan, RunGraph graph) =>
        from link in plan.Run.Template.Links
        where plan.Run.Links.ContainsKey(link.Id) && section.Blocks.All(block => block.Link.Id != link.Id)
            && section.Definition.Steps.Any(step => step.Fields.Any(field => field.Id == link.DecidedBy))
        let resource = plan.Run.Links[link.Id]
        let run = graph.OfResource(resource.ResourceId)
        select new LinkDetail(
            link.Id, link.Title, link.SharedKind, resource.ResourceId, run.Run.Id, run.Resource!.Name ?? run.Run.Title, resource.Complete)
        {
            Kept = resource.Kept
        };

    private static StepDetail Step(StepPlan step, string template)
    {
        var (definition, record) = (step.Definition, step.Record);
        return new StepDetail(
            step.Key.ToString(), definition.Letter, definition.Title, definition.Instruction, definition.Guidance, definition.Why,
                definition.Source,
            definition.Credential, definition.MaySkip, record.State, step.Readiness, step.MayTick, record.Revision,
            record.StateBy?.PersonName, record.StateBy?.At, record.Reason,
            [.. record.Confirmations.Select(c => new ConfirmationDetail(c.Field, c.By.PersonName, c.By.At))],
            [.. step.Fields.Select(field => Field(field, record.Fields.GetValueOrDefault(field.Definition.Id)) with
            {
                Source = FieldSources.Of(template, definition, field.Definition),
            })], [.. step.Problems.Select(StepProblemDetail.Of)]);
    }

    private static FieldDetail Field(FieldPlan field, FieldRecord? stored) => new(
        field.Definition.Id, field.Definition.Label, field.Definition.Type, field.Definition.Required, field.Definition.Help,
            field.Definition.Unit,
        field.Definition.MaxLength, field.Value, field.Display, field.Origin, field.Suggestion, field.Problem is { } problem
            ? StepProblemDetail.Of(problem) : null,
        [.. field.Options.Select(
            o => new OptionDetail(o.Definition.Id, o.Definition.Label, o.Allowed == Truth.True, o.Why ?? o.Definition.Says))],
        field.Record?.By.PersonName, field.Record?.By.At)
    {
        Revision = field.Record?.Revision ?? 0,
        Touched = stored is { Pinned: false } ? new FieldTouch(stored.Revision, stored.By.PersonName, stored.By.At) : null,
        Kept = field.Kept,
        Note = field.Note,
    };
}
