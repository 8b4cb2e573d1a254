using System.Globalization;
using System.Text;
using FusionPortal.Conventions.Characters;

namespace FusionPortal.Conventions.Secrets;

/// <summary>
/// A text as a person reads it: invisible characters gone, full-width and look-alike letters as the ASCII ones they look like, accents
/// dropped ("contraseña" and "contrasena" are one word to whoever types them). Linear; never longer than the text.
/// </summary>
internal static class PlainText
{
    // Latin-1, Latin Extended-A and -B: a letter without its accent, or 0.
    private const int FirstAccented = 0xc0;
    private static readonly char[] Unaccented = [.. Enumerable.Range(FirstAccented, 0x250 - FirstAccented).Select(c => Base((char)c))];

    public static string Of(ReadOnlySpan<char> text)
    {
        var plain = new char[text.Length];
        var length = 0;
        foreach (var c in text)
            if (Read(c) is { } read) plain[length++] = read;
        return new string(plain, 0, length);
    }

    private static char? Read(char c)
    {
        if (c < 128) return c;
        if (c - FirstAccented is >= 0 and var at && at < Unaccented.Length) return Unaccented[at] is '\0' ? c : Unaccented[at];
        if (LookAlikes.Of(c) is { } alike) return alike;
        return char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.SpaceSeparator => ' ',
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => '\n',
            UnicodeCategory.DashPunctuation => '-',
            UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation => '"',
            UnicodeCategory.Format or UnicodeCategory.NonSpacingMark => null,
            _ => c,
        };
    }

    private static char Base(char c) => c switch
    {
        'ł' => 'l',
        'Ł' => 'L',
        'ø' => 'o',
        'Ø' => 'O',
        'đ' => 'd',
        'Đ' => 'D',
        'ı' => 'i',
        'ß' => 's',
        'æ' => 'a',
        'Æ' => 'A',
        _ => c.ToString().Normalize(NormalizationForm.FormD)[0] is var first && char.IsAscii(first) ? first : '\0',
    };
}
