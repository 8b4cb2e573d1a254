using FusionPortal.Checklists.Fields;
using YamlDotNet.RepresentationModel;

namespace FusionPortal.Checklists.Templates.Yaml;

internal static class FieldReader
{
    public static FieldDefinition Read(YamlNode node, int format, TemplateLines lines, List<TemplateIssue> issues)
    {
        var map = new YamlMap(node, "A field", issues);
        var field = new FieldDefinition
        {
            Id = map.Id("id"),
            Label = map.Needed("label"),
            Type = map.Word("type", FieldTypes.ByWord, FieldTypes.Of<TextField>(), needed: true),
            Required = map.Flag("required", true),
            Help = map.Text("help"),
            Unit = map.Text("unit"),
            When = ConditionReader.Read(map, "when", issues),
            Options = [.. map.List("options").Select(option => ReadOption(option, issues))],
            MinLength = map.Whole("min-length"),
            MaxLength = map.Whole("max-length"),
            Min = map.Number("min"),
            Max = map.Number("max"),
            Decimals = map.Whole("decimals") ?? 0,
            Pattern = map.Text("pattern"),
            PatternSays = map.Text("pattern-says"),
            NamePattern = map.Text("name-pattern"),
            Check = map.Word("check", TemplateWords.Checks, FieldCheck.None),
            Feeds = ReadFeeds(map),
            EqualsField = map.Text("equals"),
            EqualsSays = map.Text("equals-says"),
            InRegionOf = map.Text("in-region-of"),
            DiffersFrom = map.Text("differs-from"),
            Suggest = map.Text("suggest"),
            SuggestText = map.Text("suggest-text"),
            Compute = ReadComputed(map),
        };
        Needs("type", field.Type.Format);
        if (field.Feeds.Count > 0) NeedsFormat("feeds", $"feeds: {string.Join(", ", field.Feeds)}", 2);
        if (field.Options.Any(option => option.Expects is not null)) NeedsFormat("options", "expects", 2);
        map.Close();
        lines.Note(field.Id, map.Line);
        return field;

        void Needs(string key, int least) => NeedsFormat(key, $"{key}: {map.Text(key)}", least);

        void NeedsFormat(string key, string what, int least)
        {
            if (format < least) map.Report(map.LineAt(key), $"'{what}' needs 'format: {least}' at the top of the template.");
        }
    }

    // One word, or a list of them.
    private static List<FieldFeed> ReadFeeds(YamlMap map)
    {
        var words = map.Find("feeds") is YamlScalarNode ? map.Text("feeds") is { } one ? [one] : [] : map.Texts("feeds");
        var feeds = new List<FieldFeed>();
        foreach (var word in words)
        {
            if (FieldFeed.ByWord.TryGetValue(word, out var feed)) feeds.Add(feed);
            else map.Report(map.LineAt("feeds"), $"'feeds' of a field cannot be '{word}'. {Allowed(word)}");
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

    private static ComputedNameDefinition? ReadComputed(YamlMap owner)
    {
        var (pattern, parts) = (owner.Text("compute"), owner.TextMap("parts"));
        if (pattern is not null) return new ComputedNameDefinition(pattern) { Parts = parts };
        if (parts.Count > 0) owner.Report(owner.LineAt("parts"), "'parts' only go with 'compute'.");
        return null;
    }

    private static FieldOption ReadOption(YamlNode node, List<TemplateIssue> issues)
    {
        var map = new YamlMap(node, "An option", issues);
        var option = new FieldOption
        {
            Id = map.Id("id"),
            Label = map.Needed("label"),
            When = ConditionReader.Read(map, "when", issues),
            Says = map.Text("says"),
            Expects = map.Text("expects"),
        };
        map.Close();
        return option;
    }
}
