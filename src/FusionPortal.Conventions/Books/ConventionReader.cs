using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Conventions.Books;

/// <summary>Reads one convention and the parameters its check takes.</summary>
internal static class ConventionReader
{
    public static Located<Convention>? Read(
        YamlMapReader reader, int format, Dictionary<string, BookName> names, BookSettings settings, EnvironmentVocabulary vocabulary)
    {
        var id = reader.Text("id");
        if (id.Length is > 40 || id.Any(c => !char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c) && c != '-'))
            reader.Report(
                reader.LineOf("id"),
                $"\"{id}\" is not a convention's id: capital letters, digits and hyphens, at most 40, for example NAME-S3-01.");
        var title = reader.Text("title");
        var check = reader.Word("check", BookWords.Checks);
        if (check == CheckKind.OrganizationRecorded && format < 3)
            reader.Report(
                reader.LineOf("check"),
                "\"organization-recorded\" needs \"format: 3\": portals that read earlier formats only do not know it.");
        if (check == CheckKind.OrganizationKnownInProduction && format >= 3)
            reader.Report(
                reader.LineOf("check"),
                "Since format 3 \"organization-recorded\" tells each organization that is not known, once. Use it instead.");
        var kinds = Kinds(reader, check);
        var severity = reader.Word("severity", BookWords.Severities);
        var source = reader.Word("source", BookWords.Sources);
        var rationale = reader.Text("rationale");
        var fix = reader.Text("fix");
        var parameters = Parameters(reader.Map("with", $"the parameters of {id}"), check, kinds, names, settings, vocabulary);
        if (check == CheckKind.EnvironmentTagAgrees && vocabulary.IsEmpty)
            reader.Report(
                reader.LineOf("check"),
                $"{id} judges environment tags, so the book has to say which words they hold: add \"environment-words\".");
        return new(reader.LineOf("id"), new(id, title, check, kinds, severity, source, rationale, fix, parameters));
    }

    private static IReadOnlyList<string> Kinds(YamlMapReader reader, CheckKind check)
    {
        var kinds = reader.Texts("kinds");
        string[] allowed = check switch
        {
            CheckKind.OrganizationIdRules or CheckKind.OrganizationRecorded => [Convention.OrganizationKind],
            CheckKind.AccountDeclared => [Convention.AccountKind],
            _ => [Convention.AnyKind, .. ResourceKinds.Ids],
        };
        foreach (var kind in kinds.Where(k => !allowed.Contains(k)))
            reader.Report(reader.LineOf("kinds"), $"\"{kind}\" is not a kind this check can judge. Allowed: {string.Join(", ", allowed)}.");
        if (kinds.Count > 1 && kinds.Contains(Convention.AnyKind))
            reader.Report(reader.LineOf("kinds"), "\"*\" means every kind and stands alone.");
        return kinds;
    }

    private static CheckParameters Parameters(
        YamlMapReader with, CheckKind check, IReadOnlyList<string> kinds, Dictionary<string, BookName> names, BookSettings settings,
        EnvironmentVocabulary vocabulary)
    {
        var parameters = check switch
        {
            CheckKind.NameFollowsPattern => new CheckParameters
            {
                Name = Name(with, kinds, names),
                Applies = with.Word("applies", BookWords.Applies),
                AcceptRecordedName = with.Word("accept-recorded-name", BookWords.YesNo, false),
            },
            CheckKind.TagSpelling or CheckKind.TagPresent => new CheckParameters { TagKey = TagKey(with, settings) },
            CheckKind.NameHint => new CheckParameters { Hints = Hints(with, vocabulary) },
            _ => CheckParameters.None,
        };
        with.Done();
        return parameters;
    }

    // The first books listed a convention's hints with it; since then the book has one vocabulary for tags and names.
    private static IReadOnlyList<string> Hints(YamlMapReader with, EnvironmentVocabulary vocabulary)
    {
        if (vocabulary.IsEmpty) return [.. with.Texts("hints").Select(h => h.ToLowerInvariant())];
        if (with.Has("hints"))
            with.Report(
            with.LineOf("hints"),
            "The book's \"environment-words\" say which words hint at an environment; \"hints\" has no place beside them.");
        with.Allow("hints");
        return [];
    }

    private static BookName? Name(YamlMapReader with, IReadOnlyList<string> kinds, Dictionary<string, BookName> names)
    {
        var id = with.Text("name");
        if (id.Length == 0) return null;
        if (!names.TryGetValue(id, out var name))
            with.Report(with.LineOf("name"), $"\"{id}\" is not a name of this book. Names are: {string.Join(", ", names.Keys)}.");
        else if (name.Kind is null || kinds.Any(k => k != name.Kind))
            with.Report(
                with.LineOf("name"),
                $"\"{id}\" names {name.Kind ?? "nothing AWS shows"}, which is not what the convention applies to ({string.Join(", ", kinds)}).");
        return name;
    }

    private static string TagKey(YamlMapReader with, BookSettings settings)
    {
        var key = with.Text("key");
        if (key.Length > 0 && !settings.OrganizationTagKeys.Contains(key))
            with.Report(
                with.LineOf("key"),
                $"\"{key}\" is not one of the settings' organization-tag-keys: {string.Join(", ", settings.OrganizationTagKeys)}.");
        return key;
    }
}
