namespace FusionPortal.Conventions.Secrets;

/// <summary>What a name calls for.</summary>
internal enum SecretNameKind
{
    Password,

    /// <summary>A short word for a password that means other things as well: "first pass: done".</summary>
    PerhapsPassword,
    Key,
}

/// <summary>Recognizes names whose value is a secret, by how they end: <c>MasterUserPassword</c>, <c>client_secret</c>, "API key".</summary>
internal static class SecretName
{
    private static readonly string[] Passwords = ["password", "passwd", "passphrase", "passcode"];

    // Short words count only as whole words: "compass" and "bypass" do not end in a password.
    private static readonly string[] PasswordWords = ["pwd", "pass"];

    private static readonly string[] Keys =
    [
        "secret", "token", "apikey", "accesskey", "secretkey", "privatekey", "accountkey", "accesskeyid", "accesskeysecret", "authkey", "signingkey",
        "masterkey", "sharedkey", "sharedaccesssignature",
    ];

    private static readonly string[] KeyWords = ["sig", "credential", "credentials"];

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
            if (c is ' ' or '_' or '-' or '.')
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

        if (length > 0) wordStart[Longest - length] = true;
        ReadOnlySpan<char> name = tail[(Longest - length)..];
        if (EndsWith(name, Passwords)) return SecretNameKind.Password;
        if (EndsWithWord(name, wordStart, PasswordWords)) return SecretNameKind.PerhapsPassword;
        return EndsWith(name, Keys) || EndsWithWord(name, wordStart, KeyWords) ? SecretNameKind.Key : null;
    }

    private static bool EndsWith(ReadOnlySpan<char> name, string[] words)
    {
        foreach (var word in words)
            if (name.EndsWith(word, StringComparison.Ordinal)) return true;
        return false;
    }

    private static bool EndsWithWord(ReadOnlySpan<char> name, ReadOnlySpan<bool> wordStart, string[] words)
    {
        foreach (var word in words)
            if (name.EndsWith(word, StringComparison.Ordinal) && wordStart[^word.Length]) return true;
        return false;
    }
}
