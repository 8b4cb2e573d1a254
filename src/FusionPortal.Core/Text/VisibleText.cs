using System.Text.RegularExpressions;

namespace FusionPortal.Core.Text;

/// <summary>
/// PostgreSQL's text and jsonb refuse U+0000 and lone surrogates. AWS should never send either; if it does, the value is kept with
/// what was wrong made visible instead of the whole target being lost.
/// </summary>
internal static partial class VisibleText
{
    private const char NulSymbol = '\u2400';
    private const char Replacement = '\uFFFD';

    /// <summary>The same string where nothing is wrong with it.</summary>
    public static string Of(string text) =>
        !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\0') ? text : Rewrite(text);

    /// <summary>The same for text that is JSON already: there U+0000 is written as an escape, which jsonb refuses too.</summary>
    public static string OfJson(string json) =>
        json.Contains(@"\u0000", StringComparison.Ordinal) ? NulEscape().Replace(json, "$1␀") : json;

    // An escape counts only after an even number of backslashes: \\u0000 is a backslash and the letters u0000.
    [GeneratedRegex(@"(?<!\\)((?:\\\\)*)\\u0000")]
    private static partial Regex NulEscape();

    private static string Rewrite(string text) =>
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
