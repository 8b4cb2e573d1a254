using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>
/// Reads one YAML mapping key by key and notes every problem with its line. Keys nobody asked for are reported by
/// <see cref="Close"/>, so a misspelt key never passes silently. After a problem it returns a harmless value and goes on.
/// </summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode? _node;
    private readonly List<TemplateIssue> _issues;
    private readonly string _what;
    private readonly SortedSet<string> _asked = new(StringComparer.Ordinal);

    public YamlMap(YamlNode node, string what, List<TemplateIssue> issues)
    {
        _issues = issues;
        _what = what;
        Line = LineOf(node);
        _node = node as YamlMappingNode;
        if (_node is null) Report(Line, $"{what} has to be a mapping of keys to values.");
    }

    public int Line { get; }

    // The parser gives a pair without braces inside a list no place of its own.
    public static int LineOf(YamlNode node) =>
        (int)(node is YamlMappingNode { Children.Count: > 0 } mapping ? mapping.Children[0].Key : node).Start.Line;

    public void Report(int line, string message) => _issues.Add(new TemplateIssue(line, message));

    public bool Has(string key) => Find(key) is not null;

    public YamlNode? Find(string key)
    {
        _asked.Add(key);
        return _node is not null && _node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }

    public int LineAt(string key) => Find(key) is { } node ? LineOf(node) : Line;

    /// <summary>The text under the key; null when there is none or when it is empty.</summary>
    public string? Text(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlScalarNode scalar when !string.IsNullOrWhiteSpace(scalar.Value):
                return scalar.Value;
            case YamlScalarNode scalar:
                Report(LineOf(scalar), $"'{key}' of {_what} is empty.");
                return null;
            case { } other:
                Report(LineOf(other), $"'{key}' of {_what} has to be text.");
                return null;
        }
    }

    public string Needed(string key)
    {
        if (!Has(key))
        {
            Report(Line, $"{_what} needs '{key}'.");
            return "";
        }

        return Text(key) ?? "";
    }

    /// <summary>An id: lower-case letters, digits and hyphens, starting with a letter, at most 60 characters.</summary>
    public string Id(string key)
    {
        var text = Needed(key);
        if (text.Length > 0 && !IsId(text))
            Report(LineAt(key),
                $"'{text}' is not an id: use lower-case letters, digits and hyphens, start with a letter, at most 60 characters.");
        return text;
    }

    public bool Flag(string key, bool otherwise)
    {
        switch (Text(key))
        {
            case null:
                return otherwise;
            case "true":
                return true;
            case "false":
                return false;
            case var text:
                Report(LineAt(key), $"'{key}' of {_what} is 'true' or 'false', not '{text}'.");
                return otherwise;
        }
    }

    public int? Whole(string key) => Parse<int>(key, "a whole number");

    public decimal? Number(string key) => Parse<decimal>(key, "a number");

    /// <summary>One of a fixed set of words.</summary>
    public T Word<T>(string key, IReadOnlyDictionary<string, T> words, T otherwise, bool needed = false)
    {
        if (needed && !Has(key)) Report(Line, $"{_what} needs '{key}': {string.Join(", ", words.Keys)}.");
        if (Text(key) is not { } text) return otherwise;
        if (words.TryGetValue(text, out var word)) return word;
        Report(LineAt(key), $"'{key}' of {_what} cannot be '{text}'. It is one of: {string.Join(", ", words.Keys)}.");
        return otherwise;
    }

    public IReadOnlyList<YamlNode> List(string key)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case YamlSequenceNode sequence:
                return [.. sequence.Children];
            case { } other:
                Report(LineOf(other), $"'{key}' of {_what} has to be a list.");
                return [];
        }
    }

    public IReadOnlyList<string> Texts(string key)
    {
        var texts = new List<string>();
        foreach (var node in List(key))
        {
            if (node is YamlScalarNode { Value: { Length: > 0 } value }) texts.Add(value);
            else Report(LineOf(node), $"Each entry of '{key}' of {_what} has to be text; text with a colon needs quotes around it.");
        }

        return texts;
    }

    public IReadOnlyDictionary<string, string> TextMap(string key)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Find(key) is not { } found) return result;
        if (found is not YamlMappingNode mapping)
        {
            Report(LineOf(found), $"'{key}' of {_what} has to be a mapping of keys to values.");
            return result;
        }

        foreach (var (name, value) in mapping.Children)
        {
            if (name is YamlScalarNode { Value: { Length: > 0 } n } && value is YamlScalarNode { Value: { Length: > 0 } v }) result[n] = v;
            else Report(LineOf(name), $"Each entry of '{key}' of {_what} has to be text.");
        }

        return result;
    }

    /// <summary>Reports every key that nobody asked for.</summary>
    public void Close()
    {
        if (_node is null) return;
        foreach (var key in _node.Children.Keys)
        {
            if (key is YamlScalarNode { Value: { } name } && _asked.Contains(name)) continue;
            Report(LineOf(key), $"{_what} has no key '{key}'. It knows: {string.Join(", ", _asked)}.");
        }
    }

    public static bool IsId(string text) =>
        text.Length is > 0 and <= 60 && char.IsAsciiLetterLower(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private T? Parse<T>(string key, string what)
        where T : struct, ISpanParsable<T>
    {
        if (Text(key) is not { } text) return null;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value)) return value;
        Report(LineAt(key), $"'{key}' of {_what} has to be {what}, not '{text}'.");
        return null;
    }
}
