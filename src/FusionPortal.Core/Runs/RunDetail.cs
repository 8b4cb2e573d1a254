using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions;

namespace FusionPortal.Core.Runs;

/// <summary>What a run is about and where it stands, without its steps.</summary>
/// <param name="Title">The client, or what the shared resource is for.</param>
/// <param name="OrgId">The client of an install or of a dedicated resource; null for a shared one.</param>
/// <param name="SharedKind">For example <c>rds-instance</c>; null for an install.</param>
/// <param name="ResourceName">What its own checklist recorded, for example <c>db-POS-04</c>; null before.</param>
/// <param name="FinishedAt">Only while it is complete: the moment its last step was settled.</param>
/// <param name="TopicVersion">The edition of the reference topic the starter acknowledged; null where none is asked for.</param>
/// <param name="Revision">Grows by one with every accepted command.</param>
public sealed record RunHead(
    Guid Id, RunKind Kind, string Title, string? OrgId, string? OrganizationTitle, EnvironmentKind? Environment,
    Guid? SharedResourceId, string? SharedKind, string? ResourceName,
    string TemplateKey, string TemplateTitle, int TemplateVersion,
    string StartedBy, DateTimeOffset StartedAt, string? TopicKey, int? TopicVersion,
    DateTimeOffset? FinishedAt, string? FinishedBy, long Revision, string LastActivityBy, DateTimeOffset LastActivityAt)
{
    /// <summary>When its last step was settled, whether or not it still is; null since a step was opened again.</summary>
    public DateTimeOffset? WasFinishedAt { get; init; }

    public string? WasFinishedBy { get; init; }

    /// <summary>What completed it where no step of its own did, for example "Ana Ruiz linked db-POS-04"; then nobody finished it.</summary>
    public string? FinishedThrough { get; init; }

    /// <summary>When somebody cancelled it; null while nobody has.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    public string? CancelledBy { get; init; }

    public string? CancelReason { get; init; }
}

/// <summary>Something that is no longer right about a run that was finished.</summary>
/// <param name="Step">The step's key; null where no step is concerned.</param>
/// <param name="Letter">Null where it is about a shared resource.</param>
public sealed record StepTrouble(string? Step, string? Letter, string Title, string Message);

/// <summary>A whole run, as one person sees it.</summary>
/// <param name="NextStep">Key of the first step the person can work now; null when there is none.</param>
/// <param name="Complete">True when nothing is left to do or to decide and nothing that is done has become wrong.</param>
public sealed record RunDetail(RunHead Head, RunProgress Progress, string? NextStep, bool Complete, IReadOnlyList<SectionDetail> Sections)
{
    public RunStanding Standing { get; init; }

    /// <summary>For a run that was finished and no longer is: everything that is wrong, the shared resources first. Empty
    /// otherwise.</summary>
    public IReadOnlyList<StepTrouble> NoLongerRight { get; init; } = [];
}

/// <param name="Key">The section's id, with <c>@site</c> where it repeats.</param>
/// <param name="Group">The heading several sections share, or null.</param>
/// <param name="Decided">False while it is open whether the section applies.</param>
public sealed record SectionDetail(
    string Key, string? Group, string Title, SectionMode Mode, string? SiteId, string? SiteTitle, bool Decided, bool Complete,
    RunProgress Progress, IReadOnlyList<BlockDetail> Blocks, IReadOnlyList<StepDetail> Steps)
{
    /// <summary>The shared resources this section rests on, those that block it left out.</summary>
    public IReadOnlyList<LinkDetail> Links { get; init; } = [];
}

/// <summary>Why a section is blocked.</summary>
/// <param name="LinkId">To be given to <see cref="SharedResources.LinkSharedResource"/>.</param>
/// <param name="RunId">The checklist it waits for; null while none is linked.</param>
/// <param name="Blocked">Keys of the steps that wait for it.</param>
public sealed record BlockDetail(
    string LinkId, string LinkTitle, string SharedKind, Guid? SharedResourceId, Guid? RunId, bool Dedicated,
    string Title, string Missing, IReadOnlyList<string> WhoCanAct, string HoldingItUp, DateTimeOffset? Since, string Then,
        IReadOnlyList<string> Blocked)
{
    /// <summary>True when the checklist it waits for was cancelled: another has to be linked or started.</summary>
    public bool Cancelled { get; init; }
}

/// <summary>A shared resource that a section rests on.</summary>
public sealed record LinkDetail(
    string LinkId, string LinkTitle, string SharedKind, Guid SharedResourceId, Guid RunId, string Name, bool Complete)
{
    /// <summary>What spoke against linking it, and why it was linked all the same; null where nothing did.</summary>
    public KeptValue? Kept { get; init; }
}

/// <param name="Key">To be given to <see cref="SetStep"/>.</param>
/// <param name="By">Who set the state; null while nobody has.</param>
/// <param name="Reason">Why it was opened again or does not apply.</param>
/// <param name="Problems">What stands in the way of ticking it, or what is no longer right about a step that is done.</param>
public sealed record StepDetail(
    string Key, string Letter, string Title, string Instruction, IReadOnlyList<string> Guidance, string? Why, StepSource Source,
        string? Credential, bool MaySkip,
    StepState State, StepReadiness Readiness, bool MayTick, long Revision, string? By, DateTimeOffset? At, string? Reason,
    IReadOnlyList<ConfirmationDetail> Confirmations, IReadOnlyList<FieldDetail> Fields, IReadOnlyList<StepProblemDetail> Problems)
{
    /// <summary>What whoever looks at this sees of its values, for the tick that attests them.</summary>
    public IReadOnlyDictionary<string, Checklists.Runs.SeenValue> Seen() =>
        Fields.Where(f => f.Value is not null).ToDictionary(f => f.Id, f => new Checklists.Runs.SeenValue(f.Revision, f.Value));
}

/// <summary>An answer given to a field, or taken back.</summary>
/// <param name="Revision">The step's, from that answer on.</param>
public sealed record FieldTouch(long Revision, string By, DateTimeOffset At);

/// <param name="Field">The field confirmed, or null for the tick.</param>
public sealed record ConfirmationDetail(string? Field, string By, DateTimeOffset At);

/// <param name="Value">Canonical; null when there is none.</param>
/// <param name="Display">As people read it.</param>
/// <param name="Suggestion">To be offered while there is no value.</param>
/// <param name="By">Who entered it; null for computed and linked values.</param>
public sealed record FieldDetail(
    string Id, string Label, FieldType Type, bool Required, string? Help, string? Unit, int? MaxLength, string? Value, string? Display,
        ValueOrigin Origin,
    string? Suggestion, StepProblemDetail? Problem, IReadOnlyList<OptionDetail> Options, string? By, DateTimeOffset? At)
{
    /// <summary>Stated by the company's guide, stated in part, or the portal's editable default.</summary>
    public StepSource Source { get; init; }

    /// <summary>Of the value somebody entered, to be given back with a tick; 0 for a value nobody entered.</summary>
    public long Revision { get; init; }

    /// <summary>Who entered or cleared it last; null while nobody did. Whoever began to type before that has not seen it.</summary>
    public FieldTouch? Touched { get; init; }

    /// <summary>What spoke against the value and why it was kept all the same; null where nothing did.</summary>
    public KeptValue? Kept { get; init; }

    /// <summary>What the portal does not know of the value; null when there is nothing to say. It stands in nobody's way.</summary>
    public string? Note { get; init; }
}

/// <param name="Why">Why it may not be chosen, or what choosing it means.</param>
public sealed record OptionDetail(string Id, string Label, bool Allowed, string? Why);
