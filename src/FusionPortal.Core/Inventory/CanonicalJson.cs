using System.Text.Json;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Text;

namespace FusionPortal.Core.Inventory;

/// <summary>Writes JSON so that equal content gives equal bytes: properties in ordinal order, no white space.</summary>
internal static class CanonicalJson
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> map)
    {
        writer.WriteStartObject();
        if (map is TagCollection sorted)
        {
            foreach (var (key, value) in sorted.AsSpan()) writer.WriteString(StorableText.From(key), StorableText.From(value));
        }
        else if (map.Count > 0)
        {
            var keys = new string[map.Count];
            var i = 0;
            foreach (var key in map.Keys) keys[i++] = key;
            Array.Sort(keys, StringComparer.Ordinal);
            foreach (var key in keys) writer.WriteString(StorableText.From(key), StorableText.From(map[key]));
        }

        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in InOrder(element))
                {
                    writer.WritePropertyName(StorableText.From(property.Name));
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(StorableText.From(element.GetString()!));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    // Facts are mostly written in one order already, or have a handful of members.
    private static JsonProperty[] InOrder(JsonElement element)
    {
        var properties = element.EnumerateObject().ToArray();
        Array.Sort(properties, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return properties;
    }
}
