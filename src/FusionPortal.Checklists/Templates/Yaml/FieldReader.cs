using FusionPortal.Checklists.Fields;
using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Checklists.Templates.Yaml;

internal static class FieldReader
{
    public static FieldDefinition Read(YamlMapReader map, int format, TemplatePlaces places)
    {
        var field = new FieldDefinition
        {
            Id = map.Id("id"),
            Label = map.Text("label"),
            Type = map.Word("type", FieldTypes.ByWord),
            Required = map.Flag("required", true),
            Help = map.TextOrNull("help"),
            Unit = map.TextOrNull("unit"),
            When = ConditionReader.Read(map, "when"),
            Options = map.Maps("options", "an option", ReadOption),
            MinLength = map.Whole("min-length"),
            MaxLength = map.Whole("max-length"),
            Min = map.Fraction("min"),
            Max = map.Fraction("max"),
            Decimals = map.Whole("decimals") ?? 0,
            Pattern = map.TextOrNull("pattern"),
            PatternSays = map.TextOrNull("pattern-says"),
            NamePattern = map.TextOrNull("name-pattern"),
            Check = map.Word("check", TemplateWords.Checks, FieldCheck.None),
            Feeds = ReadFeeds(map),
            EqualsField = map.TextOrNull("equals"),
            EqualsSays = map.TextOrNull("equals-says"),
            InRegionOf = map.TextOrNull("in-region-of"),
            DiffersFrom = map.TextOrNull("differs-from"),
            Suggest = map.TextOrNull("suggest"),
            SuggestText = map.TextOrNull("suggest-text"),
        };
        // Worked out where nobody types it; else what is typed is held against it.
        var name = map.TextOrNull("name");
        field = field.Type.Keys.Contains(FieldKey.Compute) ? field with { Compute = ReadComputed(map, name) }
            : field with { FollowsName = name, Compute = ReadComputed(map, null) };
        Needs("type", field.Type.Format);
        if (name is not null) Needs("name", 2);
        if (field.Feeds.Count > 0) NeedsFormat("feeds", $"feeds: {string.Join(", ", field.Feeds)}", 2);
        if (field.Options.Any(option => option.Expects is not null)) NeedsFormat("options", "expects", 2);
        places.Note(field.Id, map.Place);
        return field;

        void Needs(string key, int least) => NeedsFormat(key, $"{key}: {map.Text(key)}", least);

        void NeedsFormat(string key, string what, int least)
        {
            if (format < least) map.Report(map.PlaceOf(key), $"'{what}' needs 'format: {least}' at the top of the template.");
        }
    }

    // One word, or a list of them.
    private static List<FieldFeed> ReadFeeds(YamlMapReader map)
    {
        var words = map.Node("feeds") is YamlText ? map.TextOrNull("feeds") is { } one ? [one] : [] : map.AnyTexts("feeds");
        var feeds = new List<FieldFeed>();
        foreach (var word in words)
        {
            if (FieldFeed.ByWord.TryGetValue(word, out var feed)) feeds.Add(feed);
            else map.Report(map.PlaceOf("feeds"), $"\"{word}\" is not allowed as \"feeds\" of a field. {Allowed(word)}");
        }

        return feeds;
    }

    // There are more than a hundred, so only those of what was meant are listed.
    private static string Allowed(string word)
    {
        var subject = word.Split('.')[0];
        var alike = FieldFeed.ByWord.Values.Where(feed => feed.Subject == subject).Select(feed => feed.Word).ToList();
        return alike.Count > 0 ? $"It is one of: {string.Join(", ", alike)}."
            : "It is organization.bucket, or a kind of resource, a point, and what AWS shows of it: rds-instance.name.";
    }

    private static ComputedNameDefinition? ReadComputed(YamlMapReader owner, string? name)
    {
        var pattern = owner.TextOrNull("compute");
        var parts = owner.TextMap("parts").ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        if (pattern is not null || name is not null) return new ComputedNameDefinition(pattern) { Name = name, Parts = parts };
        if (parts.Count > 0) owner.Report(owner.PlaceOf("parts"), "'parts' only go with 'name'.");
        return null;
    }

    private static FieldOption ReadOption(YamlMapReader map) => new()
    {
        Id = map.Id("id"),
        Label = map.Text("label"),
        When = ConditionReader.Read(map, "when"),
        Says = map.TextOrNull("says"),
        Expects = map.TextOrNull("expects"),
    };
}
