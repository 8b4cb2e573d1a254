using System.Text.Json.Nodes;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Yaml;
using Xunit;

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>A book in which one thing is changed that verdicts rest on.</summary>
/// <param name="Change">What was changed, for example <c>conventions/NAME-S3-01/with/applies: claimed → always</c>.</param>
internal sealed record BookMutant(string Change, ConventionBook Book);

/// <summary>
/// Changes a book in every way that its own text tells of, one at a time: knows keys of the book, and no convention, rule or parameter.
/// What the loader refuses is no mutant: nobody could publish it.
/// </summary>
internal sealed class BookMutants
{
    private const string Nonsense = "¤";

    // Texts for people, and what is said of a finding rather than whether there is one.
    private static readonly HashSet<string> Unjudged = new(
        [
            "id", "title", "severity", "source", "rationale", "fix", "label", "scope", "note", "company", "password-manager", "check",
            "type", "means",
        ],
        StringComparer.Ordinal);

    private readonly JsonObject _book;
    private readonly List<BookMutant> _all = [];

    private BookMutants(string yaml)
    {
        Assert.True(YamlTree.TryParse(yaml, out var root, out _));
        _book = Json(root).AsObject();
    }

    public static IReadOnlyList<BookMutant> Of(ConventionBook book)
    {
        var mutants = new BookMutants(book.Yaml);
        mutants.Settings();
        mutants.Vocabulary();
        mutants.Patterns(book);
        mutants.Conventions();
        return mutants._all;
    }

    private void Settings()
    {
        Values("settings", b => b["settings"]!.AsObject());
        const string hosts = "production-account-hosts";
        var hosted = _book["settings"]![hosts]!.AsArray().Select(e => e!.ToString());
        foreach (var environment in BookWords.Environments.Keys.Except(hosted).ToList())
            Try($"settings/{hosts} with {environment}", b => b["settings"]![hosts]!.AsArray().Add(environment));
    }

    private void Vocabulary()
    {
        const string section = "environment-words";
        Values(section, b => b[section]!.AsObject());
        for (var i = 0; i < _book[section]!["words"]!.AsArray().Count; i++)
        {
            var at = i;
            var means = _book[section]!["words"]![at]!["means"]!.ToString();
            Values($"{section}/{means}", b => b[section]!["words"]![at]!.AsObject());
            // Which of the environments of one kind of account is meant is said in a finding, and makes none.
            foreach (var other in BookWords.Environments.Where(e => IsHosted(e.Key) != IsHosted(means)).Select(e => e.Key))
                Try($"{section}/{means} means {other}", b => b[section]!["words"]![at]!["means"] = other);
        }
    }

    private bool IsHosted(string environment) =>
        _book["settings"]!["production-account-hosts"]!.AsArray().Any(e => e!.ToString() == environment);

    // Names that AWS shows, or that a convention judges by, and the parts those are made of.
    private void Patterns(ConventionBook book)
    {
        var used = book.Names.Where(n => n.Kind is not null || Judges(n.Id)).ToList();
        for (var i = 0; i < book.Names.Count; i++)
        {
            var at = i;
            if (used.Contains(book.Names[at])) Values($"names/{book.Names[at].Id}", b => b["names"]![at]!.AsObject());
        }

        var parts = used.SelectMany(n => n.Pattern.PartIds).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < _book["parts"]!.AsArray().Count; i++)
        {
            var (at, id) = (i, _book["parts"]![i]!["id"]!.ToString());
            if (parts.Contains(id)) Values($"parts/{id}", b => b["parts"]![at]!.AsObject());
        }
    }

    private bool Judges(string name) => _book["conventions"]!.AsArray().Any(
        c => c!["with"] is JsonObject with && with.Any(w => w.Value is JsonValue value && value.ToString() == name));

    private void Conventions()
    {
        for (var i = 0; i < _book["conventions"]!.AsArray().Count; i++)
        {
            var (at, id) = (i, _book["conventions"]![i]!["id"]!.ToString());
            Try($"conventions/{id} left out", b => b["conventions"]!.AsArray().RemoveAt(at));
            Values($"conventions/{id}", b => b["conventions"]![at]!.AsObject());
            if (_book["conventions"]![at]!["with"] is JsonObject)
                Values($"conventions/{id}/with", b => b["conventions"]![at]!["with"]!.AsObject());
        }
    }

    // Each value of a map: another text instead, one entry of a list less.
    private void Values(string where, Func<JsonObject, JsonObject> map)
    {
        foreach (var (key, value) in map(_book))
        {
            if (Unjudged.Contains(key)) continue;
            if (value is JsonArray list && list.All(i => i is JsonValue))
            {
                for (var i = 0; i < list.Count; i++)
                {
                    var at = i;
                    Try($"{where}/{key} without {list[at]}", b => map(b)[key]!.AsArray().RemoveAt(at));
                }

                // "*" is every kind; alone it cannot be left out.
                if (list is [JsonValue all] && all.ToString() == Convention.AnyKind)
                    Try($"{where}/{key}: * → sns-topic", b => map(b)[key]![0] = "sns-topic");
            }
            else if (value is JsonValue text)
            {
                foreach (var other in Others(text.ToString(), o => Changed(b => map(b)[key] = o)))
                    Try($"{where}/{key}: {text} → {other}", b => map(b)[key] = other);
            }
        }
    }

    // Texts that may stand there instead: of few words all the others, as the loader lists them; a number more and less; else longer.
    private static IEnumerable<string> Others(string text, Func<string, string> yamlWith)
    {
        if (int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number))
            return [(number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
                (number - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)];
        if (ConventionBook.TryLoad(yamlWith(Nonsense), out _, out var problems)) return [text + "x"];
        var listed = problems.Select(p => p.Message).FirstOrDefault(m => m.Contains(Nonsense, StringComparison.Ordinal)) ?? "";
        var after = listed[(listed.LastIndexOf(": ", StringComparison.Ordinal) + 1)..];
        var words = after.TrimEnd('.').Split(',', StringSplitOptions.TrimEntries);
        return words.Length > 1 ? words.Where(w => w != text) : [text + "x"];
    }

    private void Try(string change, Action<JsonObject> mutate)
    {
        if (ConventionBook.TryLoad(Changed(mutate), out var book, out _)) _all.Add(new(change, book));
    }

    // JSON is YAML.
    private string Changed(Action<JsonObject> mutate)
    {
        var copy = _book.DeepClone().AsObject();
        mutate(copy);
        return copy.ToJsonString();
    }

    private static JsonNode Json(YamlNode node) => node switch
    {
        YamlText text => JsonValue.Create(text.Value),
        YamlList list => new JsonArray([.. list.Items.Select(Json)]),
        YamlMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)Json(e.Value)))),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };
}
