using System.Text.RegularExpressions;
using FusionPortal.Conventions.Secrets;
using Serilog.Events;
using Serilog.Formatting;

namespace FusionPortal.Web.Hosting;

/// <summary>
/// The last thing every log line passes: message, properties and exception are rendered first and searched as one text,
/// so a secret cannot slip by in a place nobody thought of.
/// </summary>
internal sealed partial class RedactingFormatter(ITextFormatter inner) : ITextFormatter
{
    private const string Mask = "[redacted]";
    private const int AwsSecretLength = 40;

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var rendered = new StringWriter();
        inner.Format(logEvent, rendered);
        output.Write(Redact(rendered.ToString()));
    }

    /// <summary>Replaces tokens, keys, passwords and sign-in answers by <c>[redacted]</c>; keeps everything else as it is.</summary>
    public static string Redact(string text)
    {
        text = PrivateKey().Replace(text, Mask);
        text = JsonWebToken().Replace(text, Mask);
        text = AwsKeyId().Replace(text, Mask);
        // The rest by what the secret guard knows: addresses that are a secret as a whole, and words that are a token or key by themselves.
        text = Address().Replace(text, m => SecretGuard.Inspect(m.Value) is null ? m.Value : Mask);
        text = Token().Replace(text, m => SecretGuard.Inspect(m.Value) is null ? m.Value : Word(m.Value));
        text = SpokenSecret().Replace(text, "$1" + Mask);
        text = AuthorizationHeader().Replace(text, "$1 " + Mask);
        return NamedValue().Replace(text, "$1" + Mask);
    }

    // A secret may hold a slash, so a word goes as a whole. Of a path only the part that is one goes, where that is enough.
    private static string Word(string word)
    {
        if (word[0] != '/' || word.Length <= AwsSecretLength) return Mask;
        var path = PathPart().Replace(word, m => SecretGuard.Inspect(m.Value) is null ? m.Value : Mask);
        return SecretGuard.Inspect(path) is null ? path : Mask;
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", RegexOptions.Singleline)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*(\.[A-Za-z0-9_-]*){0,3}")]
    private static partial Regex JsonWebToken();

    [GeneratedRegex(@"\b(AKIA|ASIA)[A-Z0-9]{16}\b")]
    private static partial Regex AwsKeyId();

    [GeneratedRegex("""https?://[^\s"'<>\\]+""")]
    private static partial Regex Address();

    [GeneratedRegex("[A-Za-z0-9+/=._~-]{20,}")]
    private static partial Regex Token();

    [GeneratedRegex("[A-Za-z0-9+._~-]{20,}")]
    private static partial Regex PathPart();

    // "the secret is" and the key behind it; \n is a line's end inside a JSON line.
    [GeneratedRegex(@"(\b\w*secret\w*(?:\s+is)?(?:\s|\\n)+)[A-Za-z0-9+/]{32,}", RegexOptions.IgnoreCase)]
    private static partial Regex SpokenSecret();

    [GeneratedRegex(@"\b(Bearer|Basic)\s+[A-Za-z0-9+/=._~-]{8,}", RegexOptions.IgnoreCase)]
    private static partial Regex AuthorizationHeader();

    // name=value, name: value and "name":"value", as query strings, connection strings, forms and JSON write them; \" is a quote inside a
    // JSON line.
    // "code" counts only where a query string or form says it, and "state" only beside it: both are everyday words elsewhere.
    [GeneratedRegex(
        """((?:\\?["'])?\b(?:password|passwd|pwd|secret|client_?secret|aws_?secret_?access_?key|secret_?access_?key|session_?token"""
            + """|access_?token|refresh_?token|id_?token|code_?verifier|api_?key)(?:\\?["'])?\s*[=:]\s*(?:\\?["'])?|[?&](?:code|state"""
            + """|id_token_hint|nonce|session_state)=)(?!\[redacted\])[^\s"'\\;&,}]+""",
        RegexOptions.IgnoreCase)]
    private static partial Regex NamedValue();
}
