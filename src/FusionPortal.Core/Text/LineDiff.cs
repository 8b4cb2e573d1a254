namespace FusionPortal.Core.Text;

public enum DiffKind { Same, Removed, Added }

/// <param name="OldLine">From 1; null for an added line.</param>
/// <param name="NewLine">From 1; null for a removed line.</param>
public sealed record DiffLine(DiffKind Kind, int? OldLine, int? NewLine, string Text);

/// <summary>What differs between two texts, line by line, with a few lines around each place.</summary>
internal static class LineDiff
{
    public const int Context = 3;

    /// <summary>Lines that differ and up to <see cref="Context"/> around them; empty where the texts are equal.</summary>
    public static IReadOnlyList<DiffLine> Of(string old, string @new)
    {
        var (a, b) = (old.Split('\n'), @new.Split('\n'));
        var all = All(a, b);
        var near = new bool[all.Count];
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Kind == DiffKind.Same) continue;
            for (var j = Math.Max(0, i - Context); j <= Math.Min(all.Count - 1, i + Context); j++) near[j] = true;
        }

        return [.. all.Where((_, i) => near[i])];
    }

    private static List<DiffLine> All(string[] a, string[] b)
    {
        // What is alike at both ends needs no table; texts are of some thousand lines and their changes of some dozen.
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start]) start++;
        var end = 0;
        while (end < a.Length - start && end < b.Length - start && a[^(end + 1)] == b[^(end + 1)]) end++;

        var lines = new List<DiffLine>(Math.Max(a.Length, b.Length));
        for (var i = 0; i < start; i++) lines.Add(new(DiffKind.Same, i + 1, i + 1, a[i]));
        Middle(a, b, start, a.Length - end, b.Length - end, lines);
        for (var i = end; i > 0; i--) lines.Add(new(DiffKind.Same, a.Length - i + 1, b.Length - i + 1, a[^i]));
        return lines;
    }

    /// <summary>By the longest common subsequence.</summary>
    private static void Middle(string[] a, string[] b, int start, int endA, int endB, List<DiffLine> lines)
    {
        var (n, m) = (endA - start, endB - start);
        var common = new int[n + 1, m + 1];
        for (var i = n - 1; i >= 0; i--)
            for (var j = m - 1; j >= 0; j--)
                common[i, j] = a[start + i] == b[start + j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);

        for (int i = 0, j = 0; i < n || j < m;)
        {
            if (i < n && j < m && a[start + i] == b[start + j])
                lines.Add(new(DiffKind.Same, start + ++i, start + ++j, a[start + i - 1]));
            else if (i < n && (j == m || common[i + 1, j] >= common[i, j + 1]))
                lines.Add(new(DiffKind.Removed, start + ++i, null, a[start + i - 1]));
            else
                lines.Add(new(DiffKind.Added, null, start + ++j, b[start + j - 1]));
        }
    }
}
