using System.Buffers;

namespace FusionPortal.Conventions.Secrets;

/// <summary>Secrets known by the structure around them: PEM blocks, JWTs, cookies, authorization headers.</summary>
internal static class StructureRules
{
    private const int PemHeaderReach = 64;

    // What a PEM block may hold and be shown to everybody.
    private static readonly SearchValues<string> PublicBlocks = SearchValues.Create(
        ["CERTIFICATE", "PUBLIC KEY", "X509 CRL", "SIGNATURE", "SIGNED MESSAGE", "DH PARAMETERS", "EC PARAMETERS"],
            StringComparison.Ordinal);

    private static readonly SearchValues<char> JwtCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    public static SecretFinding? FindPem(ReadOnlySpan<char> text)
    {
        if (text.Contains("PuTTY-User-Key-File-", StringComparison.OrdinalIgnoreCase)) return SecretFindings.Pem;
        for (var at = 0; text[at..].IndexOf("BEGIN ", StringComparison.Ordinal) is >= 0 and var found; at += found + 6)
        {
            var begin = at + found;
            var before = text[..begin].TrimEnd(' ');
            var after = text[(begin + 6)..Math.Min(text.Length, begin + 6 + PemHeaderReach)];
            if (before.EndsWith("----", StringComparison.Ordinal) && after.Contains("----", StringComparison.Ordinal)
                && after.IndexOfAny(PublicBlocks) < 0)
                return SecretFindings.Pem;
        }

        return null;
    }

    public static SecretFinding? FindJwt(ReadOnlySpan<char> text)
    {
        if (!text.Contains("eyJ", StringComparison.Ordinal)) return null;
        var runs = new Runs(text, JwtCharacters);
        while (runs.MoveNext())
        {
            var run = runs.Current;
            var headerBefore = false;
            foreach (var range in run.Split('.'))
            {
                var segment = run[range];
                // A header and a payload are both JSON objects, which in base64 begin with eyJ; encrypted ones have a longer first part
                // only.
                if (headerBefore && segment.Length >= 8) return SecretFindings.Jwt;
                headerBefore = segment.Length >= 10 && segment.StartsWith("eyJ", StringComparison.Ordinal);
            }
        }

        return null;
    }

    /// <param name="text">The whole text, for the word before the run.</param>
    /// <param name="start">Where the run begins in the text.</param>
    /// <param name="length">How long the run is.</param>
    public static SecretFinding? FindAuthorization(ReadOnlySpan<char> text, int start, int length)
    {
        var run = text.Slice(start, length);
        if (start < 6 || text[start - 1] != ' ') return null;
        var before = text[Math.Max(0, start - 12)..start].TrimEnd(' ');
        var isHeader = (before.EndsWith("bearer", StringComparison.OrdinalIgnoreCase) && IsBearer(run))
            || (before.EndsWith("basic", StringComparison.OrdinalIgnoreCase) && IsBasic(run));
        return isHeader ? SecretFindings.AuthorizationHeader : null;
    }

    /// <summary>A value in a cookie header, or in curl's <c>-b</c>, long and random enough to be somebody's session.</summary>
    public static SecretFinding? FindCookie(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOf("cookie:", StringComparison.OrdinalIgnoreCase) is >= 0 and var found;)
        {
            at += found + 7;
            var line = text[at..Math.Min(text.Length, at + 1024)];
            var end = line.IndexOfAny('\r', '\n');
            if (end >= 0) line = line[..end];
            foreach (var range in line.Split(';'))
            {
                var pair = line[range].Trim(" '\"");
                var sign = pair.IndexOf('=');
                if (sign > 0 && AssignedValue.IsSecret(pair[(sign + 1)..], SecretNameKind.Session,
                    strict: false)) return SecretFindings.SessionCookie;
            }
        }

        return null;
    }

    private static bool IsBearer(ReadOnlySpan<char> token) => token.Length >= 20 && token.ContainsAnyInRange('0', '9');

    private static bool IsBasic(ReadOnlySpan<char> token)
    {
        if (token.Length > 4096 || token.Length % 4 != 0) return false;
        Span<byte> bytes = new byte[token.Length];
        return Convert.TryFromBase64Chars(token, bytes, out var count)
            && bytes[..count].IndexOf((byte)':') > 0
            && !bytes[..count].ContainsAnyExceptInRange((byte)' ', (byte)'~');
    }
}
