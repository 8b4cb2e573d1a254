using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Checklists.Checks;

/// <summary>What the portal knows that a recorded value can be held against. Empty where nothing was looked up.</summary>
public sealed record KnownFacts
{
    public static KnownFacts Nothing { get; } = new();

    /// <summary>By account ID.</summary>
    public IReadOnlyDictionary<string, AccountRecord> Accounts { get; init; } = new Dictionary<string, AccountRecord>();

    /// <summary>By account ID, what AWS says of one that is not in use, as a sentence. Accounts in use are left out.</summary>
    public IReadOnlyDictionary<string, string> NotInUse { get; init; } = new Dictionary<string, string>();

    /// <summary>Regions that scans have read.</summary>
    public IReadOnlySet<string> Regions { get; init; } = new HashSet<string>();

    /// <summary>By value, ignoring case: which other client it belongs to, in words.</summary>
    public IReadOnlyDictionary<string, string> OthersOwn { get; init; } = new Dictionary<string, string>();

    /// <summary>Organization IDs of the other clients the portal knows; names that the conventions give them are theirs before anything is
    /// recorded.</summary>
    public IReadOnlyCollection<string> OtherClients { get; init; } = [];

    /// <summary>By value, ignoring case: which shared resource's checklist records it too, in words.</summary>
    public IReadOnlyDictionary<string, string> OfSharedResources { get; init; } = new Dictionary<string, string>();

    /// <summary>Resources that scans observed under the names being recorded.</summary>
    public IReadOnlyList<Sighting> Sightings { get; init; } = [];

    /// <summary>What other runs that are not cancelled record under the names being recorded; those that wait for this run left
    /// out.</summary>
    public IReadOnlyList<RecordedElsewhere> Elsewhere { get; init; } = [];

    /// <summary>When the run was started; what was first observed after that may be of its making.</summary>
    public DateTimeOffset RunStartedAt { get; init; }
}

/// <summary>A resource that scans observed.</summary>
/// <param name="Kind">One of <see cref="ResourceKinds"/>; a shared resource's checklist is of the kind of the same name.</param>
/// <param name="Account">Its ID, and its name where the portal knows one.</param>
/// <param name="Role">The account's declared role.</param>
/// <param name="Since">When it was first observed.</param>
/// <param name="Gone">When it was found to be gone; null while it is there.</param>
/// <param name="Appeared">True when the place had been read whole before, and it was not there.</param>
/// <param name="OrgId">The client whose organization tag it carries; null where it carries none.</param>
public sealed record Sighting(
    string Kind, string Name, string Account, AccountRole Role, string Region, DateTimeOffset Since, DateTimeOffset? Gone, bool Appeared,
        string? OrgId);

/// <summary>A name another run records.</summary>
/// <param name="SharedKind">The kind of shared resource it is the name of.</param>
/// <param name="What">For example "Acme Stores records it as RDS instance name".</param>
/// <param name="By">Who recorded it.</param>
/// <param name="At">When.</param>
public sealed record RecordedElsewhere(string Name, string SharedKind, string What, string By, DateTimeOffset At);
