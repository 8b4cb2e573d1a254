using System.Globalization;
using System.Text;
using FusionPortal.Core.Findings;

namespace FusionPortal.Web.Components.Pages.Compliance;

/// <summary>
/// The score as a line over coverage, under the lanes of what people and the scanner did: all on one time axis, which MudBlazor's charts
/// cannot share with anything drawn over them. In its own units.
/// </summary>
public sealed class TrendDrawing
{
    /// <summary>Under that share of targets read, a score says little: its days are hatched and its line is dashed.</summary>
    public const double LowCoverage = 85;

    public const int Width = 960;
    public const int Left = 96;
    public const int Right = 936;
    public const int Top = 84;
    public const int Bottom = 264;
    public const int StripTop = 280;
    public const int StripBottom = 306;
    public const int Height = 332;

    private readonly IReadOnlyList<TrendPoint> _points;

    private TrendDrawing(TrendView view)
    {
        _points = view.Trend.Points;
        var scores = _points.Select(p => p.Score.Percent).OfType<double>().ToArray();
        Low = scores.Length == 0 ? 0 : Math.Max(0, Math.Floor(scores.Min() - 0.25));
        High = scores.Length == 0 ? 100 : Math.Min(100, Math.Ceiling(scores.Max() + 0.25));
        if (High - Low < 2) Low = Math.Max(0, High - 2);
        (Line, DashedLine) = Lines();
        Marks = [.. Lane(view.Trend.Marks.Where(m => m.Kind == TrendMarkKind.Book), 16, "books"),
            .. Lane(view.Trend.Marks.Where(m => m.Kind == TrendMarkKind.Template), 38, "templates"), .. Scanner()];
    }

    /// <summary>Of the axis, in per cent.</summary>
    public double Low { get; }

    public double High { get; }

    /// <summary>SVG path of the score; empty where there is none.</summary>
    public string Line { get; }

    /// <summary>The same where coverage was low.</summary>
    public string DashedLine { get; }

    public IReadOnlyList<TrendMarker> Marks { get; }

    public static TrendDrawing Of(TrendView view) => new(view);

    /// <summary>Values at which a line goes across.</summary>
    public IEnumerable<double> Grid()
    {
        var step = Math.Max(1, Math.Ceiling((High - Low) / 5));
        for (var value = Low; value <= High; value += step) yield return value;
    }

    /// <summary>Places of points that have a day written under them, with no two written over each other.</summary>
    public IEnumerable<int> Labelled()
    {
        var last = double.MinValue;
        for (var i = 0; i < _points.Count; i++)
        {
            var isLast = i == _points.Count - 1;
            if (X(i) - last < 88 || (!isLast && X(_points.Count - 1) - X(i) < 88)) continue;
            last = X(i);
            yield return i;
        }
    }

    public double X(int index) => X(_points[index].At);

    public double Y(double percent) => Bottom - ((percent - Low) / (High - Low) * (Bottom - Top));

    /// <summary>The days with low coverage, each from half the way to the day before to half the way to the day after.</summary>
    public IEnumerable<(double From, double To)> Hatched() =>
        Enumerable.Range(0, _points.Count).Where(IsLow).Select(i => (Edge(i, -1), Edge(i, 1)));

    /// <summary>A bar for each point: how much of the targets was read.</summary>
    public IEnumerable<(double X, double BarWidth, double Y, bool IsLow)> Strip()
    {
        var width = Math.Clamp((Right - Left) / (double)Math.Max(1, _points.Count) * 0.8, 2, 24);
        for (var i = 0; i < _points.Count; i++)
        {
            var share = (_points[i].CoveragePercent ?? 0) / 100;
            yield return (X(i) - (width / 2), width, StripBottom - (share * (StripBottom - StripTop)), IsLow(i));
        }
    }

    public static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private bool IsLow(int index) => _points[index].CoveragePercent is not { } covered || covered < LowCoverage;

    private double Edge(int index, int towards)
    {
        var other = index + towards;
        return other < 0 || other >= _points.Count ? Math.Clamp(X(index) + (towards * 6), Left, Right) : (X(index) + X(other)) / 2;
    }

    private double X(DateTimeOffset at)
    {
        var span = (_points[^1].At - _points[0].At).TotalSeconds;
        return span <= 0 ? Right : Left + ((at - _points[0].At).TotalSeconds / span * (Right - Left));
    }

    private (string Line, string Dashed) Lines()
    {
        var (line, dashed) = (new StringBuilder(), new StringBuilder());
        for (var i = 1; i < _points.Count; i++)
        {
            if (_points[i - 1].Score.Percent is not { } from || _points[i].Score.Percent is not { } to) continue;
            var path = IsLow(i - 1) || IsLow(i) ? dashed : line;
            path.Append(CultureInfo.InvariantCulture, $"M{X(i - 1):0.#} {Y(from):0.#}L{X(i):0.#} {Y(to):0.#}");
        }

        return (line.ToString(), dashed.ToString());
    }

    // What lies too close to be told apart is one marker that counts.
    private IEnumerable<TrendMarker> Lane(IEnumerable<TrendMark> marks, int y, string many)
    {
        var group = new List<TrendMark>();
        foreach (var mark in marks)
        {
            if (group.Count > 0 && X(mark.At) - X(group[0].At) > 96)
            {
                yield return Marker(group, y, many);
                group.Clear();
            }

            group.Add(mark);
        }

        if (group.Count > 0) yield return Marker(group, y, many);
    }

    private TrendMarker Marker(List<TrendMark> group, int y, string many)
    {
        var told = string.Join("; ", group.Select(TrendView.Of));
        var text = group.Count == 1 ? Brief(group[0]) : $"{group.Count} {many}";
        return new(X(group[0].At), y, text, told, X(group[0].At) > Right - 180);
    }

    private static string Brief(TrendMark mark) =>
        mark.Kind == TrendMarkKind.Book ? $"Book v{mark.Version}" : $"{Shared.EscapedText.Plain(mark.Title ?? "Template")} v{mark.Version}";

    private IEnumerable<TrendMarker> Scanner()
    {
        var last = double.MinValue;
        for (var i = 1; i < _points.Count; i++)
        {
            if (TrendView.CoverageChange(_points[i - 1], _points[i]) is not { } change) continue;
            var isFree = X(i) - last > 150;
            if (isFree) last = X(i);
            yield return new(X(i), 60, isFree ? change : "", change, X(i) > Right - 180) { IsAbove = true };
        }
    }
}

/// <param name="Text">Beside it; empty where another's stands too close.</param>
/// <param name="Told">In full.</param>
/// <param name="IsLeft">Whether the text stands before it.</param>
public sealed record TrendMarker(double X, int Y, string Text, string Told, bool IsLeft)
{
    /// <summary>The text stands over the line: markers of the scanner come close together, and none is written over.</summary>
    public bool IsAbove { get; init; }
}
