using System.Buffers;
using System.Globalization;

namespace FusionPortal.Conventions.Secrets;

/// <summary>
/// Tells whether a text looks like it holds a secret: AWS keys, PEM blocks, passwords in connection strings and addresses, JWTs, well-known tokens,
/// and anything assigned to a name such as "password". The work grows linearly with the text. Never throws, and never repeats what it saw.
/// </summary>
public static class SecretGuard
{
    // Nothing below can match a text without one of these, apart from a bare AWS secret key. Kept in step by a test over all rules.
    private static readonly SearchValues<string> Triggers = SearchValues.Create(
        [
            "AKIA", "ASIA", "BEGIN", "PuTTY-User-Key", "://", "eyJ", "Q~", "bearer", "basic",
            "pass", "pwd", "secret", "token", "key", "sig=", "credential",
            .. TokenShapes.All.Select(t => t.Prefix),
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The first rule the text breaks, or null.</summary>
    public static SecretFinding? Inspect(string? text) => text is null ? null : Inspect(text.AsSpan());

    /// <inheritdoc cref="Inspect(string?)"/>
    public static SecretFinding? Inspect(ReadOnlySpan<char> text) =>
        text.ContainsAnyExceptInRange('\0', '\x7f') ? InspectPlain(Plain(text)) : InspectPlain(text);

    /// <summary>Judges a name and its value together: a value that is harmless alone is a secret under the name "password".</summary>
    public static SecretFinding? InspectPair(string name, string value) =>
        Inspect(value) ?? Inspect(name) ?? AssignmentRule.FindInPair(name, value);

    private static SecretFinding? InspectPlain(ReadOnlySpan<char> text)
    {
        if (text.Length < 6) return null;
        if (text.IndexOfAny(Triggers) < 0) return text.Length < AwsKeyRules.SecretLength ? null : AwsKeyRules.FindSecret(text);
        return AwsKeyRules.FindId(text)
            ?? StructureRules.FindPem(text)
            ?? StructureRules.FindJwt(text)
            ?? TokenShapes.Find(text)
            ?? StructureRules.FindAddress(text)
            ?? StructureRules.FindAuthorization(text)
            ?? AwsKeyRules.FindSecret(text)
            ?? AssignmentRule.Find(text);
    }

    // Text copied from chats and documents carries invisible characters, and full-width forms read the same to a person.
    private static string Plain(ReadOnlySpan<char> text)
    {
        var plain = new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (c < 128) plain[length++] = c;
            else if (c is >= '\uff01' and <= '\uff5e') plain[length++] = (char)(c - 0xfee0);
            else if (c is '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212') plain[length++] = '-';
            else if (char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator) plain[length++] = ' ';
            else if (char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark)) plain[length++] = c;
        }

        return new string(plain, 0, length);
    }
}
