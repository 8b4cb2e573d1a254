using System.Buffers;

namespace FusionPortal.Conventions.Secrets;

/// <summary>Judges the value behind a name that calls for a secret.</summary>
internal static class AssignedValue
{
    /// <summary>How many characters of a value are looked at.</summary>
    public const int Reach = 256;

    private static readonly SearchValues<char> End = SearchValues.Create(" \t\r\n;,\"'<>&`|");

    /// <summary>Whether the text begins with a value that looks like a secret.</summary>
    /// <param name="rest">What follows the sign of assignment.</param>
    /// <param name="kind">What the name calls for.</param>
    /// <param name="strict">After a plain colon people also write prose, so more is asked for.</param>
    public static bool IsSecret(ReadOnlySpan<char> rest, SecretNameKind kind, bool strict)
    {
        if (rest.Length > Reach) rest = rest[..Reach];
        var value = First(rest, out var after, out var quoted);
        if (kind == SecretNameKind.Pin) return value.TrimEnd(".,") is { Length: >= 4 and <= 8 } pin
            && !pin.ContainsAnyExceptInRange('0', '9');
        if (value.Length < 3 || StandIns.Is(value)) return false;
        if (kind is SecretNameKind.Key or SecretNameKind.Session)
        {
            var least = kind == SecretNameKind.Session ? 16 : strict ? 12 : 8;
            if (kind == SecretNameKind.Session && strict) return false;
            return value.Length >= least && Mixed(value) && !StandIns.LooksLikeName(value);
        }

        if (!strict) return kind == SecretNameKind.Password || quoted || Mixed(value);
        if (Mixed(value)) return value.Length >= 5;
        // Alone on its line it is a value; inside a sentence it has to look like a password.
        return kind == SecretNameKind.Password && (value.Length >= 6 && EndsLine(after));
    }

    /// <summary>Whether what follows "passphrase:" are words to the end of the line, none of which is about passphrases.</summary>
    public static bool IsPassphrase(ReadOnlySpan<char> rest)
    {
        if (rest.Length > Reach) rest = rest[..Reach];
        var end = rest.IndexOfAny('\r', '\n');
        if (end >= 0) rest = rest[..end];
        var words = 0;
        foreach (var range in rest.Trim(" \"'.").Split(' '))
        {
            var word = rest.Trim(" \"'.")[range];
            if (word.Length < 3 || StandIns.Is(word)) return false;
            words++;
        }

        return words is >= 3 and <= 12;
    }

    /// <summary>
    /// Whether a word of a sentence looks like a password: letters with digits or signs, and not like the name of a thing.
    /// </summary>
    /// <param name="word">Without the quotes around it.</param>
    /// <param name="sure">Asks for three of upper case, lower case, digit and sign: a list of words goes on with anything.</param>
    public static bool LooksLikePassword(ReadOnlySpan<char> word, bool sure)
    {
        word = word.TrimEnd(".,:;?)");
        if (word.Length is < 5 or > 64 || StandIns.Is(word) || StandIns.LooksLikeName(word.TrimEnd('!')) || !Mixed(word)) return false;
        bool upper = false, lower = false, digit = false, sign = false;
        foreach (var c in word)
        {
            if (c is >= '\u2000' or '(' or ')' or '"' or ',' or '\\') return false;
            upper |= char.IsUpper(c);
            lower |= char.IsLower(c);
            digit |= char.IsAsciiDigit(c);
            sign |= c is not ('-' or '/' or '.' or '_' or ':' or '\'' or '@') && !char.IsLetterOrDigit(c);
        }

        // POS01, SHA256: a code in capitals.
        if (!lower && !sign) return false;
        return !sure || (upper ? 1 : 0) + (lower ? 1 : 0) + (digit ? 1 : 0) + (sign ? 1 : 0) >= 3;
    }

    /// <summary>A value's first characters up to where it ends, without the quotes or Markdown around it.</summary>
    public static ReadOnlySpan<char> First(ReadOnlySpan<char> rest, out ReadOnlySpan<char> after, out bool quoted)
    {
        var start = rest.TrimStart(" \t=>:\\*`");
        if (start.Length > 1 && start[0] is 'N' or '@' && start[1] is '\'' or '"') start = start[1..];
        if (start.Length > 2 && start[0] == '_' && start[1] != '_') start = start[1..];
        var quote = start.IsEmpty ? '\0' : start[0];
        quoted = quote is '"' or '\'';
        if (quoted)
        {
            var close = start[1..].IndexOf(quote);
            after = close < 0 ? default : start[(close + 2)..];
            return (close < 0 ? start[1..] : start[1..(close + 1)]).TrimEnd('\\');
        }

        var end = start.IndexOfAny(End);
        after = end < 0 ? default : start[end..];
        return (end < 0 ? start : start[..end]).TrimEnd("*\\_");
    }

    private static bool EndsLine(ReadOnlySpan<char> after) => after.TrimStart(" \t.;,*`_|\"'").IsEmpty
        || after.TrimStart(" \t.;,*`_|\"'")[0] is '\r' or '\n';

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
            else if (c is not ('-' or '\'' or '/' or '.' or '\u2019')) signs++;
        }

        return (letters > 0 && digits + signs > 0) || (digits > 0 && signs > 0) || digits >= 6;
    }
}
