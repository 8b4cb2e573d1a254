using System.Buffers;
using System.Text;

namespace FusionPortal.Conventions.Secrets;

/// <summary>
/// Tells whether a text looks like it holds a secret: AWS keys, PEM blocks, passwords in connection strings and addresses, JWTs,
/// well-known tokens, and anything assigned to a name such as "password". The work grows linearly with the text. Never throws, and never
/// repeats what it saw.
/// </summary>
public static class SecretGuard
{
    private const int Shortest = 6;

    // The beginnings of every word the rules look for, so that a text with none of them is done with at the speed of reading it.
    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "pass", "pw", "psw", "p/w", "mdp", "secret", "token", "key", "credential", "://", "begin ", "kennw", "losungs", "contrase",
            "clave", "wachtw", "hesl", "hasl", "losen", "adgangs",
            "kodeord", "senha", "parola", "parool", "salasana", "jelsz", "lozinka", "geslo", "sifre", "napol", "ww:", "ww=", "pin",
            "sig", "sid", "sess", "auth", "cookie", "identified by", "securestring",
            "add_user", "-p", "/user:", " p:", " p=", "-us", "login", "logon", "user", "creds", "zugang", "anmeld", "benutzer",
            "identifiant", "utilisateur", "usuario", "gebruiker", "inlog",
            "uzivatel", "prihlas", "bruker", "uzytkow", "utente", "anvand", "bruger", "sa /", "sa/", "sa`", "admin", "root", "postgres",
            "support",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The first rule the text breaks, or null.</summary>
    public static SecretFinding? Inspect(string? text) => text is null ? null : Inspect(text.AsSpan());

    /// <inheritdoc cref="Inspect(string?)"/>
    public static SecretFinding? Inspect(ReadOnlySpan<char> text) =>
        Ascii.IsValid(text) ? InspectPlain(text) : InspectPlain(PlainText.Of(text));

    /// <summary>Judges a name and its value together: a value that is harmless alone is a secret under the name "password".</summary>
    public static SecretFinding? InspectPair(string name, string value) =>
        Inspect(value) ?? Inspect(name) ?? FindInPair(name, value);

    /// <summary>
    /// Whether the id of an AWS access key stands in the text. The id is no secret: AWS shows it to whoever may list users. Beside its
    /// secret it is found as that.
    /// </summary>
    public static bool HasAccessKeyId(string text) => AwsKeyRules.HasId(text);

    private static SecretFinding? FindInPair(string name, string value)
    {
        if (!Ascii.IsValid(name)) name = PlainText.Of(name);
        return name.AsSpan().IndexOfAny(Words) >= 0 || name.Equals("ww", StringComparison.OrdinalIgnoreCase)
            ? AssignmentRule.FindInPair(name, Ascii.IsValid(value) ? value : PlainText.Of(value)) : null;
    }

    // Every rule needs either a long run of a token's characters or one of a few words; most text has neither and is done with at once.
    private static SecretFinding? InspectPlain(ReadOnlySpan<char> text)
    {
        if (text.Length < Shortest) return null;
        var runs = new LongRuns(text);
        while (runs.MoveNext())
            if (InspectRun(text, runs.Start, runs.Length) is { } finding) return finding;

        // One word of letters, a name or a number tells nothing without a sign, a gap or a slash.
        if (text.IndexOfAny(Marks) < 0) return null;
        return text.IndexOfAny(Words) >= 0 ? InspectWords(text) : AssignmentRule.Find(text, spacedOnly: true);
    }

    private static readonly SearchValues<char> Marks = SearchValues.Create("=:/ \t\r\n>|;%");

    private static SecretFinding? InspectWords(ReadOnlySpan<char> text) =>
        StructureRules.FindPem(text) ?? AddressRule.Find(text) ?? AssignmentRule.Find(text) ?? StructureRules.FindCookie(text)
            ?? AnnouncementRule.Find(text) ?? CommandRule.Find(text);

    private static SecretFinding? InspectRun(ReadOnlySpan<char> text, int start, int length)
    {
        var run = text.Slice(start, length);
        return StructureRules.FindJwt(run)
            ?? AwsKeyRules.FindSession(run)
            ?? TokenShapes.Find(run)
            ?? (TokenShapes.IsBotToken(text, start, length) ? SecretFindings.KeyOrToken : null)
            ?? StructureRules.FindAuthorization(text, start, length)
            ?? AwsKeyRules.FindSecret(text, start, length);
    }
}
