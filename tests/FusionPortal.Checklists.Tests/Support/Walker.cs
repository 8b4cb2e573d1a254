using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using Xunit;

namespace FusionPortal.Checklists.Tests.Support;

/// <summary>
/// Works a run to its end the way people would: takes the next step, answers what it asks, ticks it, lets somebody else take what needs
/// a second person, and completes the shared resources it waits for by walking their own templates.
/// </summary>
internal sealed class Walker(Workbench bench, IReadOnlyDictionary<string, string>? answers = null)
{
    private const int MostTurns = 2_000;

    // One of these fits every text field of the templates.
    private static readonly string[] Texts =
    [
        "Main Street", "pos.example.com", "America/New_York", "123456789012", "10.0.0.0/16", "vpc-0a1b2c3d4e5f60718", "i-0a41c7be22d90f513",
        "db-POS-07", "POS07", "mq-POS-07", "acme-files-2",
    ];

    private readonly IReadOnlyDictionary<string, string> _answers = answers ?? new Dictionary<string, string>();

    public List<RunProgress> Seen { get; } = [];

    public RunPlan ToTheEnd()
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var plan = bench.Plan();
            Seen.Add(plan.Progress);
            if (plan.IsComplete) return plan;
            if (plan.NextStep is { } mine) Work(mine, "ana");
            else if (bench.Plan("marek").NextStep is { } theirs) Work(theirs, "marek");
            else if (plan.Blocks.FirstOrDefault() is { } block) bench.Link(block.Link.Id, Supply(block));
            else Assert.Fail(
                $"Stuck at {plan.Progress}: " + string.Join(
                    "; ", plan.Sections.SelectMany(s => s.Steps).SelectMany(s => s.Problems).Select(p => p.Message).Take(5)));
        }

        throw new InvalidOperationException("The run has no end.");
    }

    private void Work(StepPlan step, string person)
    {
        // Answers may bring further fields, so it takes rounds.
        for (var round = 0; round < 20; round++)
        {
            var now = bench.Step(step.Key.ToString(), person);
            if (now.MayTick)
            {
                bench.Tick(step.Key.ToString(), person).Accepted();
                return;
            }

            var open = now.Fields.Where(f => f.Problem is not null).ToList();
            if (open.Count == 0) Assert.Fail($"{step.Key} cannot be ticked: {string.Join("; ", now.Problems.Select(p => p.Message))}");
            foreach (var field in open) Answer(step.Key.ToString(), field, person);
        }

        Assert.Fail($"{step.Key} asks for ever.");
    }

    private void Answer(string key, FieldPlan field, string person)
    {
        foreach (var value in Candidates(field))
        {
            if (bench.Set(key, field.Definition.Id, value, person) is not RunDecision.Accepted) continue;
            if (field.Definition is { EqualsField: null, InRegionOf: null, DiffersFrom: null }) return;
            if (bench.Step(key, person).Fields.First(f => f.Definition.Id == field.Definition.Id).Problem is null) return;
        }

        Assert.Fail($"Nothing fits {field.Definition.Id} of {key}: {field.Problem?.Message}");
    }

    private IEnumerable<string> Candidates(FieldPlan field)
    {
        if (_answers.TryGetValue(field.Definition.Id, out var wanted)) yield return wanted;
        if (field.Suggestion is { } suggestion) yield return suggestion;
        if (field.Definition.EqualsField is { } equal && ValueOf(equal) is { } other) yield return other;
        foreach (var option in field.Options.Where(o => o.Allowed == Truth.True)) yield return option.Definition.Id;
        foreach (var value in Usual(field.Definition.Type)) yield return value;
    }

    private string? ValueOf(string field) =>
        bench.Plan().Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields).FirstOrDefault(f => f.Definition.Id == field)?.Value;

    private static IEnumerable<string> Usual(FieldType type) =>
        type is TextField ? Texts : new[] { type.Example.Stored, type.Example.Another }.OfType<string>();

    private LinkedResource Supply(SectionBlock block)
    {
        var shared = TemplateLibrary.All.First(loaded => loaded.Template.SharedKind == block.Link.SharedKind).Template;
        var own = new Workbench(shared);
        var dedicated = bench.Snapshot.Organization is not null && block.Link.DedicatedWhen is not null && Dedicated(block);
        var answers = new Dictionary<string, string>(_answers)
        {
            ["host-hosting"] = dedicated ? "dedicated" : "shared",
            ["db-hosting"] = dedicated ? "dedicated" : "shared",
            ["host-dedicated-to"] = bench.Snapshot.Organization?.OrgId ?? "acme",
            ["db-dedicated-to"] = bench.Snapshot.Organization?.OrgId ?? "acme",
        };
        return LinkedResource.Of(Guid.Empty, new Walker(own, answers).ToTheEnd(), ["Marek Novák"]);
    }

    private bool Dedicated(SectionBlock block) => ValueOf(block.Link.DecidedBy) == "dedicated";
}
