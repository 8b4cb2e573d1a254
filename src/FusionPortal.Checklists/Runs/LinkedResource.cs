namespace FusionPortal.Checklists.Runs;

/// <summary>The run that a link points at, as its own plan and record show it.</summary>
/// <param name="ResourceId">The shared resource.</param>
/// <param name="Name">What people call it, for example <c>db-POS-04</c>; empty while it has no name.</param>
/// <param name="Complete">True when its own run is complete.</param>
/// <param name="Done">Steps done, of <paramref name="Applicable"/>.</param>
/// <param name="WhoCanAct">Names of the people working it; empty when nobody does.</param>
/// <param name="HeldUpBy">Its next step, or what blocks it, in words; null when nothing is left.</param>
/// <param name="LastTick">Its last tick; null when it has none.</param>
/// <param name="Outputs">What it publishes; empty until it is complete.</param>
/// <param name="DedicatedTo">The organization ID it is dedicated to; null when it is shared.</param>
public sealed record LinkedResource(
    Guid ResourceId,
    string Name,
    bool Complete,
    int Done,
    int Applicable,
    IReadOnlyList<string> WhoCanAct,
    string? HeldUpBy,
    Attribution? LastTick,
    IReadOnlyDictionary<string, string> Outputs,
    string? DedicatedTo = null)
{
    /// <summary>Who cancelled its checklist and why, in words; null while nobody has. A cancelled one never becomes ready.</summary>
    public string? Cancelled { get; init; }

    /// <summary>What spoke against linking it, and why it was linked all the same; null where nothing did.</summary>
    public KeptValue? Kept { get; init; }

    /// <summary>The output that says what others call the resource. Every shared resource publishes it.</summary>
    public const string NameOutput = "name";

    /// <summary>The output that says which organization the resource is dedicated to, where it is.</summary>
    public const string DedicatedToOutput = "dedicated-to";

    /// <summary>Describes a shared resource by the plan of its own run.</summary>
    public static LinkedResource Of(Guid resourceId, RunPlan plan, IReadOnlyList<string> whoCanAct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var ticks = plan.Run.Steps.Values.Where(step => step.State == StepState.Done && step.StateBy is not null)
            .Select(step => step.StateBy!);
        return new LinkedResource(
            resourceId, plan.PublishedSoFar(NameOutput)
                ?? "", plan.IsComplete, plan.Progress.Done, plan.Progress.Applicable, whoCanAct, plan.HeldUpBy,
            ticks.MaxBy(by => by.At), plan.Outputs, plan.PublishedSoFar(DedicatedToOutput));
    }
}
