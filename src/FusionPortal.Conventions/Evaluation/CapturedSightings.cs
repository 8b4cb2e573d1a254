using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>A resource that checklists speak of, with what AWS shows of it.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Name">As AWS has it.</param>
/// <param name="Shown">By the ids of the kind's facts; what no source has told is not among them.</param>
internal sealed record CapturedSighting(SeenResource Resource, string Name, IReadOnlyDictionary<string, string> Shown);

/// <summary>
/// The resources that checklists speak of, by name or by the id AWS gave them. Grows with what was captured, not with the estate.
/// </summary>
internal sealed class CapturedSightings(PortalRecords records, BookSettings settings) : ResourceCollector
{
    private readonly HashSet<(string Kind, string Id)> _ids =
    [
        .. records.Captured.All.Select(c => (c.Kind, Id: c.Value(ShownFact.AwsId.Id)?.Value)).Where(c => c.Id is not null)
            .Select(c => (c.Kind, c.Id!)),
    ];

    private readonly SortedList<string, CapturedSighting> _seen = new(StringComparer.Ordinal);

    public BookSettings Settings => settings;

    internal override IReadOnlyList<string> Kinds { get; } = [.. records.Captured.Kinds];

    /// <summary>In the order of ARNs.</summary>
    public IEnumerable<CapturedSighting> All => _seen.Values;

    internal override bool Add(in ResourceView view)
    {
        var resource = view.Resource;
        if (records.Captured.Of(resource.Kind, resource.Name).Count == 0
            && !_ids.Contains((resource.Kind, ShownFact.AwsId.Read(resource)!))) return false;
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var fact in FactsOf(resource.Kind))
            if (fact.Read(resource) is { } text) shown[fact.Id] = text;
        // Two targets may show one resource, in any order: the one that tells more, and of two alike the first in order of words.
        if (!_seen.TryGetValue(resource.Arn, out var known) || IsMore(shown, known.Shown))
            _seen[resource.Arn] = new(SeenResource.Of(in view), resource.Name, shown);
        return true;
    }

    /// <summary>
    /// What one checklist means: the one with the id it says, else those of the name, as far as region and account tell them apart. Several
    /// where that leaves it open, none where nothing of the kind was seen.
    /// </summary>
    public IReadOnlyList<CapturedSighting> MeantBy(CapturedResource captured)
    {
        var ofKind = _seen.Values.Where(s => s.Resource.Kind == captured.Kind).ToList();
        if (captured.Value(ShownFact.AwsId.Id) is { } id && ofKind.Find(s => Is(s, ShownFact.AwsId, id)) is { } byId) return [byId];
        var named = ofKind.FindAll(s => string.Equals(s.Name, captured.Name.Value, StringComparison.OrdinalIgnoreCase));
        foreach (var fact in (ShownFact[])[ShownFact.Region, ShownFact.Account])
        {
            if (named.Count < 2 || captured.Value(fact.Id) is not { } value) continue;
            if (named.FindAll(s => Is(s, fact, value)) is { Count: > 0 } fewer) named = fewer;
        }

        return named;
    }

    /// <summary>What every checklist says of the resource, where it can be told that it is meant.</summary>
    public IReadOnlyList<CapturedResource> SaidOf(CapturedSighting sighting) =>
        [.. Speaking(sighting).Where(c => MeantBy(c) is [var only] && only == sighting)];

    /// <summary>Checklists that mean this resource or another of its name.</summary>
    public IReadOnlyList<CapturedResource> LeftOpenFor(CapturedSighting sighting) =>
        [.. Speaking(sighting).Where(c => MeantBy(c) is { Count: > 1 } several && several.Contains(sighting))];

    public static IEnumerable<ShownFact> FactsOf(string kind) => ShownFact.OfEveryKind.Concat(ResourceKinds.Of(kind).Shows);

    private IEnumerable<CapturedResource> Speaking(CapturedSighting sighting) => records.Captured.All.Where(c =>
        c.Kind == sighting.Resource.Kind && (string.Equals(c.Name.Value, sighting.Name, StringComparison.OrdinalIgnoreCase)
            || (c.Value(ShownFact.AwsId.Id) is { } id && Is(sighting, ShownFact.AwsId, id))));

    private static bool Is(CapturedSighting sighting, ShownFact fact, CapturedValue value) =>
        sighting.Shown.TryGetValue(fact.Id, out var shown) && fact.Matches(value.Value, shown);

    private static bool IsMore(Dictionary<string, string> shown, IReadOnlyDictionary<string, string> known) =>
        (shown.Count, Text(shown)).CompareTo((known.Count, Text(known))) > 0;

    private static string Text(IReadOnlyDictionary<string, string> shown) =>
        string.Join('\n', shown.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key} {s.Value}"));
}
