using System.Collections.Immutable;

namespace FusionPortal.Simulator.Estate;

/// <summary>An estate held in memory and open to change, so that a later scan can find something new, altered or gone. Thread-safe.</summary>
public sealed class ListedEstate(string managementAccountId, IReadOnlyList<SimulatedAccount> accounts, IReadOnlyList<string> regions) : ISimulatedEstate
{
    private readonly Lock _change = new();
    private ImmutableDictionary<(string Account, string Region), ImmutableList<SimulatedResource>> _resources =
        ImmutableDictionary<(string, string), ImmutableList<SimulatedResource>>.Empty;

    public string ManagementAccountId { get; } = managementAccountId;

    public IReadOnlyList<SimulatedAccount> Accounts { get; } = accounts;

    public IReadOnlyList<string> Regions { get; } = regions;

    public int Count(string accountId, string region) => In(accountId, region).Count;

    public SimulatedResource? At(string accountId, string region, int index)
    {
        var list = In(accountId, region);
        return index < list.Count ? list[index] : null;
    }

    public IEnumerable<SimulatedResource> All => _resources.Values.SelectMany(list => list);

    /// <summary>Adds the resource, or replaces the one with the same ARN where it stands.</summary>
    public void Put(string accountId, string region, SimulatedResource resource)
    {
        lock (_change)
        {
            var list = In(accountId, region);
            var at = list.FindIndex(r => r.Arn == resource.Arn);
            _resources = _resources.SetItem((accountId, region), at < 0 ? list.Add(resource) : list.SetItem(at, resource));
        }
    }

    /// <summary>Takes the resource away.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string arn)
    {
        lock (_change)
        {
            foreach (var (place, list) in _resources)
            {
                var at = list.FindIndex(r => r.Arn == arn);
                if (at < 0) continue;
                _resources = _resources.SetItem(place, list.RemoveAt(at));
                return true;
            }

            return false;
        }
    }

    private ImmutableList<SimulatedResource> In(string accountId, string region) =>
        _resources.TryGetValue((accountId, region), out var list) ? list : [];
}
