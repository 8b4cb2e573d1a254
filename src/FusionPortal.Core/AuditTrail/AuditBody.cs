using System.Text.Json;

namespace FusionPortal.Core.AuditTrail;

/// <summary>Reads what an event keeps. A body that somebody put there past the portal may be anything.</summary>
public static class AuditBody
{
    /// <returns>Null where it is no JSON object.</returns>
    public static JsonElement? Read(string body)
    {
        try
        {
            using var read = JsonDocument.Parse(body);
            return read.RootElement.ValueKind == JsonValueKind.Object ? read.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            // Shown as what it is: a row that cannot be read.
            return null;
        }
    }

    internal static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String
            ? found.GetString() : null;

    internal static long? Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Number
            && found.TryGetInt64(out var number) ? number : null;
}
