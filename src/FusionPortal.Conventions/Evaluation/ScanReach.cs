using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>What the scan's sources are able to see, so that what nobody can see is never counted as a pass.</summary>
/// <param name="ListableKinds">Kinds of which at least one source lists resources.</param>
/// <param name="WhollyListedKinds">Kinds of which a source lists every resource, never-tagged ones included. The tagging API alone never
/// does.</param>
/// <param name="UnseenAccounts">Accounts with a target that was not seen whole in this scan.</param>
public sealed record ScanReach(
    IReadOnlySet<string> ListableKinds, IReadOnlySet<string> WhollyListedKinds, IReadOnlySet<string> UnseenAccounts)
{
    /// <summary>
    /// Where a kind was listed wholly although it was not everywhere: account, region (empty for global services) and kind. What is not
    /// among them is not known to be whole.
    /// </summary>
    public IReadOnlySet<(string AccountId, string Region, string Kind)> WhollyListedIn { get; init; } =
        new HashSet<(string AccountId, string Region, string Kind)>();

    /// <summary>Since when each reading stands that counts. Null where everything was read just now.</summary>
    public ReadingTimes? ReadSince { get; init; }

    /// <summary>
    /// The day it is judged on, in UTC, for rules that count days; null where nobody asked for one, and what counts days is then not
    /// evaluated.
    /// </summary>
    public DateOnly? Day { get; init; }

    /// <summary>Whether every resource of the kind was read after that moment, wherever it is.</summary>
    public bool WasReadAfter(string kind, DateTimeOffset moment) => ReadSince?.AllAfter(kind, moment) ?? true;

    /// <summary>Whether every resource of the kind in that account and region was read after that moment.</summary>
    public bool WasReadAfter(string kind, string accountId, string region, DateTimeOffset moment) =>
        ReadSince?.IsAfter(kind, accountId, region, moment) ?? true;

    /// <summary>Whether every resource of the kind in that account and region was seen: what is not there is not there.</summary>
    public bool IsWhole(string kind, string accountId, string region) =>
        WhollyListedKinds.Contains(kind) || WhollyListedIn.Contains((accountId, region, kind))
            || WhollyListedIn.Contains((accountId, "", kind));

    /// <summary>
    /// The Resource Groups Tagging API: every kind but those it does not return, and only resources that are or were tagged.
    /// </summary>
    public static ScanReach TaggingApi { get; } = new(
        ResourceKinds.All.Where(k => k.IsInTaggingApi).Select(k => k.Id).ToHashSet(StringComparer.Ordinal),
        new HashSet<string>(StringComparer.Ordinal),
        new HashSet<string>(StringComparer.Ordinal));

    /// <summary>Everything is seen, on a day that stays the same.</summary>
    public static ScanReach Everything { get; } = new(
        ResourceKinds.Ids.ToHashSet(StringComparer.Ordinal),
        ResourceKinds.Ids.ToHashSet(StringComparer.Ordinal),
        new HashSet<string>(StringComparer.Ordinal))
    {
        Day = new DateOnly(2026, 3, 31),
    };
}
