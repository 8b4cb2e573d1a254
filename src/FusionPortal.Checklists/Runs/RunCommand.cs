using FusionPortal.Checklists.Templates;

namespace FusionPortal.Checklists.Runs;

/// <summary>A change a person asks for, to one step of a run.</summary>
/// <param name="Step">The step's key.</param>
/// <param name="ExpectedRevision">The step's revision the person was looking at; decides what is a conflict.</param>
public abstract record RunCommand(StepKey Step, long ExpectedRevision)
{
    /// <summary>By field id: why a value is kept although something speaks against it. Read only for values that are asked back.</summary>
    public IReadOnlyDictionary<string, string?> KeepReasons { get; init; } = new Dictionary<string, string?>();

    /// <summary>Sets or clears values without ticking. Fields left out stay as they are; null or blank clears.</summary>
    public sealed record SaveFields(StepKey Step, long ExpectedRevision, IReadOnlyDictionary<string, string?> Values)
        : RunCommand(Step, ExpectedRevision);

    /// <summary>
    /// Sets values, if any are given, and ticks the step; all or nothing. The tick attests every value of the step: those it brings, and
    /// those its person saw.
    /// </summary>
    /// <param name="Seen">
    /// By field id, for every value it does not bring. Null only where there is none. For a value it brings, what its person began from: a
    /// later answer of somebody else is a conflict; left out, <paramref name="ExpectedRevision"/> decides.
    /// </param>
    public sealed record Tick(
        StepKey Step, long ExpectedRevision, IReadOnlyDictionary<string, string?>? Values = null,
            IReadOnlyDictionary<string, SeenValue>? Seen = null)
        : RunCommand(Step, ExpectedRevision);

    /// <summary>Opens a step again that was done or not applicable. Values stay.</summary>
    public sealed record Untick(StepKey Step, long ExpectedRevision, string Reason) : RunCommand(Step, ExpectedRevision);

    /// <summary>Says that the step does not apply.</summary>
    public sealed record NotApplicable(StepKey Step, long ExpectedRevision, string Reason) : RunCommand(Step, ExpectedRevision);
}

/// <summary>What a person saw in a box when they ticked.</summary>
/// <param name="Revision">The field's; 0 for a value that nobody entered, which was worked out or taken from a linked checklist.</param>
/// <param name="Value">Canonical; decides for values that nobody entered, and is shown beside the value that is there now.</param>
public sealed record SeenValue(long Revision, string? Value);

/// <summary>What an accepted command did, for the audit trail and the activity list.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Field">The field it happened to, or null for the step.</param>
/// <param name="From">The value or state before; null when there was none.</param>
/// <param name="To">The value or state after; null when it was cleared.</param>
public sealed record StepChange(StepChangeKind Kind, string? Field = null, string? From = null, string? To = null)
{
    /// <summary>Set where the value was kept although something spoke against it.</summary>
    public KeptValue? Kept { get; init; }
}

/// <summary>Kinds of change, stable for programs.</summary>
public enum StepChangeKind { FieldSet, FieldCleared, FieldPinned, Ticked, Unticked, MarkedNotApplicable, Confirmed }

/// <summary>The answer to a command: accepted or refused.</summary>
public abstract record RunDecision
{
    private RunDecision()
    {
    }

    /// <summary>The command holds.</summary>
    /// <param name="After">The step's record to store. The same as before when <paramref name="Changes"/> is empty.</param>
    /// <param name="Changes">Empty when the step already said all of this: there is nothing to write.</param>
    public sealed record Accepted(StepRecord After, IReadOnlyList<StepChange> Changes) : RunDecision;

    /// <summary>Nothing may be changed.</summary>
    /// <param name="Message">In words a person can act on. Never repeats a secret.</param>
    /// <param name="Field">The field it belongs to, or null.</param>
    /// <param name="Conflict">For <see cref="RefusalReason.Conflict"/>: both sides.</param>
    /// <param name="Problems">For <see cref="RefusalReason.NotReady"/>: everything that stands in the way.</param>
    public sealed record Refused(
        RefusalReason Reason, string Message, string? Field = null, StepConflict? Conflict = null,
            IReadOnlyList<StepProblem>? Problems = null) : RunDecision;
}

/// <summary>Why a command was refused, stable for programs.</summary>
public enum RefusalReason
{
    /// <summary>The run is closed; only opening a step again is accepted.</summary>
    RunFinished,

    /// <summary>The run has no such step.</summary>
    NoSuchStep,

    /// <summary>The step has no such field, or the field does not apply.</summary>
    NoSuchField,

    /// <summary>The value does not fit its field.</summary>
    Invalid,

    /// <summary>Something speaks against the value, and a person may know better: send it again with a reason.</summary>
    Doubtful,

    /// <summary>Text that looks like a secret; it was neither kept nor repeated.</summary>
    SecretFound,

    /// <summary>Somebody else gave another answer since the person looked.</summary>
    Conflict,

    /// <summary>The tick does not say which values its person saw.</summary>
    NotSeen,

    /// <summary>The step may not be ticked yet; see the problems.</summary>
    NotReady,

    /// <summary>The step may never be marked not applicable.</summary>
    MayNotSkip,

    /// <summary>A reason is needed, or the one given is too long.</summary>
    ReasonNeeded,
}

/// <summary>Two answers to the same question.</summary>
/// <param name="Field">The field, or null when it is about the step's state.</param>
/// <param name="Theirs">What is stored; null when it was cleared.</param>
/// <param name="Yours">What was asked for; null when it was to be cleared.</param>
/// <param name="By">Who stored theirs, and when; null when that is not recorded.</param>
public sealed record StepConflict(string? Field, string? Theirs, string? Yours, Attribution? By)
{
    /// <summary>What is stored, as people read it; null where nothing is.</summary>
    public string? TheirsShown { get; init; } = Theirs;

    /// <summary>What was asked for, as people read it; null where it was to be cleared.</summary>
    public string? YoursShown { get; init; } = Yours;

    /// <summary>The same, with both answers as the field shows them.</summary>
    internal StepConflict Shown(FieldDefinition? field) => field is null ? this : this with
    {
        TheirsShown = Theirs is null ? null : field.Type.Display(field, Theirs),
        YoursShown = Yours is null ? null : field.Type.Display(field, Yours),
    };
}
