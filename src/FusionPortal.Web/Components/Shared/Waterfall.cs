using System.Globalization;
using FusionPortal.Core.Findings;

namespace FusionPortal.Web.Components.Shared;

/// <summary>One row of the waterfall.</summary>
/// <param name="From">Left end of the bar, 0 to <see cref="Waterfall.Width"/>.</param>
/// <param name="To">Right end.</param>
/// <param name="Href">The findings behind it, where a filter can show them.</param>
/// <param name="Cause">Null for totals, and for what no cause explains.</param>
public sealed record WaterfallRow(
    string Title, long Value, WaterfallRowKind Kind, double From, double To, string? Href, ChangeCause? Cause = null)
{
    public string Text => Kind == WaterfallRowKind.Total ? Words.Number(Value)
        : Value == 0 ? "0" : (Value > 0 ? "+" : "−") + Words.Number(Math.Abs(Value));

    public string X => Number(Math.Min(From, To));

    public string BarWidth => Number(Math.Abs(To - From));

    public string End => Number(To);

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

public enum WaterfallRowKind { Total, More, Fewer, Nothing }

/// <summary>Open findings then and now, by cause. The rows add up; what no cause explains is shown as such, never hidden.</summary>
public sealed class Waterfall
{
    /// <summary>Of the drawing, in its own units.</summary>
    public const double Width = 400;

    private Waterfall(long start, IReadOnlyList<WaterfallRow> rows)
    {
        Start = start;
        Rows = rows;
    }

    /// <summary>The number of findings at which bars begin: 0 unless both ends are far from it.</summary>
    public long Start { get; }

    public IReadOnlyList<WaterfallRow> Rows { get; }

    public static Waterfall Of(SincePrevious since)
    {
        (string Title, long Value, string? Href, bool Always, ChangeCause? Cause)[] causes =
        [
            ("New resources", since.New, "/findings?sort=newest", true, ChangeCause.New),
            ("Changed resources", since.Changed, "/findings?sort=newest", true, ChangeCause.Changed),
            ("Reappeared", since.Reappeared, "/findings?status=reopened", true, ChangeCause.Reappeared),
            ("Opened by the book", since.ConventionAdded, null, false, ChangeCause.ConventionAdded),
            ("Opened by records", since.RecordAdded, null, false, ChangeCause.RecordAdded),
            ("Mended", -since.Fixed, "/findings?status=resolved&deleted=false&sort=newest", true, ChangeCause.Fixed),
            ("Deleted in AWS", -since.Deleted, "/findings?status=resolved&deleted=true&sort=newest", true, ChangeCause.Deleted),
            ("Closed by the book", -since.ConventionRemoved, null, false, ChangeCause.ConventionRemoved),
            ("Closed by records", -since.RecordRemoved, null, false, ChangeCause.RecordRemoved),
            ("Closed unread", -since.ClosedUnread, null, true, ChangeCause.ClosedUnread),
        ];
        var unexplained = since.OpenNow - since.OpenThen - causes.Sum(c => c.Value);
        var shown = causes.Where(c => c.Always || c.Value != 0).ToList();
        if (unexplained != 0) shown.Add(("Not explained", unexplained, null, true, null));

        var levels = shown.Aggregate(new List<long> { since.OpenThen }, (l, c) => [.. l, l[^1] + c.Value]);
        var start = StartOf(levels.Min(), levels.Max());
        var scale = Width * 0.92 / Math.Max(1, levels.Max() - start);
        double At(long level) => (level - start) * scale;

        var rows = new List<WaterfallRow> { new("Open then", since.OpenThen, WaterfallRowKind.Total, 0, At(since.OpenThen), null) };
        rows.AddRange(
            shown.Select(
            (cause, i) => new WaterfallRow(
                cause.Title, cause.Value, KindOf(cause.Value), At(levels[i]), At(levels[i + 1]), cause.Href, cause.Cause)));
        rows.Add(new("Open now", since.OpenNow, WaterfallRowKind.Total, 0, At(since.OpenNow), "/findings"));
        return new Waterfall(start, rows);
    }

    // Small changes of a large number would be invisible from zero; where the axis is cut, the page says so.
    private static long StartOf(long low, long high)
    {
        var change = Math.Max(1, high - low);
        // Below the lowest level, so that totals have a bar too.
        return low < change * 4 ? 0 : Math.Max(0, (low - Math.Max(change / 2, 1)) / 10 * 10);
    }

    private static WaterfallRowKind KindOf(long value) => value switch
    {
        > 0 => WaterfallRowKind.More,
        < 0 => WaterfallRowKind.Fewer,
        _ => WaterfallRowKind.Nothing,
    };
}
