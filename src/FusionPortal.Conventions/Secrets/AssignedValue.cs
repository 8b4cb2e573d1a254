using System.Buffers;
using System.Collections.Frozen;

namespace FusionPortal.Conventions.Secrets;

/// <summary>Judges the value behind a name that calls for a secret.</summary>
internal static class AssignedValue
{
    /// <summary>How many characters of a value are looked at.</summary>
    public const int Reach = 256;

    private static readonly SearchValues<char> End = SearchValues.Create(" \t\r\n;,\"'<>&`");

    // What people write where a secret is not: "password: rotated on Monday".
    private static readonly FrozenSet<string> Harmless = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "a", "an", "the", "see", "in", "kept", "stored", "saved", "set", "is", "was", "not", "no", "yes", "none", "null", "nil", "true", "false", "n/a", "na", "unknown",
        "empty", "blank", "required", "optional", "missing", "recorded", "rotated", "changed", "reset", "expired", "expires", "created", "random", "generated", "manager",
        "entry", "vault", "reference", "ref", "from", "by", "with", "at", "on", "of", "to", "for", "and", "or", "only", "same", "default", "redacted", "hidden", "removed", "withheld",
        "secret", "password", "passwd", "token", "key", "value", "string", "text", "must", "should", "will", "cannot", "can", "may", "has", "have", "had", "been", "be", "as", "if", "when",
        "policy", "never", "always", "again", "ask", "given", "held", "lives", "goes", "done", "todo", "tbd", "pending", "open", "ok", "fusion", "per", "please", "use", "used", "via",
        "enabled", "disabled", "active", "inactive", "present", "absent", "valid", "invalid", "strong", "weak", "long", "lost", "known", "shown", "needed", "requested", "sent",
        "written", "encrypted", "masked", "undefined", "left", "client", "installer", "someone", "nobody", "windows", "sql", "authentication", "expiration", "off", "copied", "checked");

    private static readonly string[] ReferencePrefixes = ["op://", "vault:", "vault/", "kv/", "arn:", "alias/", "http://", "https://", "pm:", "keeper://", "bw://", "ref:", "env:", "ssm:"];

    /// <summary>Whether the text begins with a value that looks like a secret.</summary>
    /// <param name="rest">What follows the sign of assignment.</param>
    /// <param name="kind">What the name calls for.</param>
    /// <param name="strict">After a plain colon people also write prose, so more is asked for.</param>
    public static bool IsSecret(ReadOnlySpan<char> rest, SecretNameKind kind, bool strict)
    {
        if (rest.Length > Reach) rest = rest[..Reach];
        var value = First(rest, out var after);
        if (value.Length < 3 || IsStandIn(value)) return false;
        if (kind == SecretNameKind.Key) return value.Length >= (strict ? 12 : 8) && Mixed(value);
        if (!strict) return true;
        // Alone on its line it is a value; inside a sentence it has to look like a password.
        return Mixed(value) ? value.Length >= 5 : kind == SecretNameKind.Password && value.Length >= 6 && EndsLine(after);
    }

    /// <summary>Whether a sentence goes on with something that looks like a password.</summary>
    public static bool IsSecretInProse(ReadOnlySpan<char> rest, SecretNameKind kind)
    {
        var value = First(rest.Length > Reach ? rest[..Reach] : rest, out _);
        return value.Length >= (kind == SecretNameKind.Key ? 12 : 5) && !IsStandIn(value) && Mixed(value);
    }

    /// <summary>Whether a value only stands in for a secret: a mask, a placeholder, a reference, a word of prose.</summary>
    public static bool IsStandIn(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || !value.ContainsAnyExcept(value[0])) return true;
        if (value[0] is '<' or '{' or '$' or '%' or '[' or '(' && value[^1] is '>' or '}' or '%' or ']' or ')') return true;
        if (value.StartsWith("${", StringComparison.Ordinal) || value.StartsWith("{{", StringComparison.Ordinal)) return true;
        foreach (var prefix in ReferencePrefixes)
            if (value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return true;
        return Harmless.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value.TrimEnd(".,!?:)")) || IsTicket(value.TrimEnd(".,)"));
    }

    private static ReadOnlySpan<char> First(ReadOnlySpan<char> rest, out ReadOnlySpan<char> after)
    {
        var start = rest.TrimStart(" \t=>");
        var quote = start.IsEmpty ? '\0' : start[0];
        if (quote is '"' or '\'')
        {
            var close = start[1..].IndexOf(quote);
            var quoted = close < 0 ? start[1..] : start[1..(close + 1)];
            after = close < 0 ? default : start[(close + 2)..];
            return quoted;
        }

        var end = start.IndexOfAny(End);
        after = end < 0 ? default : start[end..];
        return end < 0 ? start : start[..end];
    }

    private static bool EndsLine(ReadOnlySpan<char> after) => after.TrimStart(" \t.;,").IsEmpty || after.TrimStart(" \t.;,")[0] is '\r' or '\n';

    // Letters beside digits or signs. A hyphen, an apostrophe or a full stop at the end also stand in ordinary words.
    private static bool Mixed(ReadOnlySpan<char> value)
    {
        var trimmed = value.TrimEnd(".,:;!?)");
        var letters = 0;
        var digits = 0;
        var signs = 0;
        foreach (var c in trimmed)
        {
            if (char.IsLetter(c)) letters++;
            else if (char.IsAsciiDigit(c)) digits++;
            else if (c is not ('-' or '\'' or '/' or '.')) signs++;
        }

        return (letters > 0 && digits + signs > 0) || (digits > 0 && signs > 0) || digits >= 8;
    }

    // PM-20931: the reference of a ticket or a password manager's entry.
    private static bool IsTicket(ReadOnlySpan<char> value)
    {
        var hyphen = value.IndexOf('-');
        if (hyphen is < 1 or > 8 || hyphen == value.Length - 1) return false;
        return !value[..hyphen].ContainsAnyExceptInRange('A', 'Z') && !value[(hyphen + 1)..].ContainsAnyExceptInRange('0', '9');
    }
}
