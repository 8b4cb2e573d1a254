using System.Text.Json;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>Reads the members of a JSON request, refusing what is not of the model's type.</summary>
internal sealed class JsonInput(JsonElement root)
{
    public static JsonInput Parse(byte[] body)
    {
        try
        {
            var root = body.Length == 0 ? JsonDocument.Parse("{}").RootElement : JsonDocument.Parse(body).RootElement;
            return root.ValueKind == JsonValueKind.Object ? new JsonInput(root) : throw Unreadable();
        }
        catch (JsonException)
        {
            throw Unreadable();
        }
    }

    public string? Text(string name) => Member(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name);

    public int? Number(string name) => Member(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(name);

    public IReadOnlyList<JsonElement> List(string name) => Member(name) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : throw Wrong(name);

    /// <summary>Whether the member is there, whatever it says; null is as good as absent, and an empty text or list too.</summary>
    public bool Has(string name) => Member(name) is { } value
        && !(value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0)
            && !(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    private JsonElement? Member(string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static AwsError Unreadable() => new("SerializationException", "The request body is not a JSON object.");

    private static AwsError Wrong(string name) => new("SerializationException", $"{name} is of the wrong type.");
}
