using FusionPortal.Checklists.Checks;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;

namespace FusionPortal.Checklists.Runs;

/// <summary>Everything known of a run at one moment. Nothing in it is derived; <see cref="RunPlan"/> derives the rest.</summary>
/// <param name="Template">The version the run is pinned to.</param>
/// <param name="Organization">The client of an install, or of a dedicated resource; null for a resource shared by several.</param>
/// <param name="Steps">By <see cref="StepKey"/> text; a step nobody touched has no record.</param>
/// <param name="Links">By link id; a link nobody made has no entry.</param>
/// <param name="Finished">True once the run was closed: nothing changes in it any more, unless a step is opened again with a
/// reason.</param>
public sealed record RunSnapshot(
    Template Template,
    OrganizationFacts? Organization,
    IReadOnlyDictionary<string, StepRecord> Steps,
    IReadOnlyDictionary<string, LinkedResource> Links,
    bool Finished = false)
{
    /// <summary>Which ids belong to one person.</summary>
    public SamePeople People { get; init; } = SamePeople.Unknown;

    /// <summary>The convention book in force, which says what computed names look like.</summary>
    public ConventionBook Book { get; init; } = ConventionBook.Default;

    /// <summary>What values that are being recorded are held against.</summary>
    public KnownFacts Known { get; init; } = KnownFacts.Nothing;
}

/// <summary>What a run needs to know of its organization.</summary>
public sealed record OrganizationFacts(string OrgId, string Title, EnvironmentKind Environment);

/// <summary>Who did something, and when.</summary>
/// <param name="PersonId">The identity provider's immutable subject.</param>
/// <param name="PersonName">The name at the time.</param>
public sealed record Attribution(string PersonId, string PersonName, DateTimeOffset At);

/// <summary>What is stored of one step of a run.</summary>
/// <param name="State">Open, done or not applicable.</param>
/// <param name="Revision">Grows by one with each accepted change; 0 means untouched.</param>
/// <param name="Fields">By field id.</param>
/// <param name="StateRevision">The revision at which the state was last set; 0 means never.</param>
/// <param name="StateBy">Who set the state; null when it was never set.</param>
/// <param name="Reason">Why it was unticked or is not applicable.</param>
/// <param name="Confirmations">Others who gave the same tick or the same value after the doer.</param>
public sealed record StepRecord(
    StepState State,
    long Revision,
    IReadOnlyDictionary<string, FieldRecord> Fields,
    long StateRevision,
    Attribution? StateBy,
    string? Reason,
    IReadOnlyList<Confirmation> Confirmations)
{
    /// <summary>A step nobody touched.</summary>
    public static StepRecord Untouched { get; } =
        new(StepState.Open, 0, new Dictionary<string, FieldRecord>(), 0, null, null, []);
}

/// <summary>One value of a step.</summary>
/// <param name="Value">In the field type's canonical form; empty when somebody cleared it.</param>
/// <param name="Revision">The step's revision at which it was last set.</param>
/// <param name="By">Who set it, and when.</param>
/// <param name="Pinned">True for a computed or linked value that the tick fixed; unticking lets it go.</param>
public sealed record FieldRecord(string Value, long Revision, Attribution By, bool Pinned = false)
{
    public bool Cleared => Value.Length == 0;

    /// <summary>Set where a person kept the value although something spoke against it; null otherwise.</summary>
    public KeptValue? Kept { get; init; }
}

/// <summary>Why a value stands that the portal asked back about. Who gave the reason is who set the value.</summary>
/// <param name="Seen">What the portal had seen, in words.</param>
/// <param name="Reason">The person's, 3 to 500 characters.</param>
public sealed record KeptValue(string Seen, string Reason);

/// <summary>Somebody repeated what the step already said.</summary>
/// <param name="Field">The field confirmed, or null for the tick itself.</param>
public sealed record Confirmation(string? Field, Attribution By);
