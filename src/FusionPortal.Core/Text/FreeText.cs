using System.Globalization;
using System.Text;
using FusionPortal.Conventions.Secrets;

namespace FusionPortal.Core.Text;

/// <summary>The gate every text that a person or a program sends in goes through, before it is stored or logged.</summary>
internal static class FreeText
{
    /// <summary>The text itself, unless it looks like a secret or cannot be kept as text.</summary>
    /// <exception cref="RefusedException">Kind <see cref="RefusalKind.SecretFound"/>, or Invalid; it never repeats the text.</exception>
    public static string? Guard(string? text, string field)
    {
        if (StorableText.Fault(text) is { } fault) throw StorableText.Refused(field, fault, "The text");
        if (SecretGuard.Inspect(text) is { } secret) throw Refused(secret, field);
        return text;
    }

    /// <summary>One line, trimmed, of 1 to <paramref name="limit"/> characters.</summary>
    /// <exception cref="RefusedException">Invalid or SecretFound.</exception>
    public static string Required(string? text, string field, string label, int limit)
    {
        var trimmed = Guard(text, field)?.Trim();
        if (string.IsNullOrEmpty(trimmed) || !trimmed.EnumerateRunes().Any(IsSeen))
            throw new RefusedException(RefusalKind.Invalid, "missing", $"{label} is needed.", field);
        if (trimmed.Length > limit)
            throw new RefusedException(
                RefusalKind.Invalid, "too-long", $"{label} has {trimmed.Length:N0} characters; at most {limit:N0} fit.", field);
        // They make text read other than it is. Marks and joiners of languages and emoji are left as they are.
        if (trimmed.Any(c => c is '\u202D' or '\u202E'))
            throw new RefusedException(
                RefusalKind.Invalid, "direction-override", $"{label} holds a sign that turns the direction of text round.", field);
        if (trimmed.Any(char.IsControl))
            throw new RefusedException(
            RefusalKind.Invalid, "control-character", $"{label} is one line of text, without control characters.", field);
        return trimmed;
    }

    private static bool IsSeen(Rune rune) =>
        !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control)
        // Blanks that count as letters.
        && rune.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800);

    public static RefusedException Refused(SecretFinding secret, string field) =>
        new(RefusalKind.SecretFound, "secret-found", secret.Message, field, new { Rule = secret.RuleId });
}
