using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// The organization tag of one resource, read from any spelling: case and the characters space - _ . : make no difference.
/// </summary>
/// <param name="Spellings">How many spellings of the tag the resource carries.</param>
/// <param name="Key">The spelling that counts: the expected one if it has a value, else any that has; null when there is none.</param>
/// <param name="Value">Its value, as AWS keeps it; may be empty.</param>
/// <param name="HasExpected">Whether the expected spelling is among them.</param>
/// <param name="HasEmpty">Whether one of them is empty or blank.</param>
/// <param name="Differ">Whether two that are not empty differ.</param>
public readonly record struct OrganizationTag(int Spellings, string? Key, string? Value, bool HasExpected, bool HasEmpty, bool Differ)
{
    public bool IsPresent => Spellings > 0;

    public bool HasValue => !string.IsNullOrWhiteSpace(Value);

    /// <summary>Reads the tag. Allocates nothing for the usual kinds of dictionary; gives the same answer in whatever order the tags come.</summary>
    /// <param name="tags">The resource's tags.</param>
    /// <param name="normalized">The tag's key without case and separators, from <see cref="Normalize"/>.</param>
    /// <param name="expected">The expected spelling, or null.</param>
    public static OrganizationTag Read(IReadOnlyDictionary<string, string> tags, string normalized, string? expected)
    {
        var read = default(OrganizationTag);
        switch (tags)
        {
            case TagCollection collection:
                foreach (var (key, value) in collection.AsSpan()) read = read.With(key, value, normalized, expected);
                break;
            case Dictionary<string, string> dictionary:
                foreach (var (key, value) in dictionary) read = read.With(key, value, normalized, expected);
                break;
            default:
                foreach (var (key, value) in tags) read = read.With(key, value, normalized, expected);
                break;
        }

        return read;
    }

    /// <summary>The key without case and separators: <c>Org-Id</c> gives <c>orgid</c>.</summary>
    public static string Normalize(string key) =>
        string.Concat(key.Where(c => !IsSeparator(c)).Select(char.ToLowerInvariant));

    /// <summary>Whether the key is a spelling of the normalized one. Allocates nothing.</summary>
    public static bool IsSpelling(ReadOnlySpan<char> key, ReadOnlySpan<char> normalized)
    {
        if (key.Length < normalized.Length) return false;
        var at = 0;
        foreach (var c in key)
        {
            if (IsSeparator(c)) continue;
            if (at == normalized.Length || (char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c) != normalized[at]) return false;
            at++;
        }

        return at == normalized.Length;
    }

    private OrganizationTag With(string key, string value, string normalized, string? expected)
    {
        if (!IsSpelling(key, normalized)) return this;
        var blank = string.IsNullOrWhiteSpace(value);
        var isExpected = key == expected;
        var counts = Key is null || Rank(blank, isExpected) < Rank(!HasValue, Key == expected)
            || (Rank(blank, isExpected) == Rank(!HasValue, Key == expected) && string.CompareOrdinal(key, Key) < 0);
        return new(
            Spellings + 1,
            counts ? key : Key,
            counts ? value : Value,
            HasExpected || isExpected,
            HasEmpty || blank,
            Differ || (!blank && HasValue && value != Value));
    }

    private static int Rank(bool blank, bool isExpected) => blank ? 2 : isExpected ? 0 : 1;

    private static bool IsSeparator(char c) => c is ' ' or '-' or '_' or '.' or ':';
}
