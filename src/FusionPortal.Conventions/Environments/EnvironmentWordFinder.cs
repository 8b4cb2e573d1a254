using System.Buffers;
using System.Collections.Frozen;
using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Environments;

/// <summary>A word for an environment, found in a text; without one, <see cref="Length"/> is 0.</summary>
internal readonly record struct FoundWord(int Start, int Length, EnvironmentKind Means)
{
    public bool IsFound => Length > 0;

    public string In(string text) => text.Substring(Start, Length);
}

/// <summary>What a text says of environments: the first word for one that lives in production accounts, and the first for one that must
/// not.</summary>
internal readonly record struct FoundWords(FoundWord Hosted, FoundWord Foreign)
{
    public bool IsFound => Hosted.IsFound || Foreign.IsFound;
}

/// <summary>
/// Finds the book's words for environments in names and in the values of environment tags. Immutable, thread-safe, and allocates nothing:
/// every spelling is worked out when it is made.
/// </summary>
internal sealed class EnvironmentWordFinder
{
    private const int OnStack = 128;
    private const int MostWordsOfAnId = 6;

    private readonly FrozenDictionary<string, Spelling>.AlternateLookup<ReadOnlySpan<char>> _spellings;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _keys;
    private readonly PortalRecords _records;
    private readonly BookSettings _settings;
    private readonly int _mostParts;
    private readonly int _longest;
    private readonly int _longestKey;

    public EnvironmentWordFinder(ConventionBook book, PortalRecords records)
    {
        _settings = book.Settings;
        _records = records;
        var spellings = new Dictionary<string, Spelling>(StringComparer.Ordinal);
        foreach (var word in book.EnvironmentWords.Words)
            foreach (var spelling in WordSpellings.Of(word.Text))
                spellings.TryAdd(spelling, new(word.Means, word.InTagsOnly, MeansNothing: false));
        // A word's own spelling outranks the plural of another; what means nothing outranks both.
        foreach (var word in book.EnvironmentWords.NoWords)
            foreach (var spelling in WordSpellings.Of(word)) spellings[spelling] = new(default, InTagsOnly: false, MeansNothing: true);
        _mostParts = spellings.Keys.Select(s => s.Count(c => c == ' ') + 1).DefaultIfEmpty(0).Max();
        _longest = spellings.Keys.Select(s => s.Length).DefaultIfEmpty(0).Max();
        _spellings = spellings.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        var keys = book.EnvironmentWords.TagKeys.Select(EnvironmentVocabulary.Normalize).SelectMany(k => (string[])[k, k + "s"])
            .ToFrozenSet(StringComparer.Ordinal);
        _longestKey = keys.Select(k => k.Length).DefaultIfEmpty(0).Max();
        _keys = keys.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>
    /// Whether the key is that of an environment tag: <c>Environment</c>, <c>env-name</c>, <c>pos:AppEnv</c>. AWS's own keys never are.
    /// </summary>
    public bool IsKey(ReadOnlySpan<char> key)
    {
        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
            || key.StartsWith("elasticbeanstalk:", StringComparison.OrdinalIgnoreCase)) return false;
        key = key[(key.LastIndexOfAny(':', '/') + 1)..];
        Span<char> letters = stackalloc char[64];
        if (_longestKey > letters.Length) return false;
        var length = 0;
        foreach (var c in key)
        {
            if (!char.IsLetter(c)) continue;
            if (length == _longestKey) return false;
            letters[length++] = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : char.ToLowerInvariant(c);
        }

        return length > 0 && _keys.Contains(letters[..length]);
    }

    /// <summary>What a name says. A word inside a known organization's ID says nothing.</summary>
    public FoundWords InName(ReadOnlySpan<char> name) => Find(name, isTag: false);

    /// <summary>What the value of an environment tag says; a word that is the whole value counts even where an organization is called the
    /// same.</summary>
    public FoundWords InTag(ReadOnlySpan<char> value) => Find(value, isTag: true);

    private FoundWords Find(ReadOnlySpan<char> text, bool isTag)
    {
        if (_longest == 0 || text.Length < 2) return default;
        if (text.Length <= OnStack)
        {
            Span<char> letters = stackalloc char[OnStack * 2];
            Span<TextWord> words = stackalloc TextWord[OnStack];
            return Find(text, letters, words, isTag);
        }

        var longLetters = ArrayPool<char>.Shared.Rent(text.Length * 2);
        var longWords = ArrayPool<TextWord>.Shared.Rent(text.Length);
        var found = Find(text, longLetters, longWords, isTag);
        ArrayPool<char>.Shared.Return(longLetters);
        ArrayPool<TextWord>.Shared.Return(longWords);
        return found;
    }

    private FoundWords Find(ReadOnlySpan<char> text, Span<char> letters, Span<TextWord> buffer, bool isTag)
    {
        var words = buffer[..WordSplitter.Split(text, letters, buffer)];
        var found = default(FoundWords);
        for (var i = 0; i < words.Length;)
        {
            var parts = Match(letters, words, i, out var spelling);
            if (parts == 0)
            {
                i++;
                continue;
            }

            if (!spelling.MeansNothing && (isTag || !spelling.InTagsOnly) && !StandsInAnId(text, words, i, i + parts, isTag))
                found = With(found, new(words[i].Start, words[i + parts - 1].End - words[i].Start, spelling.Means));
            i += parts;
        }

        return found;
    }

    private FoundWords With(FoundWords found, FoundWord word) => _settings.BelongsInProduction(word.Means)
        ? found.Hosted.IsFound ? found : found with { Hosted = word }
        : found.Foreign.IsFound ? found : found with { Foreign = word };

    // The longest spelling that begins with the word; "non prod" before "non", and so never "prod" of "non-prod".
    private int Match(ReadOnlySpan<char> letters, ReadOnlySpan<TextWord> words, int at, out Spelling spelling)
    {
        var start = words[at].At;
        for (var parts = Math.Min(_mostParts, words.Length - at); parts > 0; parts--)
        {
            var last = words[at + parts - 1];
            var length = last.At + last.Length - start;
            if (length <= _longest && _spellings.TryGetValue(letters.Slice(start, length), out spelling)) return parts;
        }

        return InOneSegment(letters, words, at, out spelling);
    }

    // Camel case inside a word of its own: PoC, UaT, DeMo.
    private int InOneSegment(ReadOnlySpan<char> letters, ReadOnlySpan<TextWord> words, int at, out Spelling spelling)
    {
        spelling = default;
        if (!words[at].BeginsSegment || at + 1 == words.Length || words[at + 1].BeginsSegment) return 0;
        var end = at + 1;
        var length = words[at].Length;
        while (end < words.Length && !words[end].BeginsSegment && words[end].Start == words[end - 1].End) length += words[end++].Length;
        if (length > _longest || (end < words.Length && !words[end].BeginsSegment)) return 0;
        Span<char> joined = stackalloc char[length];
        var used = 0;
        foreach (var word in words[at..end])
        {
            letters.Slice(word.At, word.Length).CopyTo(joined[used..]);
            used += word.Length;
        }

        return _spellings.TryGetValue(joined, out spelling) ? end - at : 0;
    }

    // "xms-qa" and "XmsQa" are the client xmsqa, and say nothing of QA.
    private bool StandsInAnId(ReadOnlySpan<char> text, ReadOnlySpan<TextWord> words, int from, int to, bool isTag)
    {
        Span<char> joined = stackalloc char[OrganizationId.MaxLength];
        for (var first = Math.Max(0, to - MostWordsOfAnId); first <= from; first++)
            for (var last = to; last <= Math.Min(words.Length, first + MostWordsOfAnId); last++)
            {
                var start = words[first].Start;
                var end = words[last - 1].End;
                if (isTag && text[..start].IsWhiteSpace() && text[end..].IsWhiteSpace() && first == from && last == to) continue;
                if (IsId(text[start..end], joined)) return true;
                while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
                if (end != words[last - 1].End && IsId(text[start..end], joined)) return true;
            }

        return false;
    }

    private bool IsId(ReadOnlySpan<char> text, Span<char> joined)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c)) continue;
            if (length == joined.Length) return false;
            joined[length++] = c;
        }

        return _records.Organization(joined[..length]) is not null;
    }

    private readonly record struct Spelling(EnvironmentKind Means, bool InTagsOnly, bool MeansNothing);
}
