using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Reads a condition: a mapping with exactly one question, or several conditions under all, any or not.</summary>
internal static class ConditionReader
{
    public static Condition? Read(YamlMapReader owner, string key) => owner.Node(key) is { } node ? ReadNode(owner, node) : null;

    private static Condition? ReadNode(YamlMapReader owner, YamlNode node)
    {
        var map = owner.Inner(node, "a condition");
        if (!map.IsMap) return null;
        string[] asked = [.. new[] { "all", "any", "not", "field", "fact", "site" }.Where(map.Has)];
        Condition? result = null;
        if (asked.Length != 1)
            map.Report(map.Place, "A condition asks exactly one of: all, any, not, field, fact, site.");
        else
            result = asked[0] switch
            {
                "all" => Several(map, "all") is { } c ? new Condition.All(c) : null,
                "any" => Several(map, "any") is { } c ? new Condition.Any(c) : null,
                "not" => ReadNode(map, map.Node("not")!) is { } c ? new Condition.Not(c) : null,
                "field" => Field(map),
                "fact" => new Condition.FactIn(map.Word("fact", TemplateWords.Facts), Values(map)),
                _ => new Condition.SiteIs(map.Word("site", TemplateWords.SiteKinds)),
            };
        map.Done();
        return result;
    }

    private static IReadOnlyList<Condition>? Several(YamlMapReader map, string key)
    {
        var nodes = map.Items(key);
        if (nodes.Count == 0) map.Report(map.PlaceOf(key), $"\"{key}\" needs at least one condition.");
        Condition?[] read = [.. nodes.Select(node => ReadNode(map, node))];
        return nodes.Count > 0 && read.All(c => c is not null) ? [.. read.Select(c => c!)] : null;
    }

    private static Condition? Field(YamlMapReader map)
    {
        var field = map.Id("field");
        string[] asked = [.. new[] { "is", "in", "at-most", "at-least", "answered" }.Where(map.Has)];
        if (asked.Length != 1)
        {
            map.Report(map.Place, "A condition on a field asks exactly one of: is, in, at-most, at-least, answered.");
            return null;
        }

        switch (asked[0])
        {
            case "at-most":
                return map.Fraction("at-most") is { } most ? new Condition.FieldAtMost(field, most) : null;
            case "at-least":
                return map.Fraction("at-least") is { } least ? new Condition.FieldAtLeast(field, least) : null;
            case "answered":
                var answered = new Condition.FieldAnswered(field);
                return map.Flag("answered", true) ? answered : new Condition.Not(answered);
            default:
                return new Condition.FieldIn(field, Values(map));
        }
    }

    private static IReadOnlyList<string> Values(YamlMapReader map)
    {
        if (map.Has("is") == map.Has("in"))
        {
            map.Report(map.Place, "A condition compares with either 'is' or 'in'.");
            return [];
        }

        if (map.Has("is")) return [map.Text("is")];
        var values = map.AnyTexts("in");
        if (values.Count == 0) map.Report(map.PlaceOf("in"), "\"in\" needs at least one value.");
        return values;
    }
}
