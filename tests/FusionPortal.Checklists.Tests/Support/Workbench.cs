using FusionPortal.Checklists.Checks;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using Xunit;

namespace FusionPortal.Checklists.Tests.Support;

/// <summary>A run in memory: keeps the records that commands yield, as a database would.</summary>
internal sealed class Workbench(Template template, OrganizationFacts? organization = null)
{
    private readonly Dictionary<string, StepRecord> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LinkedResource> _links = new(StringComparer.Ordinal);
    private DateTimeOffset _now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    public static OrganizationFacts Acme { get; } = new("acme", "Acme Stores", EnvironmentKind.Production);

    public bool Finished { get; set; }

    public SamePeople People { get; set; } = SamePeople.Unknown;

    public KnownFacts Known { get; set; } = KnownFacts.Nothing;

    public ConventionBook Book { get; set; } = ConventionBook.Default;

    public RunSnapshot Snapshot => new(
        template, organization, new Dictionary<string, StepRecord>(_steps, StringComparer.Ordinal),
            new Dictionary<string, LinkedResource>(_links, StringComparer.Ordinal), Finished)
    { Known = Known, People = People, Book = Book };

    public RunPlan Plan(string person = "ana") => RunPlan.Of(Snapshot, person);

    public StepPlan Step(string key, string person = "ana") =>
        Plan(person).Find(StepKey.Parse(key)) ?? throw new InvalidOperationException($"Step {key} is not in the plan.");

    public long Revision(string key) => _steps.GetValueOrDefault(key)?.Revision ?? 0;

    public void Link(string id, LinkedResource resource) => _links[id] = resource;

    public void Unlink(string id) => _links.Remove(id);

    public RunDecision Do(RunCommand command, string person = "ana")
    {
        _now = _now.AddMinutes(1);
        var decision = RunDecider.Decide(Snapshot, command, new Attribution(person, char.ToUpperInvariant(person[0]) + person[1..], _now));
        if (decision is RunDecision.Accepted { Changes.Count: > 0 } accepted) _steps[command.Step.ToString()] = accepted.After;
        return decision;
    }

    public RunDecision Set(string key, string field, string? value, string person = "ana", long? expected = null) =>
        Do(new RunCommand.SaveFields(StepKey.Parse(key), expected ?? Revision(key), new Dictionary<string, string?> { [field] = value }),
            person);

    /// <summary>Sets a value with a reason to keep it, should it be asked back.</summary>
    public RunDecision Keep(string key, string field, string value, string reason, string person = "ana") => Do(
        new RunCommand.SaveFields(StepKey.Parse(key), Revision(key), new Dictionary<string, string?> { [field] = value })
        { KeepReasons = new Dictionary<string, string?> { [field] = reason } }, person);

    public RunDecision Tick(string key, string person = "ana", long? expected = null, params (string Field, string? Value)[] values) =>
        Do(new RunCommand.Tick(StepKey.Parse(key), expected ?? Revision(key), values.ToDictionary(v => v.Field, v => v.Value), Seen(key)),
            person);

    /// <summary>What somebody looking at the step sees; null for a step that is not there.</summary>
    public IReadOnlyDictionary<string, SeenValue>? Seen(string key) => Plan().Find(StepKey.Parse(key))?.Fields
        .Where(f => f.Value is not null).ToDictionary(f => f.Definition.Id, f => new SeenValue(f.Record?.Revision ?? 0, f.Value));

    public RunDecision Untick(string key, string reason = "ticked too early", string person = "ana", long? expected = null) =>
        Do(new RunCommand.Untick(StepKey.Parse(key), expected ?? Revision(key), reason), person);

    public RunDecision NotApplicable(string key, string reason = "the client has none", string person = "ana", long? expected = null) =>
        Do(new RunCommand.NotApplicable(StepKey.Parse(key), expected ?? Revision(key), reason), person);
}

internal static class Decisions
{
    public static RunDecision.Accepted Accepted(this RunDecision decision)
    {
        if (decision is RunDecision.Refused refused) Assert.Fail($"Refused: {refused.Reason}: {refused.Message}");
        return (RunDecision.Accepted)decision;
    }

    public static RunDecision.Refused Refused(this RunDecision decision, RefusalReason reason)
    {
        var refused = Assert.IsType<RunDecision.Refused>(decision);
        Assert.Equal(reason, refused.Reason);
        Assert.False(string.IsNullOrWhiteSpace(refused.Message));
        return refused;
    }
}
