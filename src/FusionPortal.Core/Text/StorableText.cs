namespace FusionPortal.Core.Text;

/// <summary>
/// What can be kept as text at all: PostgreSQL has no U+0000, and half of a character (a UTF-16 surrogate without its other) is no Unicode.
/// Everything a person or a program sends is held against this before it goes anywhere.
/// </summary>
public static class StorableText
{
    public const string Code = "unstorable-text";

    public static bool Is(ReadOnlySpan<char> text) => Fault(text) is null;

    /// <returns>What is wrong, as the rest of a sentence that begins with where it is; null for a text that can be kept.</returns>
    public static string? Fault(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0')) return "holds the character U+0000, which no text can keep";
        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return "holds half of a character, which no text can keep";
            i++;
        }

        return null;
    }

    /// <exception cref="RefusedException">Invalid, with the field's name.</exception>
    public static void Require(ReadOnlySpan<char> text, string? field)
    {
        if (Fault(text) is { } fault) throw Refused(field, fault);
    }

    /// <param name="field">Null where nobody can say which it was.</param>
    /// <param name="label">What the message begins with; left out, the field's name.</param>
    public static RefusedException Refused(string? field, string fault, string? label = null) =>
        new(RefusalKind.Invalid, Code, $"{label ?? field ?? "Something that was sent"} {fault}.", field);
}
