using System.Buffers;
using System.Globalization;
using System.Text;

namespace FusionPortal.Conventions.Secrets;

/// <summary>
/// Tells whether a text looks like it holds a secret: AWS keys, PEM blocks, passwords in connection strings and addresses, JWTs, well-known tokens,
/// and anything assigned to a name such as "password". The work grows linearly with the text. Never throws, and never repeats what it saw.
/// </summary>
public static class SecretGuard
{
    private const int Shortest = 6;

    // Eight at most: that many are looked for at once, at the speed of the text.
    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["pass", "pwd", "secret", "token", "key", "credential", "://", "BEGIN "], StringComparison.OrdinalIgnoreCase);

    /// <summary>The first rule the text breaks, or null.</summary>
    public static SecretFinding? Inspect(string? text) => text is null ? null : Inspect(text.AsSpan());

    /// <inheritdoc cref="Inspect(string?)"/>
    public static SecretFinding? Inspect(ReadOnlySpan<char> text) =>
        Ascii.IsValid(text) ? InspectPlain(text) : InspectPlain(Plain(text));

    /// <summary>Judges a name and its value together: a value that is harmless alone is a secret under the name "password".</summary>
    public static SecretFinding? InspectPair(string name, string value) =>
        Inspect(value) ?? Inspect(name) ?? (name.AsSpan().IndexOfAny(Words) >= 0 ? AssignmentRule.FindInPair(name, value) : null);

    // Every rule needs either a long run of a token's characters or one of a few words; most text has neither and is done with at once.
    private static SecretFinding? InspectPlain(ReadOnlySpan<char> text)
    {
        if (text.Length < Shortest) return null;
        var hasLongRun = false;
        var runs = new LongRuns(text);
        while (runs.MoveNext())
        {
            hasLongRun = true;
            if (InspectRun(text, runs.Start, runs.Length) is { } finding) return finding;
        }

        if (text.IndexOfAny(Words) >= 0)
            return StructureRules.FindPem(text) ?? StructureRules.FindAddress(text) ?? AssignmentRule.Find(text);
        // A shared access signature is long and carries its name in front.
        return hasLongRun && text.Contains("sig=", StringComparison.OrdinalIgnoreCase) ? AssignmentRule.Find(text) : null;
    }

    private static SecretFinding? InspectRun(ReadOnlySpan<char> text, int start, int length)
    {
        var run = text.Slice(start, length);
        return AwsKeyRules.FindId(run)
            ?? StructureRules.FindJwt(run)
            ?? TokenShapes.Find(run)
            ?? StructureRules.FindAuthorization(text, start, length)
            ?? AwsKeyRules.FindSecret(text, start, length);
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
