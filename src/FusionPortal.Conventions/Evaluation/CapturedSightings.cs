using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Rules;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>A resource that checklists speak of, with what AWS shows of it.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Name">As AWS has it.</param>
/// <param name="Shown">By the ids of the kind's facts; what no source has told is not among them.</param>
internal sealed record CapturedSighting(SeenResource Resource, string Name, IReadOnlyDictionary<string, string> Shown)
{
    /// <summary>By the ids of the facts that AWS itself may have changed since: why, and what would settle it.</summary>
    public IReadOnlyDictionary<string, (string Reason, string Answer)> Moved { get; init; } = new Dictionary<string, (string, string)>();
}

/// <summary>
/// The resources that checklists speak of, by name or by the id AWS gave them. Grows with what was captured, not with the estate.
/// </summary>
internal sealed class CapturedSightings(EvaluationPlan plan) : ResourceCollector
{
    private readonly PortalRecords _records = plan.Records;

    private readonly ILookup<(string Kind, string Id), CapturedResource> _byId = plan.Records.Captured.All
        .Where(c => c.Value(ShownFact.AwsId.Id) is not null).ToLookup(c => Key(c.Kind, c.Value(ShownFact.AwsId.Id)!.Value));

    private readonly Convention[] _ofTenants = [.. plan.Book.Of<TenantsBelongHere>()];
    private readonly SortedList<string, CapturedSighting> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, string Name), SortedList<string, CapturedSighting>> _named = [];
    private readonly Dictionary<(string Kind, string Id), SortedList<string, CapturedSighting>> _withId = [];

    public BookSettings Settings => plan.Book.Settings;

    internal override IReadOnlyList<string> Kinds { get; } = [.. plan.Records.Captured.Kinds];

    /// <summary>The kinds of whose tenants a convention of the book tells.</summary>
    public IEnumerable<string> KindsWithTenants => Kinds.Where(TellsTenantsOf);

    /// <summary>In the order of ARNs.</summary>
    public IEnumerable<CapturedSighting> All => _seen.Values;

    internal override bool Add(in ResourceView view)
    {
        var resource = view.Resource;
        var named = _records.Captured.Of(resource.Kind, resource.Name).Count > 0;
        if (!named && (_byId.Count == 0 || !_byId.Contains(Key(resource.Kind, ShownFact.AwsId.Read(resource)!)))) return false;
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var fact in FactsOf(resource.Kind))
            if (fact.Read(resource) is { } text) shown[fact.Id] = text;
        // Two targets may show one resource, in any order: the one that tells more, and of two alike the first in order of words.
        if (_seen.TryGetValue(resource.Arn, out var known) && !IsMore(shown, known.Shown)) return true;
        if (known is not null) _named[Key(resource.Kind, known.Name)].Remove(resource.Arn);
        var sighting = _seen[resource.Arn] = new(SeenResource.Of(in view), resource.Name, shown)
        {
            Moved = FactsOf(resource.Kind).Where(f => f.Moved(resource) is not null).ToDictionary(f => f.Id, f => f.Moved(resource)!.Value),
        };
        Put(_named, Key(resource.Kind, resource.Name), sighting);
        Put(_withId, Key(resource.Kind, ShownFact.AwsId.Read(resource)!), sighting);
        return true;
    }

    /// <summary>Whether a convention of the book tells of the tenants of that kind.</summary>
    public bool TellsTenantsOf(string kind)
    {
        foreach (var convention in _ofTenants)
            if (convention.IsFor(kind)) return true;
        return false;
    }

    /// <summary>The resource, where a checklist may mean it; else null.</summary>
    public CapturedSighting? Find(string arn) => _seen.GetValueOrDefault(arn);

    /// <summary>
    /// What one checklist may mean: the one with the id it says, else those of the name, as far as region and account tell them apart.
    /// Several where that leaves it open, none where nothing of the kind was seen.
    /// </summary>
    public IReadOnlyList<CapturedSighting> MeantBy(CapturedResource captured)
    {
        SortedList<string, CapturedSighting>? all = null;
        if (captured.Value(ShownFact.AwsId.Id) is { } id) _withId.TryGetValue(Key(captured.Kind, id.Value), out all);
        if (all is null && !_named.TryGetValue(Key(captured.Kind, captured.Name.Value), out all)) return [];
        List<CapturedSighting> named = [.. all.Values];
        foreach (var fact in (ShownFact[])[ShownFact.Region, ShownFact.Account])
        {
            if (named.Count < 2 || captured.Value(fact.Id) is not { } value) continue;
            if (named.FindAll(s => Is(s, fact, value)) is { Count: > 0 } fewer) named = fewer;
        }

        return named;
    }

    /// <summary>The one that the checklist means; null where none was seen, or where it cannot be told that it is the one.</summary>
    public CapturedSighting? SurelyMeantBy(CapturedResource captured) =>
        MeantBy(captured) is [var only] && IsSure(captured, only) ? only : null;

    /// <summary>What every checklist says of the resource, where it can be told that it is meant.</summary>
    public IReadOnlyList<CapturedResource> SaidOf(CapturedSighting sighting) =>
        [.. Speaking(sighting).Where(c => SurelyMeantBy(c) == sighting)];

    /// <summary>Checklists that mean this resource or another of its name, one that nobody has seen included.</summary>
    public IReadOnlyList<CapturedResource> LeftOpenFor(CapturedSighting sighting) =>
        [.. Speaking(sighting).Where(
            c => MeantBy(c) is var meant && meant.Contains(sighting) && (meant.Count > 1 || !IsSure(c, sighting)))];

    /// <summary>Whether several that were seen may be meant by a checklist that leaves this one open.</summary>
    public bool AreSeveral(CapturedSighting sighting) => LeftOpenFor(sighting).Any(c => MeantBy(c).Count > 1);

    public static IEnumerable<ShownFact> FactsOf(string kind) => ShownFact.OfEveryKind.Concat(ResourceKinds.Of(kind).Shows);

    // The only one that was seen is the one that is meant where no other can be, or where the checklist says the place.
    private bool IsSure(CapturedResource captured, CapturedSighting only)
    {
        var kind = captured.Kind;
        // A bucket's name is used once in the world.
        if (plan.Reach.WhollyListedKinds.Contains(kind) || kind == S3Bucket.Kind) return true;
        // What AWS numbered it is used once too; what stands for an ID in some kinds is the name.
        if (ResourceKinds.Of(kind).Arn.NamesId && captured.Value(ShownFact.AwsId.Id) is { } id && Is(only, ShownFact.AwsId, id))
            return true;
        var (account, region) = (captured.Value(ShownFact.Account.Id), captured.Value(ShownFact.Region.Id));
        if ((account is not null && !Is(only, ShownFact.Account, account)) || (region is not null && !Is(only, ShownFact.Region, region)))
            return false;
        return account is not null || (region is not null
            && _records.Accounts.All(a => !a.IsRead || plan.Reach.IsWhole(kind, a.AccountId, only.Resource.Region)));
    }

    private IEnumerable<CapturedResource> Speaking(CapturedSighting sighting)
    {
        var named = _records.Captured.Of(sighting.Resource.Kind, sighting.Name);
        return sighting.Shown.TryGetValue(ShownFact.AwsId.Id, out var id)
            ? named.Concat(_byId[Key(sighting.Resource.Kind, id)].Where(c => !named.Contains(c))) : named;
    }

    private static void Put(
        Dictionary<(string, string), SortedList<string, CapturedSighting>> index, (string, string) key, CapturedSighting sighting)
    {
        if (!index.TryGetValue(key, out var same)) index[key] = same = new(StringComparer.Ordinal);
        same[sighting.Resource.Arn] = sighting;
    }

    private static (string Kind, string Text) Key(string kind, string text) => (kind, text.Trim().ToUpperInvariant());

    private static bool Is(CapturedSighting sighting, ShownFact fact, CapturedValue value) =>
        sighting.Shown.TryGetValue(fact.Id, out var shown) && fact.Matches(value.Value, shown);

    private static bool IsMore(Dictionary<string, string> shown, IReadOnlyDictionary<string, string> known) =>
        (shown.Count, Text(shown)).CompareTo((known.Count, Text(known))) > 0;

    private static string Text(IReadOnlyDictionary<string, string> shown) =>
        string.Join('\n', shown.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key} {s.Value}"));
}
