using System.Collections.Frozen;
using System.Text.Json;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Conventions.Resources;

/// <summary>The names and tags of what AWS makes, read from <c>aws-made.yaml</c>, which says what its words mean. Immutable and
/// thread-safe.</summary>
internal sealed class AwsMadeTable
{
    private static readonly FrozenDictionary<string, bool> Standings =
        new Dictionary<string, bool> { ["made-by-service"] = false, ["aws-own"] = true }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, bool> Namers =
        new Dictionary<string, bool> { ["service"] = false, ["person"] = true }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, Entry[]> _byKind;
    private readonly FrozenSet<string> _kindsToldByTags;

    private AwsMadeTable(IReadOnlyList<Entry> entries)
    {
        _byKind = entries.SelectMany(e => e.Kinds).Distinct()
            .ToFrozenDictionary(k => k, k => entries.Where(e => e.Kinds.Contains(k)).ToArray());
        _kindsToldByTags = entries.Where(e => e.Tags.Count > 0).SelectMany(e => e.Kinds).ToFrozenSet();
    }

    public static AwsMadeTable Shipped { get; } = Load();

    public bool TagsCanTell(string kind) => _kindsToldByTags.Contains(kind);

    public AwsMade? Find(string kind, string name, string accountId, JsonElement? facts, AwsMade.TagsOf tags)
    {
        if (!_byKind.TryGetValue(kind, out var entries)) return null;
        foreach (var entry in entries)
            if (entry.Holds(name, accountId, facts, tags)) return entry.Made;
        return null;
    }

    /// <exception cref="FormatException">The table has mistakes: all of them, with their lines.</exception>
    internal static AwsMadeTable Read(string yaml)
    {
        var problems = new List<YamlProblem>();
        if (!YamlTree.TryParse(yaml, out var root, out var problem)) throw new FormatException(problem.ToString());
        var reader = new YamlMapReader(root, "the table of what AWS makes", problems);
        var entries = reader.Maps("entries", "an entry", ReadEntry);
        reader.Done();
        return problems.Count == 0 ? new(entries) : throw new FormatException(string.Join(Environment.NewLine, problems));
    }

    private static Entry ReadEntry(YamlMapReader reader)
    {
        var kinds = reader.Texts("kinds");
        foreach (var kind in kinds.Where(k => !ResourceKinds.IsKnown(k)))
            reader.Report(reader.PlaceOf("kinds"), $"There is no kind \"{kind}\".");
        var (service, what) = (reader.Text("service"), reader.Text("what"));
        RequireSource(reader);
        var names = Patterns(reader, "name");
        var path = reader.OptionalText("path");
        var (tags, facts) = (Members(reader, "tags"), Members(reader, "facts"));
        var made = new AwsMade(service, what, reader.Word("standing", Standings, false), reader.Word("named-by", Namers, false));
        if (names.Count + tags.Count + facts.Count == 0 && path is null)
            reader.Report(reader.Place, "An entry needs a name, a path, tags or facts.");
        return new(made, kinds, names, path, tags, facts);
    }

    // For whoever doubts an entry; nothing is judged by it.
    private static void RequireSource(YamlMapReader reader)
    {
        var source = reader.Text("source");
        if (source is "observed" or "none found" or "") return;
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
            reader.Report(reader.PlaceOf("source"), $"\"{source}\" is no https address of a document, nor \"observed\" or \"none found\".");
    }

    private static List<AwsNamePattern> Patterns(YamlMapReader reader, string key)
    {
        var patterns = new List<AwsNamePattern>();
        foreach (var text in reader.OptionalTexts(key) ?? [])
        {
            if (AwsNamePattern.TryParse(text, out var pattern)) patterns.Add(pattern);
            else reader.Report(reader.PlaceOf(key), $"\"{text}\" is no name: its braces hold something that is not known.");
        }

        return patterns;
    }

    private static List<Member> Members(YamlMapReader reader, string key)
    {
        var members = new List<Member>();
        foreach (var text in reader.OptionalTexts(key) ?? [])
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (AwsNamePattern.TryParse(at < 0 ? "{any}" : text[(at + 1)..], out var value))
                members.Add(new(at < 0 ? text : text[..at], value));
            else reader.Report(reader.PlaceOf(key), $"\"{text}\": its braces hold something that is not known.");
        }

        return members;
    }

    private static AwsMadeTable Load()
    {
        var assembly = typeof(AwsMadeTable).Assembly;
        using var stream = assembly.GetManifestResourceStream($"{typeof(AwsMadeTable).Namespace}.aws-made.yaml")
            ?? throw new InvalidOperationException("The assembly was built without aws-made.yaml.");
        return Read(new StreamReader(stream).ReadToEnd());
    }

    private sealed record Member(string Key, AwsNamePattern Value);

    private sealed record Entry(
        AwsMade Made, IReadOnlyList<string> Kinds, List<AwsNamePattern> Names, string? Path, List<Member> Tags, List<Member> Facts)
    {
        public bool Holds(string name, string accountId, JsonElement? facts, AwsMade.TagsOf tags)
        {
            if (Names.Count > 0 && !IsNamed(name, accountId)) return false;
            if (Path is not null && AwsMade.Facts.Text(facts, "path")?.StartsWith(Path, StringComparison.Ordinal) != true) return false;
            foreach (var tag in Tags)
                if (tags.Value(tag.Key) is not { } value || !tag.Value.IsMatch(value, accountId)) return false;
            foreach (var fact in Facts)
                if (AwsMade.Facts.Text(facts, fact.Key) is not { } value || !fact.Value.IsMatch(value, accountId)) return false;
            return true;
        }

        private bool IsNamed(string name, string accountId)
        {
            foreach (var pattern in Names)
                if (pattern.IsMatch(name, accountId)) return true;
            return false;
        }
    }
}
