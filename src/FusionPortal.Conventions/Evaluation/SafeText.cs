using FusionPortal.Conventions.Secrets;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// Text from AWS on its way into a violation: withheld when it looks like a secret, cut when it is long, and without the
/// characters that are invisible and reorder what stands around them.
/// </summary>
internal static class SafeText
{
    private const int Longest = 256;

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (SecretGuard.Inspect(text) is { } finding) return WithheldText.For(finding);
        if (text.Any(Disturbs)) text = string.Concat(text.Select(c => Disturbs(c) ? '\ufffd' : c));
        if (text.Length <= Longest) return text;
        var cut = char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1;
        return string.Concat(text.AsSpan(0, cut), "…");
    }

    /// <summary>A tag's value, judged together with its key.</summary>
    public static string OfTag(string key, string? value) =>
        value is not null && WithheldText.Read(value) is null && SecretGuard.InspectPair(key, value) is { } finding ? WithheldText.For(finding) : Of(value);

    private static bool Disturbs(char c) => char.IsControl(c)
        || c is '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';
}
