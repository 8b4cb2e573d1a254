using FusionPortal.Conventions.Characters;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// The organization tag of one resource, read from any spelling: case, the characters space - _ . : and what cannot be seen make no
/// difference, and a letter that looks like another is read as that.
/// </summary>
/// <param name="Spellings">How many spellings of the tag the resource carries.</param>
/// <param name="Key">The spelling that counts: the expected one if it has a value, else any that has; null when there is none.</param>
/// <param name="Value">Its value, as AWS keeps it; may be empty.</param>
/// <param name="HasExpected">Whether the expected spelling is among them.</param>
/// <param name="HasEmpty">Whether one of them is empty or blank.</param>
/// <param name="Differ">Whether two that are not empty differ.</param>
/// <param name="Misspelled">Whether one of them only looks like the tag: invisible or look-alike characters, or one letter wrong.</param>
public readonly record struct OrganizationTag(
    int Spellings, string? Key, string? Value, bool HasExpected, bool HasEmpty, bool Differ, bool Misspelled = false)
{
    public bool IsPresent => Spellings > 0;

    public bool HasValue => Value is not null && !Spelling.IsBlank(Value);

    /// <summary>Reads the tag. Allocates nothing for the usual kinds of dictionary; gives the same answer in whatever order the tags
    /// come.</summary>
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

    /// <summary>
    /// The tag under a key with one letter wrong, where its value is an organization that is known: then nothing else can have been meant.
    /// Only for resources without any spelling of the tag.
    /// </summary>
    public static OrganizationTag ReadTypo(IReadOnlyDictionary<string, string> tags, string normalized, PortalRecords records)
    {
        string? found = null;
        switch (tags)
        {
            case TagCollection collection:
                foreach (var (key, value) in collection.AsSpan()) found = First(found, key, value, normalized, records);
                break;
            case Dictionary<string, string> dictionary:
                foreach (var (key, value) in dictionary) found = First(found, key, value, normalized, records);
                break;
            default:
                foreach (var (key, value) in tags) found = First(found, key, value, normalized, records);
                break;
        }

        return found is null ? default : new(1, found, tags[found], HasExpected: false, HasEmpty: false, Differ: false, Misspelled: true);
    }

    private static string? First(string? found, string key, string value, string normalized, PortalRecords records) =>
        Spelling.IsTypo(key, normalized) && records.Claimed(value) is not null && (found is null || string.CompareOrdinal(key, found) < 0)
            ? key : found;

    /// <summary>The key without case and separators: <c>Org-Id</c> gives <c>orgid</c>.</summary>
    public static string Normalize(string key) => Spelling.Normalize(key);

    /// <summary>Whether the key is a spelling of the normalized one. Allocates nothing.</summary>
    public static bool IsSpelling(ReadOnlySpan<char> key, ReadOnlySpan<char> normalized) => Spelling.Of(key, normalized) != Likeness.Other;

    private OrganizationTag With(string key, string value, string normalized, string? expected)
    {
        var likeness = Spelling.Of(key, normalized);
        if (likeness == Likeness.Other) return this;
        var alike = likeness == Likeness.LookAlike;
        var blank = Spelling.IsBlank(value);
        var isExpected = key == expected;
        var counts = Key is null;
        if (!counts)
        {
            var rank = Rank(blank, isExpected, alike);
            var counting = Rank(!HasValue, Key == expected, Spelling.Of(Key, normalized) == Likeness.LookAlike);
            counts = rank < counting || (rank == counting && string.CompareOrdinal(key, Key) < 0);
        }

        return new(
            Spellings + 1,
            counts ? key : Key,
            counts ? value : Value,
            HasExpected || isExpected,
            HasEmpty || blank,
            Differ || (!blank && HasValue && value != Value),
            Misspelled || alike);
    }

    private static int Rank(bool blank, bool isExpected, bool alike) => blank ? 3 : isExpected ? 0 : alike ? 2 : 1;
}
