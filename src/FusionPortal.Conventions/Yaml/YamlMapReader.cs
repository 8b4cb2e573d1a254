using System.Globalization;

namespace FusionPortal.Conventions.Yaml;

/// <summary>
/// Reads the entries of one map and collects every problem instead of stopping at the first: after one it returns a harmless value and goes
/// on. Call <see cref="Done"/> last: it reports the keys nobody asked for, so that a misspelt one never passes silently.
/// </summary>
public sealed class YamlMapReader
{
    private readonly Dictionary<string, YamlEntry> _entries;
    private readonly List<string> _asked = [];
    private readonly List<YamlProblem> _problems;
    private readonly YamlDialect _dialect;

    /// <param name="node">Reported as a problem, and read as empty, when it is not a map.</param>
    /// <param name="what">What the map describes, for messages: "a convention".</param>
    /// <param name="problems">Where problems are added.</param>
    /// <param name="dialect">How texts are read; today's by itself.</param>
    public YamlMapReader(YamlNode node, string what, List<YamlProblem> problems, YamlDialect? dialect = null)
    {
        _problems = problems;
        _dialect = dialect ?? YamlDialect.Now;
        What = what;
        Place = node.Place;
        if (node is YamlMap map)
        {
            _entries = map.Entries.ToDictionary(e => e.Key, StringComparer.Ordinal);
            return;
        }

        _entries = [];
        IsMap = false;
        Report(node.Place, $"Expected keys and values here ({what}).");
    }

    public string What { get; }

    public YamlPlace Place { get; }

    public bool IsMap { get; } = true;

    public void Report(YamlPlace place, string message) => _problems.Add(new(place, message));

    /// <summary>Where what a key says begins, on the key's line; the map's own place without the key.</summary>
    public YamlPlace PlaceOf(string key) => !_entries.TryGetValue(key, out var entry) ? Place
        : entry.Value.Place.Line == entry.Place.Line ? entry.Value.Place : entry.Place;

    public bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>What stands under the key, whatever it is; null without the key.</summary>
    public YamlNode? Node(string key) => Take(key)?.Value;

    /// <summary>A reader for a node inside this map, which adds its problems to the same list.</summary>
    public YamlMapReader Inner(YamlNode node, string what) => new(node, what, _problems, _dialect);

    /// <summary>A required text; empty after reporting when it is absent, empty or not text.</summary>
    public string Text(string key) => OptionalText(key) ?? Missing(key);

    /// <summary>A text; null when absent, empty after reporting when it is empty or not text.</summary>
    public string? OptionalText(string key)
    {
        if (Take(key) is not { } entry) return null;
        if (entry.Value is YamlText text && IsGiven(text.Value)) return Tidy(text.Value);
        Report(entry.Place, $"\"{key}\" of {What} has to be text and not empty.");
        return "";
    }

    /// <summary>A text; null when absent, and after reporting when it is empty or not text.</summary>
    public string? TextOrNull(string key) => OptionalText(key) is { Length: > 0 } text ? text : null;

    /// <summary>A required id: lower-case letters, digits and hyphens, the first a letter, at most 60 characters.</summary>
    public string Id(string key)
    {
        var text = Text(key);
        if (text.Length > 0 && !IsId(text))
            Report(
                PlaceOf(key),
                $"\"{text}\" is not an id: use lower-case letters, digits and hyphens, start with a letter, at most 60 characters.");
        return text;
    }

    /// <summary>One of a fixed set of words; the first allowed value after reporting.</summary>
    public T Word<T>(string key, IReadOnlyDictionary<string, T> words) => Word(key, Text(key), words);

    /// <summary>One of a fixed set of words, or the fallback where the key is absent; the first allowed value after reporting.</summary>
    public T Word<T>(string key, IReadOnlyDictionary<string, T> words, T fallback) =>
        OptionalText(key) is { } text ? Word(key, text, words) : fallback;

    /// <summary>Yes or no, in the words of the text's dialect.</summary>
    public bool Flag(string key, bool fallback) => Word(key, _dialect.YesNo, fallback);

    /// <summary>A whole number within limits; the fallback, or the least allowed after reporting.</summary>
    public int Number(string key, int min, int max, int? fallback = null)
    {
        var text = fallback is null ? Text(key) : OptionalText(key);
        if (text is null) return fallback!.Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        if (text.Length > 0) Report(PlaceOf(key), $"\"{key}\" of {What} is a whole number from {min} to {max}, not \"{text}\".");
        return min;
    }

    /// <summary>Any whole number; null when absent, and after reporting.</summary>
    public int? Whole(string key) => Parsed<int>(key, "a whole number");

    /// <summary>Any number with a point; null when absent, and after reporting.</summary>
    public decimal? Fraction(string key) => Parsed<decimal>(key, "a number");

    /// <summary>A list of texts, not empty; null when absent.</summary>
    public IReadOnlyList<string>? OptionalTexts(string key)
    {
        if (Take(key) is not { } entry) return null;
        if (entry.Value is YamlList { Items.Count: 0 })
        {
            Report(entry.Place, $"\"{key}\" of {What} has to be a list of texts, and not empty.");
            return [];
        }

        return Texts(entry);
    }

    public IReadOnlyList<string> Texts(string key)
    {
        if (OptionalTexts(key) is { } texts) return texts;
        Missing(key);
        return [];
    }

    /// <summary>A list of texts that may be empty or absent.</summary>
    public IReadOnlyList<string> AnyTexts(string key) => Take(key) is { } entry ? Texts(entry) : [];

    /// <summary>What stands in a list, each as it is; empty when absent.</summary>
    public IReadOnlyList<YamlNode> Items(string key)
    {
        if (Take(key) is not { } entry) return [];
        if (entry.Value is YamlList list) return list.Items;
        Report(entry.Place, $"\"{key}\" has to be a list.");
        return [];
    }

    /// <summary>A list of maps, each read by <paramref name="read"/>; empty when absent.</summary>
    public IReadOnlyList<T> Maps<T>(string key, string what, Func<YamlMapReader, T?> read)
        where T : class
    {
        var result = new List<T>();
        foreach (var item in Items(key))
        {
            var reader = Inner(item, what);
            if (!reader.IsMap) continue;
            var value = read(reader);
            reader.Done();
            if (value is not null) result.Add(value);
        }

        return result;
    }

    /// <summary>Texts by keys of the writer's own, in the order they stand there; empty when absent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> TextMap(string key)
    {
        if (Take(key) is not { } entry) return [];
        if (entry.Value is not YamlMap map)
        {
            Report(entry.Place, $"\"{key}\" of {What} has to be keys and values.");
            return [];
        }

        var result = new List<KeyValuePair<string, string>>();
        foreach (var (place, name, value) in map.Entries)
        {
            if (name.Length > 0 && value is YamlText { Value.Length: > 0 } text) result.Add(new(name, Tidy(text.Value)));
            else Report(place, $"Each entry of \"{key}\" of {What} has to be text.");
        }

        return result;
    }

    /// <summary>A nested map; an empty one when absent.</summary>
    public YamlMapReader Map(string key, string what) => Inner(Take(key)?.Value ?? new YamlMap(Place, []), what);

    /// <summary>Reports every key that was never asked for.</summary>
    public void Done()
    {
        foreach (var entry in _entries.Values.Where(e => !_asked.Contains(e.Key)).OrderBy(e => e.Place.Line))
            Report(entry.Place,
                $"\"{entry.Key}\" is not known in {What}. Allowed: {string.Join(", ", _asked.Order(StringComparer.Ordinal))}.");
    }

    /// <summary>Takes note of a key that is allowed and absent, so that <see cref="Done"/> lists it.</summary>
    public void Allow(string key) => Take(key);

    public static bool IsId(string text) =>
        text.Length is > 0 and <= 60 && char.IsAsciiLetterLower(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private T Word<T>(string key, string text, IReadOnlyDictionary<string, T> words)
    {
        if (words.TryGetValue(text, out var value)) return value;
        if (text.Length > 0)
            Report(PlaceOf(key), $"\"{text}\" is not allowed as \"{key}\" of {What}. Allowed: {string.Join(", ", words.Keys)}.");
        return words.Values.First();
    }

    private T? Parsed<T>(string key, string what)
        where T : struct, ISpanParsable<T>
    {
        if (TextOrNull(key) is not { } text) return null;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value)) return value;
        Report(PlaceOf(key), $"\"{key}\" of {What} has to be {what}, not \"{text}\".");
        return null;
    }

    private List<string> Texts(YamlEntry entry)
    {
        var texts = new List<string>();
        if (_dialect.OneTextIsAList && entry.Value is YamlText one && IsGiven(one.Value)) texts.Add(Tidy(one.Value));
        else if (entry.Value is not YamlList list) Report(entry.Place, $"\"{entry.Key}\" of {What} has to be a list of texts.");
        else
            foreach (var item in list.Items)
            {
                if (item is YamlText { Value.Length: > 0 } text) texts.Add(Tidy(text.Value));
                else
                    Report(
                        item.Place,
                        $"Each entry of \"{entry.Key}\" of {What} has to be text; text with a colon needs quotes around it.");
            }

        return texts;
    }

    private bool IsGiven(string text) => text.Length > 0 && (_dialect.TakesBlankText || !string.IsNullOrWhiteSpace(text));

    private string Tidy(string text) => _dialect.KeepsSpaces ? text : text.Trim();

    private YamlEntry? Take(string key)
    {
        if (!_asked.Contains(key)) _asked.Add(key);
        return _entries.GetValueOrDefault(key);
    }

    private string Missing(string key)
    {
        Report(Place, $"\"{key}\" is missing in {What}.");
        return "";
    }
}
