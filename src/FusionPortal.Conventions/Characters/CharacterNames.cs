using System.Globalization;
using System.Text;

namespace FusionPortal.Conventions.Characters;

/// <summary>Tells characters that cannot be seen or told apart, in words: "Cyrillic small letter o, U+043E".</summary>
public static class CharacterNames
{
    private static readonly Dictionary<char, string> Names = new()
    {
        [' '] = "space",
        ['\t'] = "tab",
        ['\u00a0'] = "no-break space",
        ['\u00ad'] = "soft hyphen",
        ['\u034f'] = "combining grapheme joiner",
        ['\u1680'] = "Ogham space mark",
        ['\u2002'] = "en space",
        ['\u2003'] = "em space",
        ['\u2007'] = "figure space",
        ['\u2009'] = "thin space",
        ['\u200a'] = "hair space",
        ['\u200b'] = "zero width space",
        ['\u200c'] = "zero width non-joiner",
        ['\u200d'] = "zero width joiner",
        ['\u200e'] = "left-to-right mark",
        ['\u200f'] = "right-to-left mark",
        ['\u2010'] = "hyphen",
        ['\u2011'] = "non-breaking hyphen",
        ['\u2013'] = "en dash",
        ['\u2014'] = "em dash",
        ['\u202a'] = "left-to-right embedding",
        ['\u202c'] = "pop directional formatting",
        ['\u202d'] = "left-to-right override",
        ['\u202e'] = "right-to-left override",
        ['\u202f'] = "narrow no-break space",
        ['\u2060'] = "word joiner",
        ['\u3000'] = "ideographic space",
        ['\ufeff'] = "zero width no-break space",
    };

    /// <summary>The character's name as far as this trade needs it, and its code point.</summary>
    public static string Of(char c) => $"{Name(c)}, U+{(int)c:X4}";

    /// <summary>
    /// A text in which each character that is invisible or no ASCII one stands as its code point, and spaces at its ends too:
    /// <c>[U+041E]rgId</c>.
    /// </summary>
    public static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        var first = text.Length - text.TrimStart().Length;
        var last = text.TrimEnd().Length;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is > ' ' and < '\u007f' || (text[i] == ' ' && i >= first && i < last)) visible.Append(text[i]);
            else visible.Append(CultureInfo.InvariantCulture, $"[U+{(int)text[i]:X4}]");
        }

        return visible.ToString();
    }

    private static string Name(char c)
    {
        if (Names.TryGetValue(c, out var name)) return name;
        if (c < 128) return char.IsAsciiDigit(c) ? $"digit {c}" : char.IsAsciiLetter(c) ? $"{Case(c)} letter {c}" : $"\"{c}\"";
        var script = c switch
        {
            >= '\u0370' and <= '\u03ff' => "Greek ",
            >= '\u0400' and <= '\u052f' => "Cyrillic ",
            >= '\uff01' and <= '\uff5e' => "full-width ",
            >= '\u13a0' and <= '\u13ff' => "Cherokee ",
            _ => "",
        };
        if (script == "full-width ") return script + Name((char)(c - 0xfee0));
        var letter = LetterName(c);
        if (letter is not null) return $"{script}{Case(c)} letter {letter}";
        return char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.SpaceSeparator => "a wide or narrow space",
            UnicodeCategory.Format or UnicodeCategory.Control => "an invisible character",
            UnicodeCategory.NonSpacingMark => "an accent of its own",
            UnicodeCategory.DashPunctuation => "a dash",
            _ => LookAlikes.Of(c) is { } alike ? $"a {script}character that looks like {alike}" : char.IsLetter(c) ? $"a {script}letter"
                : "a character outside ASCII",
        };
    }

    private static string Case(char c) => char.IsUpper(c) ? "capital" : "small";

    // Unicode's names of the letters in LookAlikes, by the capital.
    private static string? LetterName(char c) => char.ToUpperInvariant(c) switch
    {
        'А' => "a",
        'В' => "ve",
        'Е' => "ie",
        'Ѕ' => "dze",
        'І' => "Byelorussian-Ukrainian i",
        'Ј' => "je",
        'К' => "ka",
        'М' => "em",
        'Н' => "en",
        'О' => "o",
        'Р' => "er",
        'С' => "es",
        'Т' => "te",
        'У' => "u",
        'Х' => "ha",
        'З' => "ze",
        'Ԁ' => "Komi de",
        'Ԛ' => "qa",
        'Ԝ' => "we",
        'Һ' => "shha",
        'Ӏ' => "palochka",
        'Г' => "ghe",
        'П' => "pe",
        'Л' => "el",
        'Ь' => "soft sign",
        'Α' => "alpha",
        'Β' => "beta",
        'Ε' => "epsilon",
        'Ζ' => "zeta",
        'Η' => "eta",
        'Ι' => "iota",
        'Κ' => "kappa",
        'Μ' => "mu",
        'Ν' => "nu",
        'Ο' => "omicron",
        'Ρ' => "rho",
        'Τ' => "tau",
        'Υ' => "upsilon",
        'Χ' => "chi",
        'Ϲ' => "lunate sigma",
        _ => null,
    };
}
