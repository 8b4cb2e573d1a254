using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Runs;

/// <summary>Builds a <see cref="RunPlan"/>: first what applies and which values there are, from the top; then order, gates and
/// people.</summary>
internal sealed class RunPlanner
{
    private readonly RunSnapshot _run;
    private readonly string? _personId;
    private readonly TemplateIndex _index;
    private readonly Answers _answers;
    private readonly FieldPlanner _fields;
    private readonly FieldDefinition? _siteField;

    public RunPlanner(RunSnapshot run, string? personId)
    {
        (_run, _personId) = (run, personId);
        _index = TemplateIndex.Of(run.Template);
        _answers = new Answers(_index, run.Organization);
        _fields = new FieldPlanner(run, _index, _answers);
        _siteField = _index.Fields.FirstOrDefault(place => place.Field.Type.ListsSites)?.Field;
    }

    public RunPlan Plan()
    {
        var drafts = new List<SectionDraft>();
        var all = _run.Template.Sections;
        for (var at = 0; at < all.Count;)
        {
            if (!all[at].RepeatsPerSite)
            {
                drafts.Add(Draft(all[at++], null, Truth.True));
                continue;
            }

            // Sections in a row that repeat are one visit to each site, so all of a site's stand together.
            var visit = all.Skip(at).TakeWhile(section => section.RepeatsPerSite).ToList();
            at += visit.Count;
            if (Sites() is { Count: > 0 } sites)
                drafts.AddRange(sites.SelectMany(site => visit.Select(section => Draft(section, site, Truth.True))));
            // Until the sites are listed, each may appear at least once.
            else if (!SitesAbsent()) drafts.AddRange(visit.Select(section => Draft(section, null, Truth.Unknown)));
        }

        drafts.RemoveAll(draft => draft.Applies == Truth.False);
        var gates = new Gates(_run, _answers, _index);
        var order = new StepOrder(drafts, _personId, _run.People, _index);
        var notes = gates.Unknown();
        var sections = drafts.Select(draft => Finish(Noted(draft, notes), gates, order)).ToList();
        var outputs = _run.Template.Publishes
            .Select(output => (output.Id, Value: _answers.Value(output.Field, null)))
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Id, pair => pair.Value!);
        return new RunPlan(_run, _personId, Sites(), sections, outputs, gates.Needs);
    }

    private static SectionDraft Noted(SectionDraft draft, IReadOnlyDictionary<string, string> notes) =>
        !draft.Steps.Any(step => step.Fields.Any(field => notes.ContainsKey(field.Definition.Id))) ? draft
        : draft with
        {
            Steps = [
                .. draft.Steps.Select(
                step => step with {
                Fields = [.. step.Fields.Select(f => notes.TryGetValue(f.Definition.Id, out var note) ? f with { Note = note } : f)] })],
        };

    private IReadOnlyList<Site>? Sites() => _siteField is null ? null : SiteList.Parse(_answers.Value(_siteField.Id, null));

    private bool SitesAbsent() => _siteField is null || _answers.IsAbsent(_siteField.Id, null);

    private SectionDraft Draft(SectionDefinition section, Site? site, Truth known)
    {
        var applies = Answers.And(known, _answers.Evaluate(section.When, site));
        var steps = new List<StepDraft>();
        foreach (var step in section.Steps)
        {
            var draft = Draft(step, site, Answers.And(applies, _answers.Evaluate(step.When, site)));
            if (draft.Applies != Truth.False) steps.Add(draft);
        }

        // A section all of whose steps are ruled out has nothing to show.
        return new SectionDraft(section, site, steps.Count == 0 ? Truth.False : applies, steps);
    }

    private StepDraft Draft(StepDefinition step, Site? site, Truth applies)
    {
        var key = new StepKey(step.Id, site?.SiteId);
        var record = _run.Steps.GetValueOrDefault(key.ToString()) ?? StepRecord.Untouched;
        var fields = new List<FieldPlan>();
        var undecided = new List<StepProblem>();
        foreach (var field in step.Fields)
        {
            if (applies == Truth.False || (applies == Truth.True && record.State == StepState.NotApplicable))
            {
                _answers.SetAbsent(field.Id, site);
                continue;
            }

            switch (_answers.Evaluate(field.When, site))
            {
                case Truth.False:
                    _answers.SetAbsent(field.Id, site);
                    break;
                case Truth.Unknown:
                    var waits = _answers.Unanswered(field.When!, site).Select(id => _index.Field(id)!.Field.Label);
                    if (field.Required)
                        undecided.Add(
                        new StepProblem(
                        ProblemKind.Undecided, $"Whether \"{field.Label}\" is needed depends on: {Words.List(waits)}.", field.Id));
                    break;
                default:
                    var plan = _fields.Plan(field, site, record);
                    fields.Add(plan);
                    // What was answered in a step that may not even appear decides nothing yet.
                    _answers.Set(field.Id, site, applies == Truth.True ? plan.Value : null);
                    break;
            }
        }

        return new StepDraft(key, step, site, applies, record, fields, undecided);
    }

    private static SectionPlan Finish(SectionDraft draft, Gates gates, StepOrder order)
    {
        var blocks = gates.Of(draft);
        var before = order.Before(draft).ToList();
        var steps =
            draft.Steps.Select(step => Finish(step, blocks, [.. gates.Undecided(step, draft), .. before, .. order.Before(step)], order))
            .ToList();
        var counts = steps.CountBy(step => step.Readiness).ToDictionary();
        int Count(StepReadiness readiness) => counts.GetValueOrDefault(readiness);
        return new SectionPlan(
            draft.Key, draft.Definition, draft.Site, draft.Applies, steps,
            new RunProgress(
                Count(StepReadiness.Done), Count(StepReadiness.Ready), Count(StepReadiness.Waiting), Count(StepReadiness.Blocked),
                Count(StepReadiness.NotApplicable), Count(StepReadiness.Undecided)),
            blocks)
        {
            Complete = draft.Complete,
        };
    }

    private static StepPlan Finish(StepDraft step, IReadOnlyList<SectionBlock> blocks, IReadOnlyList<StepProblem> before, StepOrder order)
    {
        var problems = new List<StepProblem>();
        if (step.Applies == Truth.Unknown || step.Record.State == StepState.NotApplicable)
        {
            var readiness = step.Applies == Truth.Unknown ? StepReadiness.Undecided : StepReadiness.NotApplicable;
            // Setting a step aside is doing it: that too takes a second person.
            if (readiness == StepReadiness.NotApplicable) problems.AddRange(order.Person(step));
            return new StepPlan(step.Key, step.Definition, step.Site, step.Record, readiness, step.Fields, problems);
        }

        problems.AddRange(blocks.Where(block => block.Covers(step.Key)).Select(block => new StepProblem(ProblemKind.Blocked, block.Title)));
        var blocked = problems.Count > 0;
        problems.AddRange(before);
        var waiting = before.Count > 0;
        problems.AddRange(order.Person(step));
        problems.AddRange(step.Fields.Where(field => field.Problem is not null).Select(field => field.Problem!));
        problems.AddRange(step.Undecided);
        var state = step.Record.State == StepState.Done ? StepReadiness.Done
            : blocked ? StepReadiness.Blocked
            : waiting ? StepReadiness.Waiting
            : StepReadiness.Ready;
        return new StepPlan(step.Key, step.Definition, step.Site, step.Record, state, step.Fields, problems);
    }
}
