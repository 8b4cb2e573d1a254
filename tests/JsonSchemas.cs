using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FusionPortal.Tests;

/// <summary>
/// The published JSON Schemas in <c>docs/schemas</c>, which editors of people's texts take. They are what the readers say of themselves;
/// with <c>WRITE_EXPECTED=1</c> in the environment a schema is written anew.
/// </summary>
internal static partial class JsonSchemas
{
    private static readonly ConcurrentDictionary<string, JsonSchema> Read = new(StringComparer.Ordinal);

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Fails unless the published schema is the given one.</summary>
    public static void IsPublished(string name, JsonObject schema)
    {
        var text = schema.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("WRITE_EXPECTED") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
            File.WriteAllText(PathOf(name), text);
        }

        Assert.Equal(text, File.ReadAllText(PathOf(name)));
    }

    /// <summary>What the published schema has against a text, each with its place; empty where it takes it.</summary>
    public static IReadOnlyList<string> Errors(string name, string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var result = Read.GetOrAdd(name, n => JsonSchema.FromText(File.ReadAllText(PathOf(n)))).Evaluate(
            Json(stream.Documents[0].RootNode).Deserialize<JsonElement>(), new() { OutputFormat = OutputFormat.List });
        return result.IsValid ? []
            : [.. (result.Details ?? []).Where(d => d.Errors is not null)
                .OrderByDescending(d => d.InstanceLocation.ToString().Count(c => c == '/'))
                .SelectMany(d => d.Errors!, (d, e) => $"{d.InstanceLocation}: {e.Value}")];
    }

    /// <summary>One of some words.</summary>
    public static JsonObject OneOf(IEnumerable<string> words) => new() { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]) };

    /// <summary>A text that is not empty.</summary>
    public static JsonObject Text() => new() { ["type"] = "string", ["minLength"] = 1 };

    public static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    public static JsonObject Whole(int? min = null, int? max = null)
    {
        var schema = new JsonObject { ["type"] = "integer" };
        if (min is not null) schema["minimum"] = min;
        if (max is not null) schema["maximum"] = max;
        return schema;
    }

    public static JsonObject ListOf(JsonNode items, bool mayBeEmpty = false)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = items };
        if (!mayBeEmpty) schema["minItems"] = 1;
        return schema;
    }

    /// <summary>Several, or one that stands alone.</summary>
    public static JsonObject OneOrList(JsonNode item, bool mayBeEmpty = false) =>
        new() { ["anyOf"] = new JsonArray(item.DeepClone(), ListOf(item, mayBeEmpty)) };

    public static JsonObject Ref(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    /// <summary>Keys and values, and no others.</summary>
    public static JsonObject Map(IEnumerable<string> required, params IEnumerable<(string Key, JsonNode Value)> properties) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))),
        ["required"] = new JsonArray([.. required.Select(r => (JsonNode)r)]),
        ["additionalProperties"] = false,
    };

    private static string PathOf(string name) => Path.GetFullPath(Path.Combine(Folder(), "../docs/schemas", name));

    // As editors read YAML: plain numbers are numbers, true and false are neither text.
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, Json(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => flag.Value == "true",
        YamlScalarNode { Style: ScalarStyle.Plain } number when Number().IsMatch(number.Value!) =>
            decimal.Parse(number.Value!, CultureInfo.InvariantCulture),
        YamlScalarNode text => text.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    [GeneratedRegex("^-?[0-9]+([.][0-9]+)?$")]
    private static partial Regex Number();

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
