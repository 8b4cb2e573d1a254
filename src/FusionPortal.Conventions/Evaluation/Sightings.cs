namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// Counts the resources that say one thing, each once however many targets show it, and keeps the first few by ARN, so that the same estate
/// gives the same evidence in whatever order it comes. About 16 bytes a resource.
/// </summary>
internal sealed class Sightings
{
    private const int Most = 3;

    private readonly HashSet<ulong> _seen = [];
    private readonly SortedList<string, string> _examples = new(StringComparer.Ordinal);

    public long Count => _seen.Count;

    /// <summary>At most three, in the order of their ARNs.</summary>
    public IReadOnlyList<string> Examples => [.. _examples.Values];

    public void Add(string arn, string shown)
    {
        _seen.Add(Hash(arn));
        Keep(arn, shown);
    }

    private void Keep(string arn, string shown)
    {
        if (_examples.Count == Most && string.CompareOrdinal(arn, _examples.GetKeyAtIndex(Most - 1)) > 0) return;
        if (!_examples.TryAdd(arn, shown))
        {
            // Two targets may tell one resource differently, in any order.
            if (string.CompareOrdinal(shown, _examples[arn]) < 0) _examples[arn] = shown;
            return;
        }

        if (_examples.Count > Most) _examples.RemoveAt(Most);
    }

    // FNV-1a: counting needs no more than that two ARNs hardly ever meet.
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }
}
