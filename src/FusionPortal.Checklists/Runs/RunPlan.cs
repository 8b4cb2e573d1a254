using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Runs;

/// <summary>
/// Everything that follows from a run's state: which sections and steps apply, what blocks them, what may be ticked and what comes next.
/// Worked out on each read and never stored, so it cannot go stale.
/// </summary>
public sealed class RunPlan
{
    private readonly Dictionary<StepKey, StepPlan> _steps;

    private readonly IReadOnlyDictionary<string, string> _published;
    private readonly IReadOnlyDictionary<string, Truth> _needs;

    internal RunPlan(
        RunSnapshot run, string? personId, IReadOnlyList<Site>? sites, IReadOnlyList<SectionPlan> sections,
        IReadOnlyDictionary<string, string> published,
        IReadOnlyDictionary<string, Truth> needs)
    {
        (Run, PersonId, Sites, Sections, _published, _needs) = (run, personId, sites ?? [], sections, published, needs);
        _steps = sections.SelectMany(section => section.Steps).ToDictionary(step => step.Key);
        Progress = sections.Aggregate(RunProgress.None, (sum, section) => sum + section.Progress);
        IsComplete = sections.All(section => section.Complete && section.Blocks.Count == 0)
            && _steps.Values.All(step => step.Problems.Count == 0);
        Outputs = IsComplete ? published : new Dictionary<string, string>();
    }

    public RunSnapshot Run { get; }

    /// <summary>Whom the plan is for, or null for nobody in particular.</summary>
    public string? PersonId { get; }

    /// <summary>The sites listed so far.</summary>
    public IReadOnlyList<Site> Sites { get; }

    /// <summary>In working order: all sections of a site stand together. Those that do not apply are left out.</summary>
    public IReadOnlyList<SectionPlan> Sections { get; }

    public RunProgress Progress { get; }

    /// <summary>True when nothing is left to do or to decide and nothing that is done has become wrong.</summary>
    public bool IsComplete { get; }

    /// <summary>By output id; empty until the run is complete.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; }

    /// <summary>The value an output has so far, whether or not the run is complete; null when it has none.</summary>
    public string? PublishedSoFar(string output) => _published.GetValueOrDefault(output);

    /// <summary>Whether the link's question is answered so that its resource is still to be made.</summary>
    public Truth Needs(string linkId) => _needs.GetValueOrDefault(linkId, Truth.Unknown);

    /// <summary>Every unsatisfied link, in the order of the run.</summary>
    public IEnumerable<SectionBlock> Blocks => Sections.SelectMany(section => section.Blocks);

    /// <summary>The first step the person can work now; null when there is none.</summary>
    public StepPlan? NextStep =>
        _steps.Values.FirstOrDefault(
            step => step.Readiness == StepReadiness.Ready && step.Problems.All(p => p.Kind != ProblemKind.SecondPerson));

    /// <summary>Steps that are done or set aside although something about them is no longer right.</summary>
    public IEnumerable<StepPlan> Unsettled =>
        _steps.Values.Where(step => step.Readiness is StepReadiness.Done or StepReadiness.NotApplicable && step.Problems.Count > 0);

    /// <summary>What keeps the run from being complete, in words: what is no longer right, else the next step, else what blocks it. Null
    /// when it is complete.</summary>
    public string? HeldUpBy
    {
        get
        {
            if (IsComplete) return null;
            if (Unsettled.FirstOrDefault() is { } wrong) return $"{Name(wrong)}: {wrong.Problems[0].Message}";
            if (NextStep is { } next) return next.Problems.Count > 0 ? $"{Name(next)}: {next.Problems[0].Message}" : Name(next);
            return Blocks.FirstOrDefault() is { } block ? $"{block.Title}." : "Something in it is not decided yet.";
            static string Name(StepPlan step) => $"Step {step.Definition.Letter}, {step.Definition.Title}";
        }
    }

    /// <summary>Whose word stands in a step: who settled it, then who entered its values.</summary>
    public static IEnumerable<Attribution> DoersOf(StepRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return StepOrder.Doers(record);
    }

    /// <summary>The step, or null when the run has no such step or it does not apply.</summary>
    public StepPlan? Find(StepKey key) => _steps.GetValueOrDefault(key);

    /// <summary>Works out the plan.</summary>
    /// <param name="run">The state.</param>
    /// <param name="personId">Whom it is for: decides which steps need somebody else. Null leaves that open.</param>
    public static RunPlan Of(RunSnapshot run, string? personId = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunPlanner(run, personId).Plan();
    }

    /// <summary>The plan as it would be with another record for one step.</summary>
    internal RunPlan With(StepKey key, StepRecord record) =>
        Of(Run with { Steps = new Dictionary<string, StepRecord>(Run.Steps, StringComparer.Ordinal) { [key.ToString()] = record } },
            PersonId);

    /// <summary>The done steps that would no longer be right if this one were opened again. Shown before anybody unticks it.</summary>
    public IReadOnlyList<StepPlan> ReliedOnBy(StepKey key)
    {
        if (Find(key) is not { Readiness: StepReadiness.Done } step) return [];
        var without = With(key, step.Record with { State = StepState.Open });
        var settled = _steps.Values.Where(s => s.Readiness == StepReadiness.Done && s.Problems.Count == 0).Select(s => s.Key).ToHashSet();
        return [.. without.Unsettled.Where(s => settled.Contains(s.Key))];
    }
}
