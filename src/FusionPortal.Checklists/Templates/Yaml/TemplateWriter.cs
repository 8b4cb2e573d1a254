using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDialect = FusionPortal.Conventions.Yaml.YamlDialect;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Turns the model into YAML nodes; what has its default value is left out, so reading gives the same model back.</summary>
internal static class TemplateWriter
{
    public static YamlMappingNode Write(Template template)
    {
        var map = new YamlMappingNode();
        Add(map, "key", template.Key);
        Add(map, "format", template.Format == 1 ? null : template.Format);
        Add(map, "version", template.Version.ToString(CultureInfo.InvariantCulture));
        Add(map, "title", template.Title);
        Add(map, "kind", TemplateWords.Of(TemplateWords.Kinds, template.Kind));
        Add(map, "shared-kind", template.SharedKind);
        Add(map, "summary", template.Summary);
        Add(map, "requires-topic", template.RequiresTopic);
        Add(map, "publishes", template.Publishes.Select(output => (output.Id, output.Field)));
        Add(map, "links", template.Links.Select(Write));
        Add(map, "sections", template.Sections.Select(section => Write(section, template.Format)));
        return map;
    }

    private static YamlMappingNode Write(LinkDefinition link)
    {
        var map = new YamlMappingNode();
        Add(map, "id", link.Id);
        Add(map, "shared-kind", link.SharedKind);
        Add(map, "title", link.Title);
        Add(map, "decided-by", link.DecidedBy);
        Add(map, "blocks-when", link.BlocksWhen);
        Add(map, "dedicated-when", link.DedicatedWhen);
        Add(map, "fills", link.Fills.Select(fill => (fill.Field, fill.Output)));
        Add(map, "finds", link.Finds.Select(find => (find.Output, find.Field)));
        return map;
    }

    private static YamlMappingNode Write(SectionDefinition section, int format)
    {
        var map = new YamlMappingNode();
        Add(map, "id", section.Id);
        Add(map, "group", section.Group);
        Add(map, "title", section.Title);
        Add(map, "mode", TemplateWords.Of(TemplateWords.Modes, section.Mode));
        Add(map, "repeat", section.RepeatsPerSite ? "sites" : null);
        Add(map, "when", section.When);
        Add(map, "after", section.After);
        Add(map, "steps", section.Steps.Select(step => Write(step, format)));
        return map;
    }

    private static YamlMappingNode Write(StepDefinition step, int format)
    {
        var map = new YamlMappingNode();
        Add(map, "id", step.Id);
        Add(map, "letter", step.Letter);
        Add(map, "title", step.Title);
        Add(map, "instruction", step.Instruction);
        Add(map, "guidance", step.Guidance);
        Add(map, "why", step.Why);
        Add(map, "source", TemplateWords.Of(TemplateWords.Sources(format), step.Source));
        Add(map, "when", step.When);
        Add(map, "after", step.After);
        Add(map, "second-person-to", step.SecondPersonTo);
        Add(map, "credential", step.Credential);
        Add(map, "may-skip", step.MaySkip ? null : No(format));
        Add(map, "fields", step.Fields.Select(field => Write(field, format)));
        return map;
    }

    private static YamlMappingNode Write(FieldDefinition field, int format)
    {
        var map = new YamlMappingNode();
        Add(map, "id", field.Id);
        Add(map, "label", field.Label);
        Add(map, "type", field.Type.Word);
        Add(map, "required", field.Required ? null : No(format));
        Add(map, "help", field.Help);
        Add(map, "unit", field.Unit);
        Add(map, "when", field.When);
        Add(map, "options", field.Options.Select(Write));
        Add(map, "min-length", field.MinLength);
        Add(map, "max-length", field.MaxLength);
        Add(map, "min", field.Min);
        Add(map, "max", field.Max);
        Add(map, "decimals", field.Decimals == 0 ? null : field.Decimals);
        Add(map, "pattern", field.Pattern);
        Add(map, "pattern-says", field.PatternSays);
        Add(map, "name-pattern", field.NamePattern);
        if (field.Check != FieldCheck.None) Add(map, "check", TemplateWords.Of(TemplateWords.Checks, field.Check));
        if (field.Feeds.Count == 1) Add(map, "feeds", field.Feeds[0].Word);
        else if (field.Feeds.Count > 1) map.Add("feeds", new YamlSequenceNode(field.Feeds.Select(feed => new YamlScalarNode(feed.Word))));
        Add(map, "equals", field.EqualsField);
        Add(map, "equals-says", field.EqualsSays);
        Add(map, "in-region-of", field.InRegionOf);
        Add(map, "differs-from", field.DiffersFrom);
        Add(map, "suggest", field.Suggest);
        Add(map, "suggest-text", field.SuggestText);
        Add(map, "compute", field.Compute?.Pattern);
        Add(map, "name", field.Compute?.Name ?? field.FollowsName);
        Add(map, "parts", field.Compute?.Parts.Select(part => (part.Key, part.Value)) ?? []);
        return map;
    }

    private static YamlMappingNode Write(FieldOption option)
    {
        var map = new YamlMappingNode();
        Add(map, "id", option.Id);
        Add(map, "label", option.Label);
        Add(map, "when", option.When);
        Add(map, "says", option.Says);
        Add(map, "expects", option.Expects);
        return map;
    }

    private static YamlMappingNode Write(Condition condition)
    {
        var map = new YamlMappingNode();
        switch (condition)
        {
            case Condition.All c:
                Add(map, "all", c.Conditions.Select(Write));
                break;
            case Condition.Any c:
                Add(map, "any", c.Conditions.Select(Write));
                break;
            case Condition.Not c:
                Add(map, "not", c.Inner);
                break;
            case Condition.FieldIn c:
                Add(map, "field", c.Field);
                AddValues(map, c.Values);
                break;
            case Condition.FieldAtMost c:
                Add(map, "field", c.Field);
                Add(map, "at-most", c.Limit);
                break;
            case Condition.FieldAtLeast c:
                Add(map, "field", c.Field);
                Add(map, "at-least", c.Limit);
                break;
            case Condition.FieldAnswered c:
                Add(map, "field", c.Field);
                Add(map, "answered", "true");
                break;
            case Condition.FactIn c:
                Add(map, "fact", TemplateWords.Of(TemplateWords.Facts, c.Fact));
                AddValues(map, c.Values);
                break;
            case Condition.SiteIs c:
                Add(map, "site", TemplateWords.Of(TemplateWords.SiteKinds, c.Kind));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(condition), condition, "Unknown condition.");
        }

        return map;
    }

    private static void AddValues(YamlMappingNode map, IReadOnlyList<string> values)
    {
        if (values.Count == 1) Add(map, "is", values[0]);
        else Add(map, "in", values);
    }

    private static void Add(YamlMappingNode map, string key, string? value)
    {
        if (value is not null) map.Add(Text(key), Text(value));
    }

    private static void Add(YamlMappingNode map, string key, decimal? value) =>
        Add(map, key, value?.ToString(CultureInfo.InvariantCulture));

    private static void Add(YamlMappingNode map, string key, Condition? condition)
    {
        if (condition is not null) map.Add(Text(key), Write(condition));
    }

    private static void Add(YamlMappingNode map, string key, IReadOnlyList<string> values)
    {
        if (values.Count > 0) map.Add(Text(key), new YamlSequenceNode(values.Select(Text)));
    }

    private static void Add(YamlMappingNode map, string key, IEnumerable<YamlMappingNode> nodes)
    {
        YamlNode[] all = [.. nodes];
        if (all.Length > 0) map.Add(Text(key), new YamlSequenceNode(all));
    }

    private static void Add(YamlMappingNode map, string key, IEnumerable<(string Key, string Value)> pairs)
    {
        var inner = new YamlMappingNode();
        foreach (var (name, value) in pairs) inner.Add(Text(name), Text(value));
        if (inner.Children.Count > 0) map.Add(Text(key), inner);
    }

    private static string No(int format) =>
        (format < 2 ? YamlDialect.FirstTemplates : YamlDialect.Now).YesNo.First(word => !word.Value).Key;

    // Words that other YAML readers would take for something else than text are quoted.
    private static YamlScalarNode Text(string text) => new(text)
    {
        Style = text is "yes" or "no" or "on" or "off" or "null" or "~" || text.Contains('\n', StringComparison.Ordinal)
            ? ScalarStyle.DoubleQuoted : ScalarStyle.Any,
    };
}
