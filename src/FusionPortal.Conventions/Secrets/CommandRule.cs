using System.Buffers;

namespace FusionPortal.Conventions.Secrets;

/// <summary>
/// Passwords on command lines, and beside the login they belong to: <c>--password ...</c>, <c>sqlcmd -U sa -P ...</c>, "login sa / ...".
/// </summary>
internal static class CommandRule
{
    private const int Reach = 40;

    private static readonly SearchValues<char> LoginEnd = SearchValues.Create(" \t\r\n`\"'(,:;|");
    private static readonly SearchValues<char> WordEnd = SearchValues.Create(" \t\r\n`\"'(,;|*");

    // Logins whose name before a slash leaves little doubt of what stands behind it.
    private static readonly string[] WellKnownLogins = ["sa", "admin", "root", "administrator", "postgres", "dbo", "sysadmin", "support"];

    private static readonly string[] LoginWords =
    [
        "login", "logon", "user", "username", "credentials", "creds", "zugangsdaten", "anmeldung", "anmeldedaten", "benutzer",
        "identifiants", "utilisateur", "usuario", "credenciales",
        "credenciais", "gebruiker", "inloggegevens", "uzivatel", "prihlaseni", "prihlasovaci", "bruker", "uzytkownik", "utente",
        "credenziali", "anvandare", "bruger",
    ];

    // What stands before a password, and how many words are between.
    private static readonly (string Marker, int Skip, bool Quoted)[] Markers =
    [
        ("identified by", 0, true), ("securestring", 0, true), ("rabbitmqctl add_user", 1, false),
        ("rabbitmqctl change_password", 1, false), ("/user:", 1, false),
        ("password n'", 0, false), ("with password ", 0, true), ("securestring -string", 0, true), ("-astext", 0, true),
    ];

    /// <summary>Whether the word is a login that every server has.</summary>
    public static bool IsWellKnown(ReadOnlySpan<char> word) => IsOneOf(word, WellKnownLogins);

    public static SecretFinding? Find(ReadOnlySpan<char> text) =>
        FindOption(text) ?? FindMarked(text) ?? FindNetrc(text) ?? FindLogin(text);

    // "--password value", "-P value" beside "-U", "mysql -pvalue"
    private static SecretFinding? FindOption(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOf('-') is >= 0 and var found;)
        {
            at += found + 1;
            if (at >= text.Length) break;
            if (at > 1 && text[at - 2] is not (' ' or '-' or '\n' or '\t')) continue;
            var window = text[at..Math.Min(text.Length, at + Reach)];
            if (text[at] is 'P' or 'p' && IsShortOption(text, at)) return SecretFindings.Password;
            var space = window.IndexOf(' ');
            if (space <= 1 || SecretName.Of(window[..space]) is not { } kind || kind == SecretNameKind.Session) continue;
            if (text[at - 1] == '-' && AssignedValue.IsSecret(text[(at + space)..], kind, strict: at < 2 || text[at - 2] != '-'))
                return AssignmentRule.Named(kind, text);
        }

        return null;
    }

    private static bool IsShortOption(ReadOnlySpan<char> text, int at)
    {
        var before = text[Math.Max(0, at - 128)..at];
        var isSql = before.Contains("sqlcmd", StringComparison.OrdinalIgnoreCase)
            || before.Contains("osql", StringComparison.OrdinalIgnoreCase) || before.Contains("bcp ", StringComparison.Ordinal);
        var isMySql = before.Contains("mysql", StringComparison.OrdinalIgnoreCase);
        if (!(isSql && text[at] == 'P') && !(isMySql && text[at] == 'p')) return false;
        var value = AssignedValue.First(text[(at + 1)..Math.Min(text.Length, at + 1 + AssignedValue.Reach)], out _, out _);
        return value.Length >= 4 && value[0] != '-' && !StandIns.Is(value);
    }

    private static SecretFinding? FindMarked(ReadOnlySpan<char> text)
    {
        foreach (var (marker, skip, mustBeQuoted) in Markers)
        {
            for (var at = 0; text[at..].IndexOf(marker, StringComparison.OrdinalIgnoreCase) is >= 0 and var found;)
            {
                at += found + marker.Length;
                var rest = text[at..Math.Min(text.Length, at + AssignedValue.Reach)];
                if (skip > 0)
                {
                    rest = marker[^1] == ':' ? rest : rest.TrimStart(' ');
                    var space = rest.IndexOf(' ');
                    if (space < 0) continue;
                    rest = rest[space..];
                }

                var value = AssignedValue.First(rest, out _, out var quoted);
                if (value.Length >= 4 && (quoted || !mustBeQuoted) && !StandIns.Is(value)
                    && (quoted || AssignedValue.LooksLikePassword(value, sure: false)))
                    return SecretFindings.Password;
            }
        }

        return null;
    }

    // "machine db.example login sa password ..."
    private static SecretFinding? FindNetrc(ReadOnlySpan<char> text)
    {
        var machine = text.IndexOf("machine ", StringComparison.Ordinal);
        if (machine < 0) return null;
        var rest = text[machine..Math.Min(text.Length, machine + AssignedValue.Reach)];
        var login = rest.IndexOf(" login ", StringComparison.Ordinal);
        var password = login < 0 ? -1 : rest[login..].IndexOf(" password ", StringComparison.Ordinal);
        if (password < 0) return null;
        var value = AssignedValue.First(rest[(login + password + 10)..], out _, out _);
        return value.Length >= 4 && !StandIns.Is(value) ? SecretFindings.Password : null;
    }

    // "login sa / ...", "admin/..."
    private static SecretFinding? FindLogin(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOf('/') is >= 0 and var found;)
        {
            var slash = at + found;
            at = slash + 1;
            var before = text[Math.Max(0, slash - Reach)..slash].TrimEnd(" `\"'*");
            var start = before.LastIndexOfAny(LoginEnd) + 1;
            var login = before[start..].TrimStart('*');
            if (login.IsEmpty || login.Contains('/')) continue;
            // In an address or an ARN the login is no word of its own.
            if (start > 0 && before[start - 1] == ':' && before.Contains("arn:", StringComparison.Ordinal)) continue;
            var rest = text[(slash + 1)..Math.Min(text.Length, slash + 1 + AssignedValue.Reach)];
            if (rest.IsEmpty || rest[0] == '/') continue;
            var value = AssignedValue.First(rest, out _, out _).Trim("()[]");
            // "admin/Reports2026" is a path; with gaps around the slash, or after a word such as "login", it is not.
            var isSa = login.Equals("sa", StringComparison.OrdinalIgnoreCase);
            var isLogin = isSa || (IsWellKnown(login) && before.Length < slash - Math.Max(0, slash - Reach))
                || EndsInLoginWord(before[..start]);
            if (isLogin && AssignedValue.LooksLikePassword(value, sure: !isSa))
                return SecretFindings.Password;
        }

        return null;
    }

    private static bool EndsInLoginWord(ReadOnlySpan<char> before)
    {
        var trimmed = before.TrimEnd(" :=`\"'*");
        return IsOneOf(trimmed[(trimmed.LastIndexOfAny(WordEnd) + 1)..], LoginWords);
    }

    private static bool IsOneOf(ReadOnlySpan<char> word, ReadOnlySpan<string> words)
    {
        foreach (var known in words)
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
