namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>Puts the demo estate together: first what is right, then what is planted over it.</summary>
internal sealed class DemoBuilder(ListedEstate estate)
{
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    public List<PlantedTruth> Truth { get; } = [];

    public List<NearMiss> NearMisses { get; } = [];

    /// <summary>Violations that only a full scan sees.</summary>
    public List<PlantedTruth> ListedTruth { get; } = [];

    /// <summary>Violations of who made it.</summary>
    public List<PlantedTruth> CreatorTruth { get; } = [];

    /// <summary>Everything there is by now, in ordinal order, so that what is derived from it is the same every time.</summary>
    public IReadOnlyList<PlacedResource> All => [.. _places.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => estate.Find(p.Key)!)];

    /// <exception cref="InvalidOperationException">The ARN is there already: two parts of the demo disagree.</exception>
    public string Add(Place place, string arn, params KeyValuePair<string, string>[] tags)
    {
        if (!_places.TryAdd(arn, place)) throw new InvalidOperationException($"{arn} is in the demo estate twice.");
        estate.Put(place.Account, place.Region, new SimulatedResource(arn, tags));
        return arn;
    }

    /// <summary>Replaces the tags of something that is there.</summary>
    public string Retag(string arn, params KeyValuePair<string, string>[] tags) => Change(arn, r => r with { Tags = tags });

    /// <summary>Makes something that is there one that never had a tag.</summary>
    public string NeverTag(string arn) => Change(arn, r => r with { Tags = [], EverTagged = false });

    public string Change(string arn, Func<SimulatedResource, SimulatedResource> change)
    {
        var place = _places[arn];
        estate.Put(place.Account, place.Region, change(estate.Find(arn)!.Resource));
        return arn;
    }

    public void Remove(string arn)
    {
        if (!_places.Remove(arn) || !estate.Remove(arn)) throw new InvalidOperationException($"{arn} is not in the demo estate.");
    }

    public void Violates(string subject, string conventionId, string why) => Truth.Add(new PlantedTruth(subject, conventionId, why));

    public void ViolatesWhenListed(string subject, string conventionId, string why) =>
        ListedTruth.Add(new PlantedTruth(subject, conventionId, why));

    public void ViolatesByMaker(string subject, string conventionId, string why) =>
        CreatorTruth.Add(new PlantedTruth(subject, conventionId, why));

    public void LooksLike(string subject, string conventionId, string why) => NearMisses.Add(new NearMiss(subject, conventionId, why));
}
