using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;

namespace FusionPortal.Core.Runs;

/// <summary>Which runs. Null means no restriction.</summary>
/// <param name="Finished">Complete now. One that was finished and no longer is counts as open.</param>
/// <param name="Cancelled">Cancelled ones only, or none of them. Asking for open ones leaves them out.</param>
/// <param name="Text">Found anywhere in the title, organization ID or resource name, ignoring case.</param>
public sealed record RunFilter(
    RunKind? Kind = null, bool? Finished = null, string? OrgId = null, string? Text = null, bool? Cancelled = null)
{
    /// <summary>Open ones in which nothing can be worked until something else is done, or open ones that are not so.</summary>
    public bool? Blocked { get; init; }

    public RunSort Sort { get; init; }
}

/// <summary>In which order runs are listed.</summary>
public enum RunSort
{
    /// <summary>The latest worked first.</summary>
    LastWorked,

    /// <summary>The one nobody touched longest first.</summary>
    LeftLongest,

    /// <summary>The latest begun first.</summary>
    Begun,

    /// <summary>By title, from A to Z.</summary>
    Title,
}

/// <summary>Where a run stands, in one word.</summary>
public enum RunStanding
{
    /// <summary>Somebody can work it.</summary>
    InProgress,

    /// <summary>Nothing in it can be worked until something else is done.</summary>
    Blocked,

    /// <summary>Complete now.</summary>
    Finished,

    /// <summary>It was finished, and something about it is no longer right.</summary>
    NoLongerRight,

    /// <summary>Somebody said, with a reason, that it will not be worked to its end.</summary>
    Cancelled,
}

/// <param name="Section">Title of the section the next step is in; null when nothing can be worked.</param>
/// <param name="NextStep">The next step in words; null when nothing can be worked.</param>
/// <param name="HeldUpBy">What a blocked run waits for, or what is no longer right about one that was finished; null otherwise.</param>
public sealed record RunRow(RunHead Head, RunProgress Progress, RunStanding Standing, string? Section, string? NextStep, string? HeldUpBy)
{
    /// <summary>Since when a blocked run waits, where that is known.</summary>
    public DateTimeOffset? HeldUpSince { get; init; }

    /// <summary>The run a blocked one waits for; null where it waits for none.</summary>
    public Guid? HeldUpByRun { get; init; }
}

/// <param name="NextCursor">Give it back for the next page; null on the last.</param>
public sealed record RunPage(IReadOnlyList<RunRow> Rows, string? NextCursor);

/// <summary>One accepted command, for the activity list.</summary>
public sealed record RunActivity(
    Guid CommandId, string StepKey, string StepTitle, StepAction Action, long RunRevision, string By, DateTimeOffset At,
    IReadOnlyList<Checklists.Runs.StepChange> Changes, string? Reason);
