using System.Buffers.Text;
using System.Text.Json;

namespace FusionPortal.Core.Data;

/// <summary>Where a page ended, as text a caller gives back. Opaque to callers; it holds sort keys only, nothing secret.</summary>
internal static class Cursor
{
    public static string Write<T>(T position) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(position));

    /// <exception cref="RefusedException">The text is not a cursor of this list.</exception>
    public static T? Read<T>(string? cursor) where T : class
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(Base64Url.DecodeFromChars(cursor)) ?? throw Refused();
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw Refused();
        }
    }

    private static RefusedException Refused() =>
        new(RefusalKind.Invalid, "unknown-cursor", "The cursor does not belong to this list. Begin again without one.", "cursor");
}
