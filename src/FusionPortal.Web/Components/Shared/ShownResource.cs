using System.Text.Json;
using System.Text.Json.Nodes;
using FusionPortal.Conventions.Secrets;

namespace FusionPortal.Web.Components.Shared;

/// <summary>One tag as the page shows it.</summary>
/// <param name="Value">Null where it is hidden: it looks like <paramref name="Secret"/>.</param>
public sealed record TagRow(string Key, string? Value, string? Secret);

/// <summary>What AWS told of a resource, fit to be shown: nothing in it that looks like a secret.</summary>
public static class ShownResource
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // shown as text, never as HTML
    };

    /// <summary>Tags in the order of their keys; values that look like a secret are hidden, and say so.</summary>
    public static IReadOnlyList<TagRow> TagRows(JsonElement? tags) =>
        tags is not { ValueKind: JsonValueKind.Object } map
            ? []
            : [.. map.EnumerateObject().OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => TagRowOf(t.Name, t.Value.ToString()))];

    private static TagRow TagRowOf(string key, string value) =>
        SecretGuard.InspectPair(key, value) is { } secret ? new(key, null, secret.Name) : new(key, value, null);

    /// <summary>Facts as indented JSON, without anything that looks like a secret; null where there are none.</summary>
    public static string? FactsOf(JsonElement? facts) => facts is { ValueKind: JsonValueKind.Object } some ? Readable(some) : null;

    private static string Readable(JsonElement facts)
    {
        var node = JsonNode.Parse(facts.GetRawText())!;
        Hide(node);
        return node.ToJsonString(Indented);
    }

    private static void Hide(JsonNode node)
    {
        if (node is JsonObject map)
        {
            foreach (var (name, value) in map.ToArray())
            {
                if (value is JsonValue leaf && leaf.TryGetValue<string>(out var text))
                {
                    if (SecretGuard.InspectPair(name, text) is { } secret) map[name] = $"(hidden: looks like {secret.Name})";
                }
                else if (value is not null)
                {
                    Hide(value);
                }
            }
        }
        else if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is JsonValue leaf && leaf.TryGetValue<string>(out var text))
                {
                    if (SecretGuard.Inspect(text) is { } secret) list[i] = $"(hidden: looks like {secret.Name})";
                }
                else if (list[i] is { } child)
                {
                    Hide(child);
                }
            }
        }
    }
}
