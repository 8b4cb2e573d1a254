using System.Text.Json;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// Reads what a service tells of a resource. AWS and stand-ins of it leave members out, send null, or another type than documented: all of
/// that is "not known", never a value.
/// </summary>
internal static class Facts
{
    /// <summary>Whether any source has read what the service tells of it.</summary>
    public static bool AreRead(in ResourceView view) => view.Resource.Facts is { ValueKind: JsonValueKind.Object };

    /// <returns>Null where it is absent, empty or no text.</returns>
    public static string? Text(in ResourceView view, string name) =>
        Member(view, name) is { ValueKind: JsonValueKind.String } member && member.GetString() is { Length: > 0 } text ? text : null;

    /// <returns>Null where it is absent or neither true nor false.</returns>
    public static bool? Flag(in ResourceView view, string name) => Member(view, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <returns>Null where it is absent or no list.</returns>
    public static JsonElement? Array(in ResourceView view, string name) =>
        Member(view, name) is { ValueKind: JsonValueKind.Array } member ? member : null;

    private static JsonElement? Member(in ResourceView view, string name) =>
        view.Resource.Facts is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty(name, out var member) ? member : null;
}
