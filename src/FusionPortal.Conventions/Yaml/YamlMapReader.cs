namespace FusionPortal.Conventions.Yaml;

/// <summary>
/// Reads the entries of one map and collects every problem instead of stopping at the first.
/// Call <see cref="Done"/> last: it reports the keys nobody asked for.
/// </summary>
public sealed class YamlMapReader
{
    private readonly Dictionary<string, YamlEntry> _entries;
    private readonly List<string> _asked = [];
    private readonly List<YamlProblem> _problems;

    /// <param name="node">Reported as a problem, and read as empty, when it is not a map.</param>
    /// <param name="what">What the map describes, for messages: "a convention".</param>
    /// <param name="problems">Where problems are added.</param>
    public YamlMapReader(YamlNode node, string what, List<YamlProblem> problems)
    {
        _problems = problems;
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

    /// <summary>A required text; empty after reporting when it is absent, empty or not text.</summary>
    public string Text(string key) => OptionalText(key) ?? Missing(key);

    public string? OptionalText(string key)
    {
        if (Take(key) is not { } entry) return null;
        if (entry.Value is YamlText { Value.Length: > 0 } text) return text.Value.Trim();
        Report(entry.Place, $"\"{key}\" of {What} has to be text and not empty.");
        return "";
    }

    /// <summary>One of a fixed set of words; the first allowed value after reporting.</summary>
    public T Word<T>(string key, IReadOnlyDictionary<string, T> words, T? fallback = null)
        where T : struct
    {
        var text = fallback is null ? Text(key) : OptionalText(key);
        if (text is null) return fallback!.Value;
        if (words.TryGetValue(text, out var value)) return value;
        if (text.Length > 0)
            Report(PlaceOf(key), $"\"{text}\" is not allowed as \"{key}\" of {What}. Allowed: {string.Join(", ", words.Keys)}.");
        return words.Values.First();
    }

    /// <summary>A whole number within limits; the fallback, or the least allowed after reporting.</summary>
    public int Number(string key, int min, int max, int? fallback = null)
    {
        var text = fallback is null ? Text(key) : OptionalText(key);
        if (text is null) return fallback!.Value;
        if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max) return number;
        if (text.Length > 0) Report(PlaceOf(key), $"\"{key}\" of {What} is a whole number from {min} to {max}, not \"{text}\".");
        return min;
    }

    /// <summary>A list of texts; null when absent. One text counts as a list of one.</summary>
    public IReadOnlyList<string>? OptionalTexts(string key)
    {
        if (Take(key) is not { } entry) return null;
        if (entry.Value is YamlText { Value.Length: > 0 } one) return [one.Value.Trim()];
        if (entry.Value is YamlList { Items.Count: > 0 } list && list.Items.All(i => i is YamlText { Value.Length: > 0 }))
            return [.. list.Items.Select(i => ((YamlText)i).Value.Trim())];
        Report(entry.Place, $"\"{key}\" of {What} has to be a list of texts.");
        return [];
    }

    public IReadOnlyList<string> Texts(string key)
    {
        if (OptionalTexts(key) is { } texts) return texts;
        Missing(key);
        return [];
    }

    /// <summary>A list of maps, each read by <paramref name="read"/>; empty when absent.</summary>
    public IReadOnlyList<T> Maps<T>(string key, string what, Func<YamlMapReader, T?> read)
        where T : class
    {
        if (Take(key) is not { } entry) return [];
        if (entry.Value is not YamlList list)
        {
            Report(entry.Place, $"\"{key}\" has to be a list.");
            return [];
        }

        var result = new List<T>();
        foreach (var item in list.Items)
        {
            var reader = new YamlMapReader(item, what, _problems);
            if (!reader.IsMap) continue;
            var value = read(reader);
            reader.Done();
            if (value is not null) result.Add(value);
        }

        return result;
    }

    /// <summary>A nested map; an empty one when absent.</summary>
    public YamlMapReader Map(string key, string what) =>
        new(Take(key)?.Value ?? new YamlMap(Place, []), what, _problems);

    /// <summary>Reports every key that was never asked for.</summary>
    public void Done()
    {
        foreach (var entry in _entries.Values.Where(e => !_asked.Contains(e.Key)).OrderBy(e => e.Place.Line))
            Report(entry.Place,
                $"\"{entry.Key}\" is not known in {What}. Allowed: {string.Join(", ", _asked.Order(StringComparer.Ordinal))}.");
    }

    /// <summary>Takes note of a key that is allowed and absent, so that <see cref="Done"/> lists it.</summary>
    public void Allow(string key) => Take(key);

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
