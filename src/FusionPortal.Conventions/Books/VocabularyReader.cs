using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Conventions.Books;

/// <summary>Reads the book's words for environments. A book without them has none, as the first books had.</summary>
internal static class VocabularyReader
{
    private const string Section = "environment-words";
    private const int LongestWord = 32;

    public static EnvironmentVocabulary Read(YamlMapReader book)
    {
        if (!book.Has(Section))
        {
            book.Allow(Section);
            return EnvironmentVocabulary.None;
        }

        var reader = book.Map(Section, "the environment words");
        if (!reader.IsMap) return EnvironmentVocabulary.None;
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        var keys = reader.Texts("tag-keys");
        Check(reader, "tag-keys", keys, new(StringComparer.Ordinal), "tag key");
        var words = reader.Maps("words", "a group of environment words", r => new Group(Words(r, seen))).SelectMany(g => g.Words).ToList();
        var none = reader.OptionalTexts("no-words") ?? [];
        Check(reader, "no-words", none, seen, "word");
        if (words.Count == 0) reader.Report(reader.PlaceOf("words"), "The environment words need at least one word.");
        reader.Done();
        return new(keys, words, none);
    }

    private static List<EnvironmentWord> Words(YamlMapReader reader, Dictionary<string, string> seen)
    {
        var means = reader.Word("means", BookWords.Environments);
        var everywhere = reader.OptionalTexts("words") ?? [];
        var inTags = reader.OptionalTexts("words-in-tags") ?? [];
        if (everywhere.Count + inTags.Count == 0)
            reader.Report(reader.Place, "A group of environment words needs \"words\", \"words-in-tags\" or both.");
        Check(reader, "words", everywhere, seen, "word");
        Check(reader, "words-in-tags", inTags, seen, "word");
        return [.. everywhere.Select(w => new EnvironmentWord(w, means, false)),
            .. inTags.Select(w => new EnvironmentWord(w, means, true))];
    }

    private static void Check(YamlMapReader reader, string key, IReadOnlyList<string> words, Dictionary<string, string> seen, string what)
    {
        foreach (var word in words)
        {
            var normal = EnvironmentVocabulary.Normalize(word);
            if (normal.Length == 0)
                reader.Report(
                    reader.PlaceOf(key),
                    $"The {what} \"{word}\" holds no letter: case, digits and separators make no difference, so nothing is left of it.");
            else if (normal.Length > LongestWord)
                reader.Report(reader.PlaceOf(key), $"The {what} \"{word}\" is longer than {LongestWord} letters.");
            else if (!seen.TryAdd(normal, word))
                reader.Report(
                    reader.PlaceOf(key),
                    $"The {what} \"{word}\" stands there twice: case and separators make no difference to \"{seen[normal]}\".");
        }
    }

    private sealed record Group(IReadOnlyList<EnvironmentWord> Words);
}
