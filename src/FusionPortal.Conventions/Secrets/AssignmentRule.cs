using System.Buffers;

namespace FusionPortal.Conventions.Secrets;

/// <summary>
/// A value assigned to a name that calls for a secret: <c>password=...</c>, <c>"apiKey": "..."</c>, <c>--token ...</c>, "the password is ...".
/// Looks at each sign of an assignment once, and from there at most <see cref="NameReach"/> characters back and
/// <see cref="AssignedValue.Reach"/> forward.
/// </summary>
internal static class AssignmentRule
{
    private const int NameReach = 40;

    private static readonly SearchValues<char> Signs = SearchValues.Create("=:>");

    private static readonly SearchValues<string> ConnectionWords = SearchValues.Create(
        ["server=", "server =", "data source", "host=", "user id", "uid=", "initial catalog", "database=", "accountname="], StringComparison.OrdinalIgnoreCase);

    public static SecretFinding? Find(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOfAny(Signs) is >= 0 and var found;)
        {
            var sign = at + found;
            at = sign + 1;
            var name = NameBefore(text, sign);
            if (name is null) continue;
            // "a => b" and "a := b" have their value after both characters; the second one is looked at by itself too.
            var strict = text[sign] == ':' && !IsQuoted(text, at);
            if (AssignedValue.IsSecret(text[at..], name.Value, strict)) return Named(name.Value, text);
        }

        return FindOption(text) ?? FindSaid(text);
    }

    public static SecretFinding? FindInPair(string name, string value) =>
        SecretName.Of(name) is { } kind && AssignedValue.IsSecret(value, kind, strict: false) ? Named(kind, "") : null;

    private static SecretFinding Named(SecretNameKind kind, ReadOnlySpan<char> text) =>
        text.IndexOfAny(ConnectionWords) >= 0 ? SecretFindings.ConnectionString
        : kind == SecretNameKind.Key ? SecretFindings.KeyOrToken
        : SecretFindings.Password;

    private static SecretNameKind? NameBefore(ReadOnlySpan<char> text, int sign)
    {
        if (text[sign] == '>' && !IsElementOrArrow(text, sign)) return null;
        var window = text[Math.Max(0, sign - NameReach)..sign];
        return SecretName.Of(window.TrimEnd(" \t=:\"'`]\\"));
    }

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
        var rest = text[at..].TrimStart(" \t");
        return !rest.IsEmpty && rest[0] is '"' or '\'';
    }

    // "--password value"
    private static SecretFinding? FindOption(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOf("--", StringComparison.Ordinal) is >= 0 and var found;)
        {
            at += found + 2;
            var window = text[at..Math.Min(text.Length, at + NameReach)];
            var space = window.IndexOf(' ');
            if (space <= 0 || SecretName.Of(window[..space]) is not { } kind) continue;
            if (AssignedValue.IsSecret(text[(at + space)..], kind, strict: false)) return Named(kind, text);
        }

        return null;
    }

    // "the password is ..."
    private static SecretFinding? FindSaid(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOf(" is ", StringComparison.OrdinalIgnoreCase) is >= 0 and var found;)
        {
            var said = at + found;
            at = said + 3;
            var window = text[Math.Max(0, said - NameReach)..said];
            if (SecretName.Of(window) is { } kind && AssignedValue.IsSecretInProse(text[at..], kind)) return Named(kind, text);
        }

        return null;
    }
}
