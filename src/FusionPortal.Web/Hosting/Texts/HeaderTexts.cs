using System.Text;
using FusionPortal.Core;
using FusionPortal.Core.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FusionPortal.Web.Hosting.Texts;

/// <summary>
/// The values of headers. The server by itself turns one with U+0000 or with bytes that are no UTF-8 away with an empty 400, before
/// anything of the portal; told to read them leniently it lets them through, marked, so that the portal says which header it was.
/// </summary>
internal static class HeaderTexts
{
    // Neither is a character, so nobody's text holds one on purpose. The usual mark, U+FFFD, is one: people do send text that lost
    // something earlier.
    private const char NoUtf8 = '\uFFFF', Nul = '\uFFFE';

    private static readonly LenientEncoding Lenient = new();

    public static void ReadLeniently(KestrelServerOptions kestrel) => kestrel.RequestHeaderEncodingSelector = static _ => Lenient;

    /// <exception cref="RefusedException">Invalid, with the header's name.</exception>
    public static void Require(IHeaderDictionary headers)
    {
        foreach (var (name, values) in headers)
            foreach (var value in values)
                if (Fault(value) is { } fault)
                    throw StorableText.Refused(
                        AddressTexts.Named(name, "header"), fault, $"The header {AddressTexts.Named(name, "that was sent")}");
    }

    private static string? Fault(string? value) =>
        value is null ? null
        : value.Contains(Nul, StringComparison.Ordinal) ? StorableText.Fault("\0")
        : value.Contains(NoUtf8, StringComparison.Ordinal) ? "is not written in UTF-8, or holds U+FFFF, which is no character"
        : StorableText.Fault(value);

    /// <summary>UTF-8 that marks what it cannot read. The server asks it for strings only.</summary>
    private sealed class LenientEncoding : Encoding
    {
        private static readonly Encoding Marking =
            GetEncoding("utf-8", EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(NoUtf8.ToString()));

        public override int GetCharCount(byte[] bytes, int index, int count) => Marking.GetCharCount(bytes, index, count);

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
        {
            var read = Marking.GetChars(bytes, byteIndex, byteCount, chars, charIndex);
            chars.AsSpan(charIndex, read).Replace('\0', Nul);
            return read;
        }

        public override int GetMaxCharCount(int byteCount) => Marking.GetMaxCharCount(byteCount);

        public override int GetByteCount(char[] chars, int index, int count) => Marking.GetByteCount(chars, index, count);

        public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
            Marking.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

        public override int GetMaxByteCount(int charCount) => Marking.GetMaxByteCount(charCount);
    }
}
