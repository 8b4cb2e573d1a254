using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace FusionPortal.Conventions.Resources;

/// <summary>
/// The tags of one resource: at most 50, so a sorted array is smaller and quicker than a dictionary, and always gives the same order.
/// Keys are case-sensitive; where a key comes twice the last value stands.
/// </summary>
public sealed class TagCollection : IReadOnlyDictionary<string, string>
{
    private readonly KeyValuePair<string, string>[] _tags;

    public TagCollection(IEnumerable<KeyValuePair<string, string>> tags)
    {
        var distinct = new List<KeyValuePair<string, string>>();
        foreach (var tag in tags)
        {
            var known = IndexOf(distinct, tag.Key);
            if (known >= 0) distinct[known] = tag;
            else distinct.Add(tag);
        }

        _tags = [.. distinct];
        Array.Sort(_tags, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
    }

    public static TagCollection Empty { get; } = new([]);

    public int Count => _tags.Length;

    public IEnumerable<string> Keys => _tags.Select(t => t.Key);

    public IEnumerable<string> Values => _tags.Select(t => t.Value);

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"No tag \"{key}\".");

    /// <summary>The tags in ordinal order of their keys.</summary>
    public ReadOnlySpan<KeyValuePair<string, string>> AsSpan() => _tags;

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        foreach (var tag in _tags)
        {
            if (!string.Equals(tag.Key, key, StringComparison.Ordinal)) continue;
            value = tag.Value;
            return true;
        }

        value = null;
        return false;
    }

    private static int IndexOf(List<KeyValuePair<string, string>> tags, string key)
    {
        for (var i = 0; i < tags.Count; i++)
            if (string.Equals(tags[i].Key, key, StringComparison.Ordinal)) return i;
        return -1;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)_tags).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
