namespace FusionPortal.Core.Scorecards;

/// <summary>How what a checklist recorded of a resource stands to what AWS shows of it.</summary>
public enum HeldState
{
    /// <summary>AWS shows the same.</summary>
    Agrees,

    /// <summary>An open finding says that AWS shows something else, or that the resource is not there.</summary>
    Contradicted,

    /// <summary>Nothing that was read shows it; a person's word alone.</summary>
    Unseen,

    /// <summary>AWS shows something, and whether it contradicts could not be judged.</summary>
    Open,
}

/// <summary>One recorded value of a resource beside what AWS shows.</summary>
/// <param name="Kind">The resource's kind.</param>
/// <param name="Resource">What the checklist calls the resource.</param>
/// <param name="Arn">The one that is meant; null where none or several were seen.</param>
/// <param name="Fact">For people, inside a sentence: "availability zone".</param>
/// <param name="Recorded">As people read it in the checklist.</param>
/// <param name="Actual">What AWS shows; null where nothing was read.</param>
/// <param name="Why">Why it is unseen or open, fit to be shown; null otherwise.</param>
/// <param name="FindingNumber">F-{number}, where it is contradicted.</param>
/// <param name="Checklist">For people: "Client install: Acme Stores".</param>
/// <param name="Step">The step's letter and title.</param>
/// <param name="By">Who ticked it.</param>
/// <param name="SeenAt">When the resource was last read; null where it was not.</param>
public sealed record HeldValue(
    string Kind, string Resource, string? Arn, string Fact, string Recorded, string? Actual, HeldState State, string? Why,
    long? FindingNumber, string Checklist, string Step, string By, DateTimeOffset At, DateTimeOffset? SeenAt);
