using System.Globalization;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.Compliance;

/// <summary>What the page of the estate over time shows.</summary>
/// <param name="Since">What changed since a day ago, or since the previous scan where the portal knows nothing of then; null where there is
/// neither.</param>
/// <param name="IsYesterday">Whether it is a day ago.</param>
public sealed record TrendView(
    TrendFilter Filter, Trend Trend, SincePrevious? Since, IReadOnlyList<ChangeBehind> Behind, bool IsYesterday)
{
    public const string Path = "/compliance/trend";

    private const string SpanKey = "span";

    public TrendPoint? First => Trend.Points.Count == 0 ? null : Trend.Points[0];

    public TrendPoint? Last => Trend.Points.Count == 0 ? null : Trend.Points[^1];

    public Waterfall? Fall { get; } = Since is null ? null : Waterfall.Of(Since);

    /// <summary>Whether the portal knows less than was asked for.</summary>
    public bool IsShort => First is { } first && first.At > Trend.From;

    /// <summary>"The score is 97.1%, down 0.1 since the day before and up 3 since 25 Aug 2026".</summary>
    public string Sentence
    {
        get
        {
            if (Last is not { } last) return "Nothing is known yet";
            if (last.Score.Percent is not { } now) return "There is no score yet";
            var moves = new List<string>();
            if (Trend.Points.Count > 1) Move(moves, Trend.Points[^2], now, "since the day before", "as the day before");
            if (Trend.Points.Count > 2) Move(moves, First!, now, $"since {Day(First!)}", $"as on {Day(First!)}");
            var said = $"The score is {ScoreWords.Percent(now)}";
            return moves.Count == 0 ? said : $"{said}, {string.Join(" and ", moves)}";
        }
    }

    /// <summary>The day a point closes, in UTC; for the last one the day it is of.</summary>
    public string Day(TrendPoint point) => DayOf(point).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The same without the year, for axes.</summary>
    public string ShortDay(TrendPoint point) => DayOf(point).ToString("d MMM", CultureInfo.InvariantCulture);

    /// <summary>What people and the scanner did between a point and the one before it.</summary>
    public IReadOnlyList<string> Happened(int index)
    {
        var point = Trend.Points[index];
        var after = index == 0 ? DateTimeOffset.MinValue : Trend.Points[index - 1].At;
        var said = Trend.Marks.Where(m => m.At > after && m.At <= point.At).Select(Of).ToList();
        if (index > 0 && CoverageChange(Trend.Points[index - 1], point) is { } change) said.Add(change);
        return said;
    }

    public static string Of(TrendMark mark) => mark.Kind switch
    {
        TrendMarkKind.Book => $"Convention book version {mark.Version}",
        TrendMarkKind.Template => $"{EscapedText.Plain(mark.Title ?? "Template")} version {mark.Version}",
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark.Kind, null),
    };

    /// <summary>"2 more targets not read"; null where as many were read as before.</summary>
    public static string? CoverageChange(TrendPoint before, TrendPoint point)
    {
        var change = point.Targets - point.Completed - (before.Targets - before.Completed);
        return change switch
        {
            0 => null,
            > 0 => $"{Words.Count(change, "more target")} not read",
            < 0 => $"{Words.Count(-change, "target")} read again",
        };
    }

    public static TrendFilter FilterOf(Uri address)
    {
        var compliance = ComplianceView.FilterOf(address);
        QueryHelpers.ParseQuery(address.Query).TryGetValue(SpanKey, out var span);
        return new TrendFilter(compliance.AccountId, TrendSpans.Find(span) ?? TrendSpan.Days30, compliance.AsOf);
    }

    public static string Href(TrendFilter filter) => QueryHelpers.AddQueryString(
        ComplianceView.Href(new ComplianceFilter(filter.AccountId, filter.AsOf)).Replace(
            ComplianceView.Path, Path, StringComparison.Ordinal), SpanKey, TrendSpans.WordOf(filter.Span));

    public static string Title(TrendSpan span) => span switch
    {
        TrendSpan.Days30 => "30 days",
        TrendSpan.Days90 => "90 days",
        TrendSpan.Year => "1 year",
        _ => throw new ArgumentOutOfRangeException(nameof(span), span, null),
    };

    private static DateTime DayOf(TrendPoint point) => point.At.UtcDateTime.AddTicks(-1).Date;

    private static void Move(List<string> moves, TrendPoint before, double now, string since, string same)
    {
        if (before.Score.Percent is not { } then) return;
        var change = ScoreWords.Between(then, now);
        moves.Add(change == 0 ? same : $"{(change > 0 ? "up" : "down")} {Words.Number(Math.Abs(change))} {since}");
    }
}
