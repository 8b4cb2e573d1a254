using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace FusionPortal.Simulator.Estate;

/// <summary>An estate held in memory and open to change, so that a later scan can find something new, altered or gone.
/// Thread-safe.</summary>
public sealed class ListedEstate(string managementAccountId, IReadOnlyList<SimulatedAccount> accounts, IReadOnlyList<string> regions)
    : ISimulatedEstate
{
    private readonly Lock _change = new();
    private ImmutableDictionary<(string Account, string Region), Shelf> _shelves = ImmutableDictionary<(string, string), Shelf>.Empty;
    private ImmutableDictionary<string, (string Account, string Region)> _places =
        ImmutableDictionary.Create<string, (string, string)>(StringComparer.Ordinal);

    public string ManagementAccountId { get; } = managementAccountId;

    public IReadOnlyList<SimulatedAccount> Accounts { get; } = accounts;

    public IReadOnlyList<string> Regions { get; } = regions;

    public int Count(string accountId, string region) => In(accountId, region).All.Count;

    public SimulatedResource? At(string accountId, string region, int index)
    {
        var list = In(accountId, region).All;
        return index < list.Count ? list[index] : null;
    }

    public IReadOnlyList<SimulatedResource> Of(string accountId, string region, string kind) => In(accountId, region).Of(kind);

    public PlacedResource? Find(string arn) =>
        _places.TryGetValue(arn, out var place) && In(place.Account, place.Region).All.Find(r => r.Arn == arn) is { } resource
            ? new PlacedResource(place.Account, place.Region, resource)
            : null;

    /// <summary>Of every kind, IAM users and roles and never-tagged resources included.</summary>
    public IEnumerable<SimulatedResource> All => _shelves.Values.SelectMany(shelf => shelf.All);

    /// <summary>Days since each account's root user signed in; one that never did is not named.</summary>
    public IReadOnlyDictionary<string, int> RootUses { get; set; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Accounts whose root user has an access key.</summary>
    public IReadOnlySet<string> RootKeys { get; set; } = ImmutableHashSet<string>.Empty;

    /// <summary>Accounts whose root user has no second factor.</summary>
    public IReadOnlySet<string> RootsWithoutMfa { get; set; } = ImmutableHashSet<string>.Empty;

    public bool HasRootMfa(string accountId) => !RootsWithoutMfa.Contains(accountId);

    public bool HasRootKey(string accountId) => RootKeys.Contains(accountId);

    public int? RootUse(string accountId) => RootUses.TryGetValue(accountId, out var days) ? days : null;

    /// <summary>Adds the resource, or replaces the one with the same ARN where it stands.</summary>
    public void Put(string accountId, string region, SimulatedResource resource)
    {
        lock (_change)
        {
            var list = In(accountId, region).All;
            var at = _places.TryGetValue(resource.Arn, out var place) && place == (accountId, region)
                ? list.FindIndex(r => r.Arn == resource.Arn) : -1;
            _shelves = _shelves.SetItem((accountId, region), new Shelf(at < 0 ? list.Add(resource) : list.SetItem(at, resource)));
            _places = _places.SetItem(resource.Arn, (accountId, region));
        }
    }

    /// <summary>Takes the resource away.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string arn)
    {
        lock (_change)
        {
            if (!_places.TryGetValue(arn, out var place)) return false;
            _shelves = _shelves.SetItem(place, new Shelf(_shelves[place].All.RemoveAll(r => r.Arn == arn)));
            _places = _places.Remove(arn);
            return true;
        }
    }

    private Shelf In(string accountId, string region) => _shelves.TryGetValue((accountId, region), out var shelf) ? shelf : Shelf.Empty;

    /// <summary>One place between two changes; sorted by kind when a kind is first asked for.</summary>
    private sealed record Shelf(ImmutableList<SimulatedResource> All)
    {
        public static readonly Shelf Empty = new(ImmutableList<SimulatedResource>.Empty);

        private readonly ConcurrentDictionary<string, IReadOnlyList<SimulatedResource>> _kinds = new(StringComparer.Ordinal);

        public IReadOnlyList<SimulatedResource> Of(string kind) => _kinds.GetOrAdd(kind, k => [.. All.Where(r => ArnKind.Of(r.Arn) == k)]);
    }
}
