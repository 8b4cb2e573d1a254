namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>Puts the demo estate together: first what is right, then what is planted over it.</summary>
internal sealed class DemoBuilder(ListedEstate estate)
{
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    public List<PlantedTruth> Truth { get; } = [];

    public List<NearMiss> NearMisses { get; } = [];

    public List<SimulatedResource> IamUsers { get; } = [];

    /// <exception cref="InvalidOperationException">The ARN is there already: two parts of the demo disagree.</exception>
    public string Add(Place place, string arn, params KeyValuePair<string, string>[] tags)
    {
        if (!_places.TryAdd(arn, place)) throw new InvalidOperationException($"{arn} is in the demo estate twice.");
        estate.Put(place.Account, place.Region, new SimulatedResource(arn, tags));
        return arn;
    }

    /// <summary>IAM users are not listed by the tagging API; a later source reads them.</summary>
    public void AddIamUser(string arn, params KeyValuePair<string, string>[] tags) => IamUsers.Add(new SimulatedResource(arn, tags));

    /// <summary>Replaces the tags of something that is there.</summary>
    public string Retag(string arn, params KeyValuePair<string, string>[] tags)
    {
        var place = _places[arn];
        estate.Put(place.Account, place.Region, new SimulatedResource(arn, tags));
        return arn;
    }

    public void Remove(string arn)
    {
        if (!_places.Remove(arn) || !estate.Remove(arn)) throw new InvalidOperationException($"{arn} is not in the demo estate.");
    }

    public void Violates(string subject, string conventionId, string why) => Truth.Add(new PlantedTruth(subject, conventionId, why));

    public void LooksLike(string subject, string conventionId, string why) => NearMisses.Add(new NearMiss(subject, conventionId, why));
}
