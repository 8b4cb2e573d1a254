namespace FusionPortal.Checklists.Runs;

/// <summary>
/// Which ids belong to one person. An identity provider may give the same person another subject id: after the claim was changed, or in a
/// token for another application. Whoever compares people compares them here, never their ids.
/// </summary>
public sealed class SamePeople
{
    private readonly Dictionary<string, string> _person;

    private SamePeople(Dictionary<string, string> person) => _person = person;

    /// <summary>Every id is a person of its own.</summary>
    public static SamePeople Unknown { get; } = new([]);

    /// <summary>Joins ids by pairs; who is the same as two others makes those two the same.</summary>
    public static SamePeople Of(IEnumerable<(string Id, string SameAs)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, same) in pairs)
        {
            var (a, b) = (Root(id), Root(same));
            // The smaller id stands for all, so that the order of the pairs decides nothing.
            if (a != b) parents[string.CompareOrdinal(a, b) < 0 ? b : a] = string.CompareOrdinal(a, b) < 0 ? a : b;
        }

        return new SamePeople(parents.Keys.ToList().ToDictionary(id => id, Root, StringComparer.Ordinal));

        string Root(string id)
        {
            while (parents.TryGetValue(id, out var parent)) id = parent;
            return id;
        }
    }

    /// <summary>One id that stands for the person: the same for all of their ids.</summary>
    public string PersonOf(string id) => _person.GetValueOrDefault(id, id);

    public bool AreSame(string? a, string? b) => a is not null && b is not null && PersonOf(a) == PersonOf(b);

    /// <summary>All ids of the person who has this one.</summary>
    public IReadOnlyList<string> IdsOf(string id)
    {
        var person = PersonOf(id);
        return [person, .. _person.Where(pair => pair.Value == person).Select(pair => pair.Key).Order(StringComparer.Ordinal)];
    }

    /// <summary>Changes whenever the answers may.</summary>
    public string Fingerprint =>
        string.Join('\n', _person.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
