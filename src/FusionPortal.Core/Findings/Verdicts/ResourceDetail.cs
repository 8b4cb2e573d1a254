using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Inventory;

namespace FusionPortal.Core.Findings.Verdicts;

/// <summary>Everything one resource's page shows.</summary>
/// <param name="Row">As it was last observed.</param>
/// <param name="AccountName">What people call its account.</param>
/// <param name="GoneAt">Since when its list does not show it any more; null while it is there.</param>
/// <param name="Verdicts">What every convention that judges it makes of it, worst first; none of one that is gone.</param>
/// <param name="OtherConventions">How many conventions of the book judge resources, and not this one.</param>
/// <param name="Witnesses">Every place that says whose it is.</param>
/// <param name="Joined">What checklists captured of it beside what AWS shows, what they contradict first.</param>
/// <param name="History">What changed, the latest first; at most <see cref="ResourceHistory.Most"/>.</param>
/// <param name="Seen">The target that showed it.</param>
public sealed record ResourceDetail(
    ResourceRow Row, string AccountName, DateTimeOffset? GoneAt, IReadOnlyList<ConventionVerdict> Verdicts, int OtherConventions,
    IReadOnlyList<ClientWitness> Witnesses, IReadOnlyList<JoinedFact> Joined, IReadOnlyList<ResourceChange> History, SeenBy Seen);

/// <summary>How a captured value and what AWS shows stand to each other.</summary>
public enum JoinState
{
    /// <summary>AWS shows another value than was captured.</summary>
    Contradicted,

    /// <summary>AWS shows what was captured.</summary>
    Agrees,

    /// <summary>It was captured, and no source has told what AWS shows.</summary>
    CannotSee,

    /// <summary>AWS shows it, and no checklist captured it.</summary>
    ObservedOnly,
}

/// <summary>One fact as checklists have it and as AWS shows it.</summary>
/// <param name="Label">For people: "availability zone".</param>
/// <param name="Recorded">As people read it in the checklist; null where none captured it.</param>
/// <param name="Observed">As AWS shows it; null where no source has told it.</param>
/// <param name="Where">The checklist and the step, by whom and when; null where none captured it.</param>
public sealed record JoinedFact(string Label, string? Recorded, string? Observed, JoinState State, RecordedIn? Where);

/// <summary>Where a value was captured.</summary>
public sealed record RecordedIn(string Checklist, string Step, string By, DateTimeOffset At);

/// <summary>The target of scans that showed a resource.</summary>
/// <param name="Outcome">Of its last reading, as the coverage ledger has it.</param>
/// <param name="Why">What stands in the way; null where it was read and that holds.</param>
/// <param name="Since">Since when it stands in the way.</param>
public sealed record SeenBy(
    string Region, string Service, string Outcome, DateTimeOffset? LastCompleteAt, string? Why, DateTimeOffset? Since);

/// <summary>One change of a resource.</summary>
/// <param name="Before">Null where there was nothing.</param>
/// <param name="After">Null where there is nothing any more.</param>
public sealed record ResourceChange(DateTimeOffset At, ResourceChangeKind Kind, string Key, string? Before, string? After);

public enum ResourceChangeKind { FirstSeen, Gone, SeenAgain, Tag, Fact, Name, FindingOpened, FindingResolved }
