using System.Text;
using FusionPortal.Web.Components.Shared;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace FusionPortal.Web.Print;

/// <summary>
/// The portal's own typeface in documents: Inter, embedded, so that a document looks the same everywhere and no typeface of the machine is
/// needed. Its licence, the SIL Open Font License, lies beside it.
/// </summary>
internal static class PrintFonts
{
    private const string Family = "Inter";
    private static readonly FontLetters Letters;

    static PrintFonts()
    {
        GlobalFontSettings.FontResolver = new Resolver();
        Letters = new FontLetters(Read("Inter-Regular"));
    }

    public static XFont Regular(double size) => new(Family, size, XFontStyleEx.Regular);

    public static XFont Bold(double size) => new(Family, size, XFontStyleEx.Bold);

    /// <summary>The text as it can be printed: a letter the typeface lacks is written as its number.</summary>
    /// <param name="text">From people or AWS.</param>
    /// <param name="lacking">Gets each letter the typeface lacks.</param>
    public static string Printable(string text, ISet<Rune> lacking)
    {
        var printable = new StringBuilder();
        foreach (var letter in EscapedText.Plain(text).EnumerateRunes())
        {
            if (Letters.Has(letter))
            {
                printable.Append(letter.ToString());
                continue;
            }

            lacking.Add(letter);
            printable.Append(Number(letter));
        }

        return printable.ToString();
    }

    /// <summary>As Unicode calls it: "[U+55AB]".</summary>
    public static string Number(Rune letter) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"[U+{letter.Value:X4}]");

    private static byte[] Read(string face)
    {
        using var stream = typeof(PrintFonts).Assembly.GetManifestResourceStream($"Fonts/{face}.ttf")
            ?? throw new InvalidOperationException($"The typeface {face} is not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private sealed class Resolver : IFontResolver
    {
        public byte[] GetFont(string faceName) => Read(faceName);

        public FontResolverInfo? ResolveTypeface(string familyName, bool bold, bool italic) =>
            familyName == Family ? new FontResolverInfo(bold ? "Inter-SemiBold" : "Inter-Regular") : null;
    }
}
