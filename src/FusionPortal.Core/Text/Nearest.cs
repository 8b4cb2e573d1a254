namespace FusionPortal.Core.Text;

/// <summary>
/// What somebody may have meant: the known names that are at most three letters from what was given. Case and punctuation do not count.
/// </summary>
public static class Nearest
{
    /// <param name="most">How many at most; the nearest first, then by name.</param>
    public static IReadOnlyList<string> Of(string given, IEnumerable<string> known, int most)
    {
        var key = Letters(given);
        return [.. known.Select(k => (Id: k, Distance: Distance(key, Letters(k)))).Where(k => k.Distance <= 3)
            .OrderBy(k => k.Distance).ThenBy(k => k.Id, StringComparer.Ordinal).Take(most).Select(k => k.Id)];
    }

    private static string Letters(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant).Take(64)]);

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (corner, _) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[b.Length];
    }
}
