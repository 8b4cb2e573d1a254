using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Runs;

/// <summary>How far a run or section is. Every number is a count of steps; each step is in exactly one of the first five.</summary>
/// <param name="Done">Applicable and ticked.</param>
/// <param name="Open">Applicable, not ticked, neither blocked nor waiting.</param>
/// <param name="Waiting">Applicable, not ticked, comes after other steps of this run.</param>
/// <param name="Blocked">Applicable, not ticked, needs a shared resource that is not ready.</param>
/// <param name="NotApplicable">A person said, with a reason, that it does not apply.</param>
/// <param name="Undecided">May appear, depending on answers still missing. Not part of <see cref="Applicable"/>.</param>
public sealed record RunProgress(int Done, int Open, int Waiting, int Blocked, int NotApplicable, int Undecided)
{
    /// <summary>Steps that apply: done, open, waiting and blocked. Never less than <see cref="Done"/>.</summary>
    public int Applicable => Done + Open + Waiting + Blocked;

    public static RunProgress operator +(RunProgress a, RunProgress b) =>
        new(a.Done + b.Done, a.Open + b.Open, a.Waiting + b.Waiting, a.Blocked + b.Blocked, a.NotApplicable + b.NotApplicable, a.Undecided
            + b.Undecided);

    public static RunProgress Add(RunProgress left, RunProgress right) => left + right;

    public static RunProgress None { get; } = new(0, 0, 0, 0, 0, 0);
}

/// <summary>Where a step stands for the person looking at it.</summary>
public enum StepReadiness
{
    /// <summary>It can be worked now.</summary>
    Ready,

    /// <summary>Other steps of this run come first.</summary>
    Waiting,

    /// <summary>A shared resource it needs is not ready.</summary>
    Blocked,

    /// <summary>It may appear, depending on answers still missing.</summary>
    Undecided,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>A person said that it does not apply.</summary>
    NotApplicable,
}

/// <summary>A section of a run: a pause point, or one site's copy of one.</summary>
/// <param name="Key">The section's id, with <c>@site</c> where it repeats.</param>
/// <param name="Applies">True or Unknown; sections that do not apply are left out of the plan.</param>
/// <param name="Blocks">Why steps here are blocked, or empty.</param>
public sealed record SectionPlan(
    string Key,
    SectionDefinition Definition,
    Site? Site,
    Truth Applies,
    IReadOnlyList<StepPlan> Steps,
    RunProgress Progress,
    IReadOnlyList<SectionBlock> Blocks)
{
    /// <summary>True when nothing is left to do or to decide here.</summary>
    public bool Complete { get; init; }
}

/// <summary>One step of a run, with everything that follows from the run's state.</summary>
/// <param name="Problems">What stands in the way of ticking it, or what is no longer right about a step that is done. Empty when all is
/// well.</param>
public sealed record StepPlan(
    StepKey Key,
    StepDefinition Definition,
    Site? Site,
    StepRecord Record,
    StepReadiness Readiness,
    IReadOnlyList<FieldPlan> Fields,
    IReadOnlyList<StepProblem> Problems)
{
    public bool MayTick => Readiness == StepReadiness.Ready && Problems.Count == 0;
}

/// <summary>Where a field's value comes from.</summary>
public enum ValueOrigin { None, Entered, Computed, Linked }

/// <summary>One field of a step that applies.</summary>
/// <param name="Value">Canonical form, or null.</param>
/// <param name="Display">The value as people read it: an option's label, Yes or No; null when there is no value.</param>
/// <param name="Suggestion">A value to offer, when there is none yet.</param>
/// <param name="Problem">What is wrong with it, or null.</param>
/// <param name="Options">For choices: every option, the disallowed ones marked.</param>
/// <param name="Record">Who entered it, or null.</param>
public sealed record FieldPlan(
    FieldDefinition Definition,
    string? Value,
    string? Display,
    ValueOrigin Origin,
    string? Suggestion,
    StepProblem? Problem,
    IReadOnlyList<OptionPlan> Options,
    FieldRecord? Record)
{
    /// <summary>What spoke against the value, or against the resource it comes from, and why it was kept all the same; null where nothing
    /// did.</summary>
    public KeptValue? Kept { get; init; }

    /// <summary>What the portal does not know of the value, for whoever reads it; null when there is nothing to say. It stands in nobody's
    /// way.</summary>
    public string? Note { get; init; }
}

/// <param name="Allowed">Unknown when something it depends on is not answered yet; only True may be chosen.</param>
/// <param name="Why">Why it is not allowed, or null when it is.</param>
public sealed record OptionPlan(FieldOption Definition, Truth Allowed, string? Why);

/// <summary>Kinds of problem, stable for programs.</summary>
public enum ProblemKind
{
    Missing,
    Invalid,
    NotAllowed,
    DiffersFromField,
    DiffersFromLinked,
    NameChanged,
    Undecided,
    ComesAfter,
    Blocked,
    SecondPerson,
    SecretFound,
}

/// <summary>Something that stands in the way of a step, in words a person can act on.</summary>
/// <param name="Field">The field it is about, or null for the step.</param>
/// <param name="Steps">The steps it is about: those that come first, or whose doer may not tick this one.</param>
public sealed record StepProblem(ProblemKind Kind, string Message, string? Field = null, IReadOnlyList<StepKey>? Steps = null)
{
    /// <summary>What a person can do about it, as a sentence; null where the message says it. No part of a run's record.</summary>
    public string? WayOut { get; init; }
}

/// <summary>Why a section is blocked, computed on each read and never stored.</summary>
/// <param name="Link">The link that is not satisfied.</param>
/// <param name="Title">For example "RDS instance db-POS-04 is not ready".</param>
/// <param name="Missing">What is missing.</param>
/// <param name="WhoCanAct">Who can supply it; empty when nobody has taken it.</param>
/// <param name="HoldingItUp">What holds it up.</param>
/// <param name="Since">Since when, or null when that was not recorded.</param>
/// <param name="Then">What happens once it is there.</param>
/// <param name="Blocked">The steps that wait for it.</param>
public sealed record SectionBlock(
    LinkDefinition Link,
    LinkedResource? Resource,
    string Title,
    string Missing,
    IReadOnlyList<string> WhoCanAct,
    string HoldingItUp,
    DateTimeOffset? Since,
    string Then,
    IReadOnlyList<StepKey> Blocked)
{
    /// <summary>True when the resource has to be dedicated to this organization.</summary>
    public bool Dedicated { get; init; }

    public bool Covers(StepKey step) => Blocked.Contains(step);
}
