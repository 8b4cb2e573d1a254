using System.Buffers;
using FusionPortal.Conventions.Secrets;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// Text from AWS on its way into a violation: withheld when it looks like a secret, cut when it is long, and without the
/// characters that are invisible and reorder what stands around them.
/// </summary>
internal static class RedactedText
{
    private const int Longest = 256;

    private static readonly SearchValues<char> Disturbing = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Select(c => (char)c))
        + "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069");

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (SecretGuard.Inspect(text) is { } finding) return WithheldText.For(finding);
        if (text.AsSpan().ContainsAny(Disturbing)) text = string.Concat(text.Select(c => Disturbing.Contains(c) ? '\ufffd' : c));
        if (text.Length <= Longest) return text;
        var cut = char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1;
        return string.Concat(text.AsSpan(0, cut), "…");
    }

    /// <summary>A tag's value, judged together with its key.</summary>
    public static string OfTag(string key, string? value) =>
        value is not null && WithheldText.Read(value) is null && SecretGuard.InspectPair(key, value) is { } finding
            ? WithheldText.For(finding) : Of(value);
}
