using System.Text.RegularExpressions;

namespace FusionPortal.Core.Text;

/// <summary>
/// What can be kept as text at all: PostgreSQL has no U+0000, and half of a character (a UTF-16 surrogate without its other) is no Unicode.
/// Everything a person or a program sends is held against this before it goes anywhere.
/// </summary>
public static partial class StorableText
{
    public const string Code = "unstorable-text";

    private const char NulSymbol = '\u2400';
    private const char Replacement = '\uFFFD';

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

    /// <summary>
    /// What AWS answered, with what cannot be kept replaced by a sign of it: AWS should never send such a text, and where it does, the rest
    /// of the target is not lost for it. The same string where nothing is wrong with it.
    /// </summary>
    internal static string From(string text) =>
        !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\0') ? text : Replace(text);

    /// <summary>The same for text that is JSON already: there U+0000 is written as an escape, which jsonb refuses too.</summary>
    internal static string FromJson(string json) =>
        json.Contains(@"\u0000", StringComparison.Ordinal) ? NulEscape().Replace(json, "$1␀") : json;

    // An escape counts only after an even number of backslashes: \\u0000 is a backslash and the letters u0000.
    [GeneratedRegex(@"(?<!\\)((?:\\\\)*)\\u0000")]
    private static partial Regex NulEscape();

    private static string Replace(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                var c = source[i];
                if (char.IsHighSurrogate(c) && i + 1 < source.Length && char.IsLowSurrogate(source[i + 1]))
                {
                    span[i] = c;
                    span[++i] = source[i];
                }
                else
                {
                    span[i] = c == '\0' ? NulSymbol : char.IsSurrogate(c) ? Replacement : c;
                }
            }
        });
}
