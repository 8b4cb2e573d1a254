using System.Buffers;

namespace FusionPortal.Conventions.Secrets;

/// <summary>AWS access key ids, and the 40-character secrets that go with them.</summary>
internal static class AwsKeyRules
{
    private const int SecretLength = 40;
    private const int IdLength = 20;
    private const int SessionLength = 80;

    private static readonly string[] SessionBeginnings = ["IQoJb3JpZ2luX2Vj", "FwoGZXIvYXdz", "FQoGZXIvYXdz", "FQoDYXdz",
        "AgoJb3JpZ2luX2Vj", "AgoGb3JpZ2lu"];

    // How far before a 40-character run a word such as "secret" still counts as its label.
    private const int LabelReach = 48;

    private static readonly SearchValues<char> Alphanumeric =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> UpperAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private static readonly SearchValues<char> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<string> Labels = SearchValues.Create(["secret", "aws", "key", "password"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a text is an access key's id and nothing else. An id names a key as a user's name names a user; it opens nothing.
    /// </summary>
    public static bool IsId(ReadOnlySpan<char> text) =>
        text.Length == IdLength && (text.StartsWith("AKIA", StringComparison.Ordinal) || text.StartsWith("ASIA", StringComparison.Ordinal))
        && !text.ContainsAnyExcept(UpperAndDigits);

    /// <summary>Whether an access key's id stands anywhere in the text.</summary>
    public static bool HasId(ReadOnlySpan<char> text)
    {
        if (text.Length < IdLength || (!text.Contains("AKIA", StringComparison.Ordinal)
            && !text.Contains("ASIA", StringComparison.Ordinal))) return false;
        var runs = new Runs(text, Alphanumeric);
        while (runs.MoveNext())
            if (IsId(runs.Current)) return true;
        return false;
    }

    /// <summary>A session token of STS, which begins as one of the few that AWS has made so far and is much longer than any key.</summary>
    public static SecretFinding? FindSession(ReadOnlySpan<char> run)
    {
        if (run.Length < SessionLength) return null;
        foreach (var beginning in SessionBeginnings)
        {
            var at = run.IndexOf(beginning, StringComparison.Ordinal);
            if (at >= 0 && run.Length - at >= SessionLength && (at == 0 || run[at - 1] is '=' or '/')) return SecretFindings.StsToken;
        }

        return null;
    }

    /// <param name="text">The whole text, for the words before the run.</param>
    /// <param name="start">Where the run begins in the text.</param>
    /// <param name="length">How long the run is.</param>
    public static SecretFinding? FindSecret(ReadOnlySpan<char> text, int start, int length)
    {
        if (length < SecretLength) return null;
        var runs = new Runs(text.Slice(start, length), Base64);
        while (runs.MoveNext())
        {
            var run = runs.Current;
            if (run.Length > SecretLength && HasSegmentOfLength(run) is { } segment)
                if (LooksRandom(segment, out var random) && random) return SecretFindings.AwsSecretKey;
            if (run.Length != SecretLength || !run.ContainsAnyExcept(Hex) || !LooksRandom(run, out var surely)) continue;
            if (surely) return SecretFindings.AwsSecretKey;
            var at = start + runs.Start;
            var before = text[Math.Max(0, at - LabelReach)..at];
            if (before.IndexOfAny(Labels) >= 0) return SecretFindings.AwsSecretKey;
        }

        return null;
    }

    // In an address the key stands between slashes.
    private static string? HasSegmentOfLength(ReadOnlySpan<char> run)
    {
        var before = -1;
        for (var i = 0; i <= run.Length; i++)
        {
            if (i < run.Length && run[i] != '/') continue;
            if (i - before - 1 == SecretLength && run[(before + 1)..i] is var segment && segment.ContainsAnyExcept(Hex))
                return segment.ToString();
            before = i;
        }

        return null;
    }

    // Random base64 changes between upper case, lower case and digits about 25 times in 40 characters and repeats few of them.
    // Words strung together, paths included, stay well below both.
    private static bool LooksRandom(ReadOnlySpan<char> run, out bool surely)
    {
        var changes = 0;
        var digits = 0;
        Span<int> counts = stackalloc int[128];
        for (var i = 0; i < run.Length; i++)
        {
            counts[run[i]]++;
            if (char.IsAsciiDigit(run[i])) digits++;
            if (i > 0 && Class(run[i]) != Class(run[i - 1])) changes++;
        }

        var entropy = 0.0;
        foreach (var count in counts)
            if (count > 0) entropy -= (double)count / run.Length * Math.Log2((double)count / run.Length);
        surely = changes >= 16 && digits >= 1 && entropy >= 4.4;
        return changes >= 8 && entropy >= 3.8;
    }

    private static int Class(char c) => char.IsAsciiLetterUpper(c) ? 0 : char.IsAsciiLetterLower(c) ? 1 : char.IsAsciiDigit(c) ? 2 : 3;
}
