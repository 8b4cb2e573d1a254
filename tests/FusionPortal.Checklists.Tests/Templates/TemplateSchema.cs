using System.Text.Json.Nodes;
using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Yaml;
using static FusionPortal.Tests.JsonSchemas;

namespace FusionPortal.Checklists.Tests.Templates;

/// <summary>Makes the JSON Schema of templates from what field types and the readers' words say of themselves.</summary>
internal static class TemplateSchema
{
    private static readonly IReadOnlyList<string> YesNo = [.. YamlDialect.Now.YesNo.Keys];

    public static JsonObject Make()
    {
        var schema = Map(
            ["key", "format", "version", "title", "kind", "summary", "sections"],
            ("key", Ref("id")), ("format", new JsonObject { ["const"] = TemplateYaml.NewestFormat }), ("version", Whole(1)),
            ("title", Text()), ("kind", OneOf(TemplateWords.Kinds.Keys)), ("shared-kind", Ref("id")), ("summary", Text()),
            ("requires-topic", Text()), ("publishes", Ref("texts-by-key")), ("links", ListOf(Link(), mayBeEmpty: true)),
            ("sections", ListOf(Section())));
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "FusionPortal checklist template");
        schema.Insert(
            2, "description",
            $"Format {TemplateYaml.NewestFormat}. What refers to another field, step or section, or to the convention book, only the "
                + "portal checks.");
        schema["$defs"] = new JsonObject
        {
            ["id"] = Pattern("^[a-z][a-z0-9-]{0,59}$"),
            ["yes-no"] = OneOf(YesNo),
            ["texts"] = OneOrList(Text(), mayBeEmpty: true),
            ["texts-by-key"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = Text() },
            ["condition"] = Condition(),
            ["step"] = Step(),
            ["field"] = Field(),
        };
        return schema;
    }

    private static JsonObject Section() => Map(
        ["id", "title", "steps"],
        ("id", Ref("id")), ("group", Text()), ("title", Text()), ("mode", OneOf(TemplateWords.Modes.Keys)), ("repeat", OneOf(["sites"])),
        ("when", Ref("condition")), ("after", Ref("texts")), ("steps", ListOf(Ref("step"))));

    private static JsonObject Step() => Map(
        ["id", "letter", "title", "instruction", "source"],
        ("id", Ref("id")), ("letter", Text()), ("title", Text()), ("instruction", Text()), ("guidance", Ref("texts")), ("why", Text()),
        ("source", OneOf(TemplateWords.Sources(TemplateYaml.NewestFormat).Keys)), ("when", Ref("condition")), ("after", Ref("texts")),
        ("second-person-to", Ref("texts")), ("credential", Text()), ("may-skip", Ref("yes-no")),
        ("fields", ListOf(Ref("field"), mayBeEmpty: true)));

    private static JsonObject Link() => Map(
        ["id", "shared-kind", "title", "decided-by", "blocks-when"],
        ("id", Ref("id")), ("shared-kind", Ref("id")), ("title", Text()), ("decided-by", Ref("id")), ("blocks-when", Ref("condition")),
        ("dedicated-when", Ref("condition")), ("fills", Ref("texts-by-key")), ("finds", Ref("texts-by-key")));

    private static JsonObject Field()
    {
        var option = Map(
            ["id", "label"], ("id", Ref("id")), ("label", Text()), ("when", Ref("condition")), ("says", Text()), ("expects", Text()));
        var number = new JsonObject { ["type"] = "number" };
        var schema = Map(
            ["id", "label", "type"],
            ("id", Ref("id")), ("label", Text()), ("type", OneOf(FieldTypes.All.Select(t => t.Word))), ("required", Ref("yes-no")),
            ("help", Text()), ("unit", Text()), ("when", Ref("condition")), ("options", ListOf(option)), ("min-length", Whole(0)),
            ("max-length", Whole(1, 10_000)), ("min", number), ("max", number.DeepClone()), ("decimals", Whole(0, 6)), ("pattern", Text()),
            ("pattern-says", Text()), ("check", OneOf(TemplateWords.Checks.Keys)),
            ("feeds", OneOrList(OneOf(FieldFeed.ByWord.Keys), mayBeEmpty: true)), ("equals", Ref("id")), ("equals-says", Text()),
            ("in-region-of", Ref("id")), ("differs-from", Ref("id")), ("suggest", Ref("id")), ("suggest-text", Text()),
            ("name", Ref("id")), ("parts", Ref("texts-by-key")));
        schema["allOf"] = new JsonArray([.. FieldTypes.All.Select(t => (JsonNode)new JsonObject
        {
            ["if"] = new JsonObject { ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = t.Word } } },
            ["then"] = new JsonObject { ["description"] = $"{t.Holds}.", ["properties"] = NotItsOwn(t) },
        })]);
        return schema;
    }

    // Keys that other types have, and checks that this one has not.
    private static JsonObject NotItsOwn(FieldType type)
    {
        var properties = new JsonObject(FieldKey.All.Except([FieldKey.Compute, FieldKey.NamePattern, .. type.Keys])
            .Select(k => KeyValuePair.Create(k.Word, (JsonNode?)false)));
        properties["check"] = OneOf(type.Checks.Append(FieldCheck.None).Select(c => TemplateWords.Of(TemplateWords.Checks, c)));
        return properties;
    }

    private static JsonObject Condition()
    {
        var several = ListOf(Ref("condition"));
        var number = new JsonObject { ["type"] = "number" };
        return new()
        {
            ["oneOf"] = new JsonArray(
                Map(["all"], ("all", several)), Map(["any"], ("any", several.DeepClone())), Map(["not"], ("not", Ref("condition"))),
                Map(["site"], ("site", OneOf(TemplateWords.SiteKinds.Keys))),
                Fact("is", Environment()), Fact("in", OneOrList(Environment())),
                OfField("is", Text()), OfField("in", OneOrList(Text())), OfField("at-most", number),
                OfField("at-least", number.DeepClone()), OfField("answered", Ref("yes-no"))),
        };
    }

    private static JsonObject OfField(string question, JsonNode answer) =>
        Map(["field", question], ("field", Ref("id")), (question, answer));

    private static JsonObject Fact(string question, JsonNode answer) =>
        Map(["fact", question], ("fact", OneOf(TemplateWords.Facts.Keys)), (question, answer));

    private static JsonObject Environment() => OneOf(Enum.GetNames<EnvironmentKind>());
}
