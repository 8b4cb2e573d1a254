using YamlDotNet.RepresentationModel;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Reads a condition: a mapping with exactly one question, or several conditions under all, any or not.</summary>
internal static class ConditionReader
{
    public static Condition? Read(YamlMap owner, string key, List<TemplateIssue> issues) =>
        owner.Find(key) is { } node ? Read(node, issues) : null;

    private static Condition? Read(YamlNode node, List<TemplateIssue> issues)
    {
        var map = new YamlMap(node, "A condition", issues);
        string[] asked = [.. new[] { "all", "any", "not", "field", "fact", "site" }.Where(map.Has)];
        Condition? result = null;
        if (asked.Length != 1)
            map.Report(map.Line, "A condition asks exactly one of: all, any, not, field, fact, site.");
        else
            result = asked[0] switch
            {
                "all" => Several(map, "all", issues) is { } c ? new Condition.All(c) : null,
                "any" => Several(map, "any", issues) is { } c ? new Condition.Any(c) : null,
                "not" => Read(map.Find("not")!, issues) is { } c ? new Condition.Not(c) : null,
                "field" => Field(map),
                "fact" => new Condition.FactIn(map.Word("fact", TemplateWords.Facts, default), Values(map)),
                _ => new Condition.SiteIs(map.Word("site", TemplateWords.SiteKinds, default)),
            };
        map.Close();
        return result;
    }

    private static IReadOnlyList<Condition>? Several(YamlMap map, string key, List<TemplateIssue> issues)
    {
        var nodes = map.List(key);
        if (nodes.Count == 0) map.Report(map.Line, $"'{key}' needs at least one condition.");
        Condition?[] read = [.. nodes.Select(node => Read(node, issues))];
        return nodes.Count > 0 && read.All(c => c is not null) ? [.. read.Select(c => c!)] : null;
    }

    private static Condition? Field(YamlMap map)
    {
        var field = map.Id("field");
        string[] asked = [.. new[] { "is", "in", "at-most", "at-least", "answered" }.Where(map.Has)];
        if (asked.Length != 1)
        {
            map.Report(map.Line, "A condition on a field asks exactly one of: is, in, at-most, at-least, answered.");
            return null;
        }

        switch (asked[0])
        {
            case "at-most":
                return map.Number("at-most") is { } most ? new Condition.FieldAtMost(field, most) : null;
            case "at-least":
                return map.Number("at-least") is { } least ? new Condition.FieldAtLeast(field, least) : null;
            case "answered":
                var answered = new Condition.FieldAnswered(field);
                return map.Flag("answered", true) ? answered : new Condition.Not(answered);
            default:
                return new Condition.FieldIn(field, Values(map));
        }
    }

    private static IReadOnlyList<string> Values(YamlMap map)
    {
        if (map.Has("is") == map.Has("in"))
        {
            map.Report(map.Line, "A condition compares with either 'is' or 'in'.");
            return [];
        }

        if (map.Has("is")) return [map.Needed("is")];
        var values = map.Texts("in");
        if (values.Count == 0) map.Report(map.Line, "'in' needs at least one value.");
        return values;
    }
}
