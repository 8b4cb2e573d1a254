namespace FusionPortal.Conventions.Environments;

/// <summary>
/// Every way a word of the vocabulary may come out of <see cref="WordSplitter"/>: <c>non-prod</c> as "nonprod" and as "non prod", each in
/// the plural too. Words are taken apart at their hyphens only, so that "sit" is never made of "si" and "t".
/// </summary>
internal static class WordSpellings
{
    public static IEnumerable<string> Of(string word)
    {
        var parts = word.Split([.. word.Where(c => !char.IsLetter(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.ToLowerInvariant()).ToArray();
        if (parts.Length == 0) return [];
        var joins = 1 << Math.Min(parts.Length - 1, 4);
        return Enumerable.Range(0, joins)
            .Select(mask => string.Concat(parts.Select((p, i) => i > 0 && (mask >> (i - 1) & 1) == 1 ? " " + p : p)))
            .SelectMany(s => (string[])[s, Plural(s)]);
    }

    private static string Plural(string word) => word[^1] is 's' or 'x' ? word + "es" : word + "s";
}
