using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Naming;
using FusionPortal.Conventions.Rules;
using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Conventions.Books;

/// <summary>Reads one convention and what its rule takes.</summary>
internal static class ConventionReader
{
    public static Located<Convention> Read(
        YamlMapReader reader, int format, IReadOnlyDictionary<string, NamePart> parts, Dictionary<string, BookName> names,
        BookSettings settings, EnvironmentVocabulary vocabulary)
    {
        var id = reader.Text("id");
        if (id.Length is > 40 || id.Any(c => !char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c) && c != '-'))
            reader.Report(
                reader.PlaceOf("id"),
                $"\"{id}\" is not a convention's id: capital letters, digits and hyphens, at most 40, for example NAME-S3-01.");
        var title = reader.Text("title");
        var rule = Rule(reader, format);
        var kinds = Kinds(reader, rule);
        var severity = reader.Word("severity", BookWords.Severities);
        var source = reader.Word("source", BookWords.Sources);
        var rationale = reader.Text("rationale");
        var fix = reader.Text("fix");
        var with = reader.Map("with", $"the parameters of {id}");
        var parameters = rule?.Read(new(reader, with, id, kinds, parts, names, settings, vocabulary)) ?? RuleParameters.None;
        // What is taken is not known where nobody knows the rule; the book is refused for that already.
        if (rule is not null) with.Done();
        return new(
            reader.PlaceOf("id"), new(id, title, rule ?? RuleKinds.All[0], kinds, severity, source, rationale, fix, parameters))
        {
            At = with.PlaceOf,
        };
    }

    private static RuleKind? Rule(YamlMapReader reader, int format)
    {
        var word = reader.Text("check");
        if (word.Length == 0) return null;
        if (!RuleKinds.ByWord.TryGetValue(word, out var rule))
        {
            reader.Report(
                reader.PlaceOf("check"),
                $"\"{word}\" is not allowed as \"check\" of {reader.What}. Allowed: {string.Join(", ", RuleKinds.ByWord.Keys)}.");
            return null;
        }

        if (format < rule.FirstFormat)
            reader.Report(
                reader.PlaceOf("check"),
                $"\"{word}\" needs \"format: {rule.FirstFormat}\": portals that read earlier formats only do not know it.");
        if (rule.SupersededSince is { } superseded && format >= superseded.Format)
            reader.Report(reader.PlaceOf("check"), superseded.Instead);
        return rule;
    }

    private static IReadOnlyList<string> Kinds(YamlMapReader reader, RuleKind? rule)
    {
        var kinds = reader.Texts("kinds");
        string[] allowed = rule?.Subject switch
        {
            RuleSubject.Organization => [Convention.OrganizationKind],
            RuleSubject.Account => [Convention.AccountKind],
            _ => [Convention.AnyKind, .. ResourceKinds.Ids],
        };
        foreach (var kind in kinds.Where(k => !allowed.Contains(k)))
            reader.Report(
                reader.PlaceOf("kinds"), $"\"{kind}\" is not a kind this check can judge. Allowed: {string.Join(", ", allowed)}.");
        if (kinds.Count > 1 && kinds.Contains(Convention.AnyKind))
            reader.Report(reader.PlaceOf("kinds"), "\"*\" means every kind and stands alone.");
        return kinds;
    }
}
