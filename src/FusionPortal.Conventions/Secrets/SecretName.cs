namespace FusionPortal.Conventions.Secrets;

/// <summary>What a name calls for.</summary>
internal enum SecretNameKind
{
    Password,

    /// <summary>A short word for a password that means other things as well: "first pass: done", "palabras clave".</summary>
    PerhapsPassword,

    /// <summary>Digits only.</summary>
    Pin,
    Key,

    /// <summary>A session's or signature's name, whose value is a secret only when it looks random.</summary>
    Session,
}

/// <summary>
/// Recognizes names whose value is a secret, by how they end: <c>MasterUserPassword</c>, <c>client_secret</c>, "API key", "mot de passe".
/// Works on text without accents (<see cref="PlainText"/>).
/// </summary>
internal static class SecretName
{
    // English, German, French, Spanish, Catalan, Portuguese, Italian, Dutch, Czech and Slovak, Polish, Norwegian, Swedish, Danish, Finnish,
    // Hungarian, Croatian, Slovene, Turkish, and Russian by the shape of its letters. Norwegian and Swedish put the article behind the
    // word.
    private static readonly string[] Passwords =
    [
        "password", "passwords", "passwd", "passphrase", "passcode", "passwort", "kennwort", "losungswort", "motdepasse", "motsdepasse",
        "contrasena", "contrasenya",
        "palavrapasse", "paroladordine", "wachtwoord", "heslo", "haslo", "passord", "passordet", "losenord", "losenordet", "adgangskode",
        "adgangskoden", "adgangsord",
        "kodeord", "kodeordet", "passwordet", "salasana", "jelszo", "lozinka", "geslo", "napolb",
    ];

    // Short words count only as whole words: "compass" and "bypass" do not end in a password.
    private static readonly string[] PasswordWords = ["pwd", "pw", "psw", "pswd", "pword", "mdp", "senha", "sifre", "userpw", "dbpw"];

    private static readonly string[] PerhapsWords = ["pass", "clave", "parola", "ww", "parool"];

    private static readonly string[] Keys =
    [
        "secret", "token", "apikey", "accesskey", "secretkey", "privatekey", "accountkey", "accesskeysecret", "authkey", "signingkey",
        "masterkey", "sharedkey", "sharedaccesssignature", "subscriptionkey", "encryptionkey", "licensekey", "storagekey", "functionskey",
    ];

    private static readonly string[] KeyWords = ["sig", "credential", "credentials"];

    private static readonly string[] SessionWords = ["sid", "session", "auth", "signature", "cookies", "cookie"];

    private static readonly string[] Sessions = ["sessionid", "sessid"];

    /// <summary>Judges the last words of a text; null when they do not call for a secret.</summary>
    public static SecretNameKind? Of(ReadOnlySpan<char> text)
    {
        const int Longest = 24;
        Span<char> tail = stackalloc char[Longest];
        Span<bool> wordStart = stackalloc bool[Longest];
        var length = 0;
        for (var i = text.Length - 1; i >= 0 && length < Longest; i--)
        {
            var c = text[i];
            if (c is ' ' or '_' or '-' or '.' or '\'')
            {
                if (length > 0) wordStart[Longest - length] = true;
                continue;
            }

            if (!char.IsAsciiLetterOrDigit(c)) break;
            length++;
            tail[Longest - length] = char.ToLowerInvariant(c);
            // Camel case begins a word as well.
            wordStart[Longest - length] = char.IsAsciiLetterUpper(c) && (i == 0 || !char.IsAsciiLetterUpper(text[i - 1]));
        }

        if (length == 0) return null;
        wordStart[Longest - length] = true;
        ReadOnlySpan<char> name = tail[(Longest - length)..];
        var starts = wordStart[(Longest - length)..];
        if (EndsWith(name, Passwords) || EndsWithWord(name, starts, PasswordWords)) return SecretNameKind.Password;
        if (EndsWithWord(name, starts, PerhapsWords)) return SecretNameKind.PerhapsPassword;
        if (EndsWith(name, Keys) || EndsWithWord(name, starts, KeyWords)) return SecretNameKind.Key;
        if (EndsWith(name, Sessions) || EndsWithWord(name, starts, SessionWords)) return SecretNameKind.Session;
        return EndsWithWord(name, starts, ["pin"]) ? SecretNameKind.Pin : null;
    }

    private static bool EndsWith(ReadOnlySpan<char> name, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (name.EndsWith(word, StringComparison.Ordinal)) return true;
        return false;
    }

    private static bool EndsWithWord(ReadOnlySpan<char> name, ReadOnlySpan<bool> wordStart, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (name.EndsWith(word, StringComparison.Ordinal) && wordStart[^word.Length]) return true;
        return false;
    }
}
