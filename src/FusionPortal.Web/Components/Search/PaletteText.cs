using System.Globalization;

namespace FusionPortal.Web.Components.Search;

/// <summary>A line in stretches, those that were typed marked; letter case and accents make no difference.</summary>
public static class PaletteText
{
    private const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    public static IReadOnlyList<(string Text, bool IsTyped)> Split(string line, IReadOnlyList<string> words)
    {
        var typed = new bool[line.Length];
        foreach (var word in words)
        {
            for (var from = 0; from < line.Length;)
            {
                var at = CultureInfo.InvariantCulture.CompareInfo.IndexOf(line.AsSpan(from), word, Loosely, out var length);
                if (at < 0 || length == 0) break;
                typed.AsSpan(from + at, length).Fill(true);
                from += at + length;
            }
        }

        var parts = new List<(string, bool)>();
        for (var start = 0; start < line.Length;)
        {
            var end = start + 1;
            while (end < line.Length && typed[end] == typed[start]) end++;
            parts.Add((line[start..end], typed[start]));
            start = end;
        }

        return parts;
    }
}
