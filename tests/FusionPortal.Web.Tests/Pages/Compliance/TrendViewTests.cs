using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Pages.Compliance;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Compliance;

public sealed class TrendViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Midnight = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    private static TrendPoint Point(DateTimeOffset at, long passed, long violated, int completed = 10) =>
        new(at, violated, 0, 0, new ComplianceScore(passed, violated, 0), 10, completed);

    private static TrendView View(params TrendPoint[] points) =>
        new(new TrendFilter(), new Trend(points, [], Now.AddDays(-30)), null, [], false);

    [Fact]
    public void Sentence_SaysHowTheScoreMoved()
    {
        Assert.Equal("Nothing is known yet", View().Sentence);
        Assert.Equal("The score is 90%", View(Point(Now, 90, 10)).Sentence);
        Assert.Equal(
            "The score is 90%, up 5 since the day before and down 4 since 20 Nov 2026",
            View(Point(Midnight.AddDays(-2), 94, 6), Point(Midnight, 85, 15), Point(Now, 90, 10)).Sentence);
        Assert.Equal(
            "The score is 90%, as the day before", View(Point(Midnight, 90, 10), Point(Now, 90, 10)).Sentence);
    }

    [Fact]
    public void Day_OfAMidnight_IsTheOneItEnds() =>
        Assert.Equal(["22 Nov 2026", "23 Nov 2026"], new[] { Point(Midnight, 1, 0), Point(Now, 1, 0) }.Select(View().Day));

    [Fact]
    public void Address_KeepsSpanAccountAndMoment()
    {
        var filter = new TrendFilter("441002721185", TrendSpan.Year, Now);

        Assert.Equal(filter, TrendView.FilterOf(new Uri("https://portal.example" + TrendView.Href(filter))));
        Assert.Equal(new TrendFilter(), TrendView.FilterOf(new Uri("https://portal.example/compliance/trend?span=ever")));
    }

    [Fact]
    public void Drawing_DashesAndHatches_WhereLittleWasRead()
    {
        var drawing = TrendDrawing.Of(View(
            Point(Now.AddDays(-3), 90, 10), Point(Now.AddDays(-2), 91, 9), Point(Now.AddDays(-1), 92, 8, completed: 5), Point(Now, 93, 7)));

        Assert.Equal(1, drawing.Line.Count(c => c == 'M'));
        Assert.Equal(2, drawing.DashedLine.Count(c => c == 'M'));
        Assert.Single(drawing.Hatched());
        Assert.Equal([false, false, true, false], drawing.Strip().Select(s => s.IsLow));
        Assert.InRange(drawing.Y(90), TrendDrawing.Top, TrendDrawing.Bottom);
        Assert.True(drawing.Y(93) < drawing.Y(90));
        Assert.Equal(["2 more targets not read"], new[] { TrendView.CoverageChange(Point(Now, 1, 0), Point(Now, 1, 0, 8)) });
    }
}
