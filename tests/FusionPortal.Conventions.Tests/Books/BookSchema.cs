using System.Text.Json.Nodes;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Rules;
using FusionPortal.Conventions.Tests.Rules;
using static FusionPortal.Tests.JsonSchemas;

namespace FusionPortal.Conventions.Tests.Books;

/// <summary>Makes the JSON Schema of convention books from what rules and kinds say of themselves.</summary>
internal static class BookSchema
{
    private const string Nonsense = "¤";

    public static JsonObject Make()
    {
        var schema = Map(
            ["format", "version", "title", "settings", "conventions"],
            ("format", new JsonObject { ["const"] = ConventionBook.NewestFormat }),
            ("version", Whole(1)),
            ("title", Text()),
            ("settings", Settings()),
            ("environment-words", EnvironmentWords()),
            ("parts", ListOf(Ref("part"), mayBeEmpty: true)),
            ("names", ListOf(Ref("name"), mayBeEmpty: true)),
            ("conventions", ListOf(Ref("convention"))));
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "FusionPortal convention book");
        schema.Insert(
            2, "description",
            $"Format {ConventionBook.NewestFormat}. What refers to something else in the book, and how patterns are written, only the "
                + "portal checks.");
        schema["$defs"] = new JsonObject
        {
            ["yes-no"] = OneOf(BookWords.YesNo.Keys),
            ["resource-kind"] = OneOf(ResourceKinds.Ids),
            ["resources"] = new JsonObject { ["anyOf"] = new JsonArray(Any(), ListOf(Any()), OneOrList(Ref("resource-kind"))) },
            ["part"] = Part(),
            ["name"] = Name(),
            ["convention"] = ConventionOf(),
        };
        return schema;
    }

    private static JsonObject Settings() => Map(
        ["company", "password-manager", "organization-tag-keys", "production-account-hosts"],
        ("company", Text()), ("password-manager", Text()), ("organization-tag-keys", OneOrList(Text())),
        ("production-account-hosts", OneOrList(OneOf(BookWords.Environments.Keys))),
        ("names-begin-with-the-organization", Ref("yes-no")));

    private static JsonObject EnvironmentWords()
    {
        var group = Map(
            ["means"], ("means", OneOf(BookWords.Environments.Keys)), ("words", OneOrList(Text())), ("words-in-tags", OneOrList(Text())));
        group["anyOf"] = new JsonArray(Required("words"), Required("words-in-tags"));
        return Map(
            ["tag-keys", "words"], ("tag-keys", OneOrList(Text())), ("words", ListOf(group)), ("no-words", OneOrList(Text())));
    }

    private static JsonObject Part()
    {
        var (id, set) = (Pattern("^[a-z-]+$"), Pattern("^[!-~]+$"));
        return new()
        {
            ["oneOf"] = new JsonArray(
                Map(["id", "type"], ("id", id), ("type", Const("organization-id"))),
                Map(["id", "type", "values"], ("id", id.DeepClone()), ("type", Const("choice")), ("values", OneOrList(set.DeepClone()))),
                Map(
                    ["id", "type", "first", "rest", "max"], ("id", id.DeepClone()), ("type", Const("text")), ("first", set),
                    ("rest", set.DeepClone()), ("min", Whole(1, 255)), ("max", Whole(1, 255)))),
        };
    }

    private static JsonObject Name() => Map(
        ["id", "label", "scope", "pattern", "compare", "source"],
        ("id", Text()), ("label", Text()), ("kind", Ref("resource-kind")), ("scope", OneOf(BookWords.NameScopes.Keys)),
        ("pattern", Pattern("^[!-~]{1,200}$")), ("compare", OneOf(BookWords.Comparisons.Keys)), ("source", OneOf(BookWords.Sources.Keys)),
        ("note", Text()));

    private static JsonObject ConventionOf()
    {
        var rules = RuleKinds.All.Where(r => r.SupersededSince is null).ToList();
        var schema = Map(
            ["id", "title", "check", "kinds", "severity", "source", "rationale", "fix"],
            ("id", Pattern("^[A-Z0-9-]{1,40}$")), ("title", Text()), ("check", OneOf(rules.Select(r => r.Word))),
            ("kinds", OneOrList(Text())), ("severity", OneOf(BookWords.Severities.Keys)), ("source", OneOf(BookWords.Sources.Keys)),
            ("rationale", Text()), ("fix", Text()), ("with", new JsonObject { ["type"] = "object" }));
        schema["allOf"] = new JsonArray([.. rules.Select(r => (JsonNode)new JsonObject
        {
            ["if"] = new JsonObject { ["properties"] = new JsonObject { ["check"] = Const(r.Word) } },
            ["then"] = Rule(r),
        })]);
        return schema;
    }

    private static JsonObject Rule(RuleKind rule)
    {
        var subject = rule.Subject switch
        {
            RuleSubject.Organization => OneOrList(OneOf([Convention.OrganizationKind])),
            RuleSubject.Account => OneOrList(OneOf([Convention.AccountKind])),
            _ => Ref("resources"),
        };
        var with = Map(
            rule.Takes.Where(p => IsNeeded(rule, p)).Select(p => p.Key), rule.Takes.Select(p => (p.Key, (JsonNode)Parameter(rule, p))));
        var then = new JsonObject
        {
            ["title"] = rule.Label,
            ["properties"] = new JsonObject { ["kinds"] = subject, ["with"] = with },
        };
        if (with["required"]!.AsArray().Count > 0) then["required"] = new JsonArray("with");
        return then;
    }

    private static JsonObject Parameter(RuleKind rule, RuleParameter parameter)
    {
        JsonObject item = Words(rule, parameter) is { } words ? OneOf(words)
            : int.TryParse(parameter.Example, System.Globalization.CultureInfo.InvariantCulture, out _) ? Whole(0) : Text();
        var schema = parameter.Example is { } example && example.StartsWith('[') ? OneOrList(item) : item;
        schema["description"] = $"{parameter.Says}.";
        return schema;
    }

    // Only the reader knows which words it takes: it says so of one that it does not.
    private static string[]? Words(RuleKind rule, RuleParameter parameter)
    {
        var with = ExampleBook.Example(rule).Where(p => p.Key != parameter.Key).Append((parameter.Key, Nonsense));
        if (ConventionBook.TryLoad(ExampleBook.Yaml(rule, with), out _, out var problems)) return null;
        var told = problems.FirstOrDefault(
            p => p.Message.StartsWith($"\"{Nonsense}\" is not allowed as \"{parameter.Key}\"", StringComparison.Ordinal));
        return told?.Message[(told.Message.IndexOf("Allowed: ", StringComparison.Ordinal) + 9)..].TrimEnd('.').Split(", ");
    }

    private static bool IsNeeded(RuleKind rule, RuleParameter parameter) =>
        !ConventionBook.TryLoad(
            ExampleBook.Yaml(rule, ExampleBook.Example(rule).Where(p => p.Key != parameter.Key)), out _, out var problems)
        && problems.Any(p => p.Message.StartsWith($"\"{parameter.Key}\" is missing", StringComparison.Ordinal));

    // Every kind stands alone.
    private static JsonObject Any() => Const(Convention.AnyKind);

    private static JsonObject Const(string word) => new() { ["const"] = word };

    private static JsonObject Required(string key) => new() { ["required"] = new JsonArray(key) };
}
