using FusionPortal.Conventions.Secrets;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>Text from AWS on its way into a violation: withheld when it looks like a secret, cut when it is long.</summary>
internal static class SafeText
{
    public const string Withheld = "(withheld: looks like a secret)";

    private const int Longest = 256;

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (SecretGuard.Inspect(text) is not null) return Withheld;
        if (text.Length <= Longest) return text;
        var cut = char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1;
        return string.Concat(text.AsSpan(0, cut), "…");
    }

    /// <summary>A tag's value, judged together with its key.</summary>
    public static string OfTag(string key, string? value) =>
        value is not null && SecretGuard.InspectPair(key, value) is not null ? Withheld : Of(value);
}
