using System.Buffers;

namespace FusionPortal.Conventions.Secrets;

/// <summary>Secrets known by the structure around them: PEM blocks, JWTs, addresses with a password, authorization headers.</summary>
internal static class StructureRules
{
    private const int PemHeaderReach = 64;

    private static readonly SearchValues<char> JwtCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    private static readonly SearchValues<char> AuthorityEnd = SearchValues.Create("/?#\"'<>` \t\r\n,;|");

    public static SecretFinding? FindPem(ReadOnlySpan<char> text)
    {
        if (text.Contains("PuTTY-User-Key-File-", StringComparison.OrdinalIgnoreCase)) return SecretFindings.Pem;
        for (var at = 0; text[at..].IndexOf("BEGIN ", StringComparison.Ordinal) is >= 0 and var found; at += found + 6)
        {
            var begin = at + found;
            var before = text[..begin].TrimEnd(' ');
            var after = text[(begin + 6)..Math.Min(text.Length, begin + 6 + PemHeaderReach)];
            if (before.EndsWith("----", StringComparison.Ordinal) && after.Contains("----", StringComparison.Ordinal)) return SecretFindings.Pem;
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
                // A header and a payload are both JSON objects, which in base64 begin with eyJ; encrypted ones have a longer first part only.
                if (headerBefore && segment.Length >= 8) return SecretFindings.Jwt;
                headerBefore = segment.Length >= 10 && segment.StartsWith("eyJ", StringComparison.Ordinal);
            }
        }

        return null;
    }

    public static SecretFinding? FindAddress(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOf("://", StringComparison.Ordinal) is >= 0 and var found; at += found + 3)
        {
            var rest = text[(at + found + 3)..];
            var end = rest.IndexOfAny(AuthorityEnd);
            var authority = end < 0 ? rest : rest[..end];
            var user = authority.LastIndexOf('@');
            if (user <= 0) continue;
            var colon = authority[..user].IndexOf(':');
            if (colon >= 0 && user - colon > 1 && !AssignedValue.IsStandIn(authority[(colon + 1)..user])) return SecretFindings.Address;
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
