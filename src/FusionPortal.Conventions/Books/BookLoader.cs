using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Naming;
using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Conventions.Books;

/// <summary>Reads a book from YAML, collecting every problem.</summary>
internal static class BookLoader
{
    // One reader for each format that a text was ever published in. A text that needs a key the last format has not gets a new number
    // and a new reader here: portals of the version before refuse keys they do not know, and go by the number.
    private static readonly Dictionary<int, Func<string, YamlMapReader, List<YamlProblem>, ConventionBook?>> Readers = new()
    {
        [1] = (yaml, reader, problems) => Read(yaml, 1, reader, problems),
        // Since 2 a book has one vocabulary of environments, for tags and names.
        [2] = (yaml, reader, problems) => Read(yaml, 2, reader, problems),
        // Since 3 an organization nobody recorded is told once: the check organization-recorded.
        [3] = (yaml, reader, problems) => Read(yaml, 3, reader, problems),
    };

    public static int NewestFormat { get; } = Readers.Keys.Max();

    public static (ConventionBook? Book, IReadOnlyList<YamlProblem> Problems) Load(string yaml)
    {
        if (!YamlTree.TryParse(yaml, out var root, out var unreadable, out var tag)) return (null, [unreadable]);

        var problems = new List<YamlProblem>();
        var format = new YamlMapReader(root, "the book", problems).Number("format", 1, NewestFormat);
        if (problems.Count > 0) format = NewestFormat;
        var dialect = format < 3 ? YamlDialect.FirstBooks : YamlDialect.Now;
        if (tag is { } place && !dialect.TakesTypeTags) problems.Add(YamlTree.TypeTag(place));
        var reader = new YamlMapReader(root, "the book", problems, dialect);
        reader.Allow("format");
        var book = Readers[format](yaml, reader, problems);
        problems.Sort((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
        return (problems.Count > 0 ? null : book, problems);
    }

    private static ConventionBook? Read(string yaml, int format, YamlMapReader reader, List<YamlProblem> problems)
    {
        var version = reader.Number("version", 1, int.MaxValue);
        var title = reader.Text("title");
        var settings = Settings(reader.Map("settings", "the settings"), format);
        var parts = Unique(reader.Maps("parts", "a part", r => Part(r)), p => p.Item.Id, "part", problems)
            .ToDictionary(p => p.Id, StringComparer.Ordinal);
        var located = reader.Maps("names", "a name", r => Name(r, parts));
        var names = Unique(located, n => n.Item.Id, "name", problems);
        if (format >= 3) Overlaps(located, problems);
        var byId = names.ToDictionary(n => n.Id, StringComparer.Ordinal);
        var vocabulary = format < 2 ? EnvironmentVocabulary.None : VocabularyReader.Read(reader);
        var read = reader.Maps(
            "conventions", "a convention", r => ConventionReader.Read(r, format, parts, byId, settings, vocabulary));
        var conventions = Unique(read, c => c.Item.Id, "convention", problems);
        Contradictions(read, problems);
        if (conventions.Count == 0) reader.Report(reader.PlaceOf("conventions"), "A book needs at least one convention.");
        reader.Done();
        return problems.Count > 0 ? null : new(yaml, format, version, title, settings, vocabulary, parts, names, conventions);
    }

    private static BookSettings Settings(YamlMapReader reader, int format)
    {
        var company = reader.Text("company");
        var passwordManager = reader.Text("password-manager");
        var keys = reader.Texts("organization-tag-keys");
        var hosts = new List<EnvironmentKind>();
        foreach (var word in reader.Texts("production-account-hosts"))
        {
            if (BookWords.Environments.TryGetValue(word, out var environment)) hosts.Add(environment);
            else reader.Report(
                reader.PlaceOf("production-account-hosts"),
                $"\"{word}\" is not an environment. Allowed: {string.Join(", ", BookWords.Environments.Keys)}.");
        }

        if (keys.Select(Evaluation.OrganizationTag.Normalize).Distinct(StringComparer.Ordinal).Count() > 1)
            reader.Report(
                reader.PlaceOf("organization-tag-keys"),
                "The organization tag's spellings may differ in case, spaces and the characters - _ . : only.");
        var byHabit = format >= 2 && reader.Word("names-begin-with-the-organization", BookWords.YesNo, false);
        reader.Done();
        return new(company, passwordManager, keys, hosts, byHabit);
    }

    private static Located<NamePart>? Part(YamlMapReader reader)
    {
        var id = reader.Text("id");
        var place = reader.PlaceOf("id");
        if (id.Length > 0 && id.All(c => c == 'n'))
            reader.Report(place, $"\"{id}\" is a number already: a placeholder of n's needs no definition.");
        else if (id.Any(c => !char.IsAsciiLetterLower(c) && c != '-'))
            reader.Report(place, $"\"{id}\" is not a part's id: lower-case letters and hyphens only.");

        switch (reader.Text("type"))
        {
            case "organization-id":
                return new(place, NamePart.Organization(id));
            case "choice":
                var values = reader.Texts("values");
                var bad = values.FirstOrDefault(v => v.Any(c => c is <= ' ' or >= (char)127));
                if (bad is not null)
                    reader.Report(reader.PlaceOf("values"), $"\"{bad}\" may hold printable ASCII characters only, without spaces.");
                return values.Count == 0 || bad is not null ? null : new(place, NamePart.Choice(id, [.. values]));
            case "text":
                var first = CharacterSet(reader, "first");
                var rest = CharacterSet(reader, "rest");
                var min = reader.Number("min", 1, 255, 1);
                var max = reader.Number("max", 1, 255);
                if (max < min) reader.Report(reader.PlaceOf("max"), "\"max\" is less than \"min\".");
                return max < min ? null : new(place, NamePart.Text(id, first, rest, min, max));
            case "":
                return null;
            case var other:
                reader.Report(reader.PlaceOf("type"), $"\"{other}\" is not a type of part. Allowed: organization-id, choice, text.");
                return null;
        }
    }

    private static AsciiSet CharacterSet(YamlMapReader reader, string key)
    {
        var text = reader.Text(key);
        if (!AsciiSet.TryParse(text, out var set) && text.Length > 0)
            reader.Report(reader.PlaceOf(key), $"\"{text}\" is not a set of characters. Write it like a-z0-9_.");
        return set;
    }

    private static Located<BookName>? Name(YamlMapReader reader, Dictionary<string, NamePart> parts)
    {
        var id = reader.Text("id");
        var label = reader.Text("label");
        var kind = reader.OptionalText("kind");
        if (kind is not null && !ResourceKinds.IsKnown(kind))
            reader.Report(reader.PlaceOf("kind"), $"\"{kind}\" is not a resource kind. Allowed: {string.Join(", ", ResourceKinds.Ids)}.");
        var scope = reader.Word("scope", BookWords.NameScopes);
        var ignoreCase = reader.Word("compare", BookWords.Comparisons);
        var source = reader.Word("source", BookWords.Sources);
        var note = reader.OptionalText("note");
        var text = reader.Text("pattern");
        if (text.Length == 0) return null;
        if (!NamePattern.TryParse(text, parts, ignoreCase, out var pattern, out var error))
        {
            reader.Report(reader.PlaceOf("pattern"), error);
            return null;
        }

        if (scope == BookNameScope.Organization && pattern.OrganizationPart is null)
            reader.Report(reader.PlaceOf("pattern"), "A name of an organization needs the organization ID in its pattern.");
        return new(reader.PlaceOf("id"), new(id, label, kind, scope, pattern, source, note)) { At = reader.PlaceOf };
    }

    // Whose a resource is would depend on which of the two names is tried first.
    private static void Overlaps(IReadOnlyList<Located<BookName>> names, List<YamlProblem> problems)
    {
        foreach (var kind in names.Where(n => n.Item.Kind is not null && n.Item.Pattern.OrganizationSlot >= 0).GroupBy(n => n.Item.Kind))
        {
            var all = kind.ToList();
            for (var i = 1; i < all.Count; i++)
                foreach (var earlier in all.Take(i).Select(n => n.Item))
                    if (PatternOverlap.Find(earlier.Pattern, all[i].Item.Pattern) is { } both)
                        problems.Add(new(
                            all[i].At("pattern"),
                            $"The patterns of \"{earlier.Id}\" and \"{all[i].Item.Id}\" overlap: \"{both}\" follows both, so it could "
                                + "not be told whose such a resource is."));
        }
    }

    private static void Contradictions(IReadOnlyList<Located<Convention>> read, List<YamlProblem> problems)
    {
        var conventions = read.Select(c => c.Item).ToList();
        foreach (var rule in conventions.Select(c => c.Rule).Distinct())
            foreach (var (convention, key, message) in rule.Contradictions(conventions))
                problems.Add(new(read.First(c => ReferenceEquals(c.Item, convention)).At(key), message));
    }

    private static List<T> Unique<T>(IReadOnlyList<Located<T>> items, Func<Located<T>, string> id, string what, List<YamlProblem> problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var result = new List<T>();
        foreach (var item in items)
        {
            if (id(item).Length == 0) continue;
            if (seen.Add(id(item))) result.Add(item.Item);
            else problems.Add(new(item.Place, $"The {what} \"{id(item)}\" is defined twice."));
        }

        return result;
    }
}

/// <summary>An item and where its id stands.</summary>
internal sealed record Located<T>(YamlPlace Place, T Item)
{
    /// <summary>Where one of its keys says something; of a convention, one of its parameters.</summary>
    public Func<string, YamlPlace> At { get; init; } = _ => Place;
}
