namespace FusionPortal.Conventions.Policies;

/// <summary>
/// Patterns as policies have them in actions and resources: <c>*</c> stands for any number of characters, slashes among them, <c>?</c> for
/// one. Pure; takes at most pattern times text steps, whatever the pattern.
/// </summary>
public static class PolicyWildcard
{
    /// <summary>Whether the pattern names the text.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase = false)
    {
        // Where the last star stood, and how far it has taken the text: going back to the last one alone is enough.
        var (p, t, star, taken) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*') (star, taken) = (p++, t);
            else if (p < pattern.Length && (pattern[p] == '?' || Same(pattern[p], text[t], ignoreCase))) (p, t) = (p + 1, t + 1);
            else if (star >= 0) (p, t) = (star + 1, ++taken);
            else return false;
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }

    /// <summary>
    /// What is left of the pattern for texts that begin with the prefix: each rest is a pattern for what follows it, and together they name
    /// all that may follow. None where the pattern names no such text.
    /// </summary>
    public static IReadOnlyList<string> After(string pattern, string prefix)
    {
        var plain = 0;
        while (plain < prefix.Length && plain < pattern.Length && pattern[plain] == prefix[plain] && pattern[plain] is not ('*' or '?'))
            plain++;
        // Nearly every resource of a policy begins with the bucket's ARN, and has its first wildcard after that.
        if (plain == prefix.Length) return [pattern[plain..]];
        if (plain == pattern.Length || pattern[plain] is not ('*' or '?')) return [];

        // Every place of the pattern that the prefix may have led to; a star may have been left at once, or still be taking characters.
        var (places, next) = (new bool[pattern.Length + 1], new bool[pattern.Length + 1]);
        places[plain] = true;
        Leave(places, pattern);
        foreach (var character in prefix.AsSpan(plain))
        {
            var any = false;
            for (var place = plain; place < pattern.Length; place++)
            {
                if (!places[place]) continue;
                if (pattern[place] == '*') next[place] = any = true;
                else if (pattern[place] == '?' || pattern[place] == character) next[place + 1] = any = true;
            }

            if (!any) return [];
            Leave(next, pattern);
            (places, next) = (next, places);
            Array.Clear(next);
        }

        return [.. Enumerable.Range(0, places.Length).Where(place => places[place]).Select(place => pattern[place..])];
    }

    /// <summary>Whether a pattern names all that another one names. Of some odd pairs that do, such as <c>??*</c> and <c>?*?</c>, it says
    /// no.</summary>
    public static bool Covers(string pattern, string other, bool ignoreCase = false) =>
        pattern.Equals(other, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
        // A star takes the other's wildcards as it takes characters; a question mark stands for one character, never for a star.
        || (!(pattern.Contains('?') && other.Contains('*')) && Matches(pattern, other, ignoreCase));

    /// <summary>Whether two patterns name any text in common, without case.</summary>
    public static bool Meet(string a, string b)
    {
        // Row by row: whether what is left of both, from these places on, names something in common.
        var below = new bool[b.Length + 1];
        below[b.Length] = true;
        for (var j = b.Length - 1; j >= 0 && b[j] == '*'; j--) below[j] = true;
        for (var i = a.Length - 1; i >= 0; i--)
        {
            var row = new bool[b.Length + 1];
            row[b.Length] = a[i] == '*' && below[b.Length];
            for (var j = b.Length - 1; j >= 0; j--)
                row[j] = a[i] == '*' || b[j] == '*'
                    ? (a[i] == '*' && below[j]) || (b[j] == '*' && row[j + 1]) || (a[i] == '*' && row[j + 1]) || (b[j] == '*' && below[j])
                    : (a[i] == '?' || b[j] == '?' || Same(a[i], b[j], ignoreCase: true)) && below[j + 1];
            below = row;
        }

        return below[0];
    }

    private static void Leave(bool[] places, string pattern)
    {
        for (var place = 0; place < pattern.Length; place++)
            if (places[place] && pattern[place] == '*') places[place + 1] = true;
    }

    private static bool Same(char a, char b, bool ignoreCase) =>
        a == b || (ignoreCase && char.ToUpperInvariant(a) == char.ToUpperInvariant(b));
}
