using FusionPortal.Conventions;

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
}
