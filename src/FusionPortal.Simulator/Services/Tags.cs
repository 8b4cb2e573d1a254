using System.Text.Json;

namespace FusionPortal.Simulator.Services;

internal static class Tags
{
    /// <summary>A member "Tags" holding key and value objects; an empty list where there are none, as AWS writes it.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        writer.WriteStartArray("Tags");
        foreach (var (key, value) in tags)
        {
            writer.WriteStartObject();
            writer.WriteString("Key", key);
            writer.WriteString("Value", value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
