using System.Buffers;

namespace FusionPortal.Conventions.Secrets;

/// <summary>
/// A value assigned to a name that calls for a secret: <c>password=...</c>, <c>"apiKey": "..."</c>, <c>name: DB_PASSWORD, value: ...</c>.
/// Looks at each sign of an assignment once, and from there at most <see cref="NameReach"/> characters back and
/// <see cref="AssignedValue.Reach"/> forward.
/// </summary>
internal static class AssignmentRule
{
    private const int NameReach = 64;

    private static readonly SearchValues<char> ArnEnd = SearchValues.Create(" \t\r\n\"',;");
    private static readonly SearchValues<char> Signs = SearchValues.Create("=:>%");

    private static readonly SearchValues<string> ConnectionWords = SearchValues.Create(
        ["server=", "server =", "data source", "host=", "user id", "uid=", "initial catalog", "database=", "accountname="],
            StringComparison.OrdinalIgnoreCase);

    private static readonly string[] QueryKeys = ["key", "code", "sig", "signature", "token", "auth", "sas", "hash", "apikey", "api_key",
        "secret"];

    /// <param name="text">In plain characters.</param>
    /// <param name="spacedOnly">Only names written with a gap after each letter, which no search for a word finds.</param>
    public static SecretFinding? Find(ReadOnlySpan<char> text, bool spacedOnly = false)
    {
        for (var at = 0; text[at..].IndexOfAny(Signs) is >= 0 and var found;)
        {
            var sign = at + found;
            at = sign + 1;
            if (spacedOnly && !IsSpaced(text, sign)) continue;
            // "%3D" and "%3A" are signs in an address.
            if (text[sign] == '%')
            {
                if (text[at..].Length < 2 || text[at] != '3' || text[at + 1] is not ('D' or 'd' or 'A' or 'a')) continue;
                at += 2;
            }

            if (NameBefore(text, sign) is not { } kind) continue;
            // "a => b" and "a := b" have their value after both characters; the second one is looked at by itself too.
            var strict = text[sign] == ':' && !IsQuoted(text, at);
            if (AssignedValue.IsSecret(text[at..], kind, strict)) return Named(kind, text);
            if (kind == SecretNameKind.Password && EndsInPassphrase(text, sign)
                && AssignedValue.IsPassphrase(text[at..])) return SecretFindings.Password;
        }

        return null;
    }

    public static SecretFinding? FindInPair(string name, string value) =>
        SecretName.Of(name) is { } kind && kind != SecretNameKind.Session && AssignedValue.IsSecret(value, kind, strict: false)
            ? Named(kind, "") : null;

    public static SecretFinding Named(SecretNameKind kind, ReadOnlySpan<char> text) =>
        kind == SecretNameKind.Session ? SecretFindings.SessionCookie
        : text.IndexOfAny(ConnectionWords) >= 0 ? SecretFindings.ConnectionString
        : kind == SecretNameKind.Key ? SecretFindings.KeyOrToken
        : SecretFindings.Password;

    private static SecretNameKind? NameBefore(ReadOnlySpan<char> text, int sign)
    {
        if (text[sign] == '>' && !IsElementOrArrow(text, sign)) return null;
        var window = text[Math.Max(0, sign - NameReach)..sign];
        if (text[sign] == ':' && IsInsideArn(text, sign)) return null;
        var name = window.TrimEnd(" \t=:\"'`]\\*_<>");
        if (SecretName.Of(name) is { } kind) return kind;
        if (text[sign] == '=' && IsQueryKey(name)) return SecretNameKind.Key;
        // <add key="DbPassword" value="...">, {"name": "DB_PASSWORD", "value": "..."}: the name stands before.
        if (name.EndsWith("value", StringComparison.OrdinalIgnoreCase)) return SecretName.Of(name[..^5].TrimEnd(" \t\r\n\"',;\\"));
        // u: admin p: ...
        var isP = name.Length > 1 && name[^1] is 'p' or 'P' && name[^2] is ' ' or ',' or '/' or ';';
        return isP && window.IndexOfAny(UserSigns) >= 0 ? SecretNameKind.PerhapsPassword
            : name.EndsWith("p/w", StringComparison.OrdinalIgnoreCase) ? SecretNameKind.Password : null;
    }

    private static readonly SearchValues<string> UserSigns = SearchValues.Create(["u:", "user:", "user ", "u=", "login:", "login "],
        StringComparison.OrdinalIgnoreCase);

    private static bool IsQueryKey(ReadOnlySpan<char> name)
    {
        var before = name.LastIndexOfAny('?', '&');
        if (before < 0) return false;
        var key = name[(before + 1)..];
        foreach (var known in QueryKeys)
            if (key.Equals(known, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    // "arn:aws:secretsmanager:...:secret:pos/acme": names a secret, and is none.
    private static bool IsInsideArn(ReadOnlySpan<char> text, int sign)
    {
        var window = text[Math.Max(0, sign - 128)..sign];
        var arn = window.LastIndexOf("arn:", StringComparison.Ordinal);
        return arn >= 0 && window[arn..].IndexOfAny(ArnEnd) < 0;
    }

    // "p a s s w o r d :" has a gap before each of its last three letters.
    private static bool IsSpaced(ReadOnlySpan<char> text, int sign)
    {
        var i = sign - 1;
        while (i > 0 && text[i] == ' ') i--;
        return i >= 5 && char.IsAsciiLetter(text[i]) && text[i - 1] is ' ' or '-' or '.' or '_' && char.IsAsciiLetter(text[i - 2])
            && text[i - 3] == text[i - 1] && char.IsAsciiLetter(text[i - 4]);
    }

    private static bool EndsInPassphrase(ReadOnlySpan<char> text, int sign) =>
        text[..sign].TrimEnd(" \"'").EndsWith("phrase", StringComparison.OrdinalIgnoreCase);

    // "<password>" and "password =>", but not "password > 8 characters".
    private static bool IsElementOrArrow(ReadOnlySpan<char> text, int sign)
    {
        if (sign > 0 && text[sign - 1] is '=' or '-') return true;
        var window = text[Math.Max(0, sign - NameReach)..sign];
        var open = window.LastIndexOf('<');
        return open >= 0 && !window[open..].Contains(' ');
    }

    private static bool IsQuoted(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..].TrimStart(" \t*\\");
        return !rest.IsEmpty && rest[0] is '"' or '\'' or '`';
    }
}
