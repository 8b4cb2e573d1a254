using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// Reads what a service tells of a resource. AWS and stand-ins of it leave members out, send null, or another type than documented: all of
/// that is "not known", never a value. So is a text longer than anything AWS says.
/// </summary>
internal static class Facts
{
    /// <summary>In bytes of UTF-8, escapes counted as they stand. AWS allows 255 characters beside a rule of a security group.</summary>
    private const int LongestText = 2_048;

    /// <summary>Whether any source has read what the service tells of it.</summary>
    public static bool AreRead(in ResourceView view) => view.Resource.Facts is { ValueKind: JsonValueKind.Object };

    /// <returns>Null where it is absent, empty or no text.</returns>
    public static string? Text(in ResourceView view, string name) =>
        Member(view, name) is { } member && IsText(member) ? member.GetString() : null;

    /// <summary>Whether the text is the one given, null for one that is not known. Allocates nothing.</summary>
    public static bool Is(in ResourceView view, string name, string? text) =>
        Member(view, name) is { } member && IsText(member)
            ? text is not null && member.ValueEquals(text)
            : text is null;

    /// <summary>The whole number that a text of dotted numbers begins with, as 15 of 15.00.4415.2; null where it begins otherwise.
    /// Allocates nothing.</summary>
    public static int? Major(in ResourceView view, string name)
    {
        if (Member(view, name) is not { } member || !IsText(member)) return null;
        // Between its quotes; digits are never escaped.
        var text = JsonMarshal.GetRawUtf8Value(member)[1..^1];
        return Utf8Parser.TryParse(text, out int number, out var read) && number >= 0 && text[0] != '+'
            && (read == text.Length || text[read] == '.') ? number : null;
    }

    /// <returns>Null where it is absent or neither true nor false.</returns>
    public static bool? Flag(in ResourceView view, string name) => Member(view, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <returns>Null where it is absent or no whole number, 0 or more, that fits.</returns>
    public static int? Count(in ResourceView view, string name) =>
        Member(view, name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt32(out var count) && count >= 0 ? count : null;

    /// <summary>The day of a date or moment, in UTC.</summary>
    /// <returns>Null where it is absent or no date.</returns>
    public static DateOnly? Day(in ResourceView view, string name)
    {
        if (Member(view, name) is not { ValueKind: JsonValueKind.String } member || !member.TryGetDateTime(out var at)) return null;
        // With an offset it is read as local time; a day alone is meant as it stands.
        return DateOnly.FromDateTime(at.Kind == DateTimeKind.Local ? at.ToUniversalTime() : at);
    }

    /// <summary>Whether AWS refused to tell something: the fact <c>denied</c> names it.</summary>
    public static bool IsDenied(in ResourceView view, string what) => Array(view, "denied") is { } denied
        && denied.EnumerateArray().Any(d => d.ValueKind == JsonValueKind.String && d.ValueEquals(what));

    /// <summary>Whether the fact is there, whatever it is.</summary>
    public static bool Has(in ResourceView view, string name) => Member(view, name) is { ValueKind: not JsonValueKind.Null };

    /// <returns>Null where it is absent or no list.</returns>
    public static JsonElement? Array(in ResourceView view, string name) =>
        Member(view, name) is { ValueKind: JsonValueKind.Array } member ? member : null;

    /// <summary>Whether it is a text of a length that AWS's may have.</summary>
    public static bool IsText(JsonElement member) =>
        member.ValueKind == JsonValueKind.String && JsonMarshal.GetRawUtf8Value(member).Length - 2 is > 0 and <= LongestText;

    private static JsonElement? Member(in ResourceView view, string name) =>
        view.Resource.Facts is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty(name, out var member) ? member : null;
}
