using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Shared;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Compliance;

public sealed class WaterfallTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    private static SincePrevious Since(
        long then, long now, long added = 0, long reappeared = 0, long book = 0, long gone = 0, long lost = 0, long deleted = 0,
        long changed = 0) =>
        new(Now.AddHours(-1), Now, then, added, changed, reappeared, book, 0, gone, deleted, 0, 0, lost, now);

    [Fact]
    public void Rows_AddUpFromThenToNow()
    {
        var fall = Waterfall.Of(Since(489, 503, added: 25, changed: 9, reappeared: 6, book: 12, gone: 30, deleted: 8));

        Assert.Equal(
            [("Open then", "489"), ("New resources", "+25"), ("Changed resources", "+9"), ("Reappeared", "+6"),
                ("Opened by the book", "+12"),
                ("Mended", "−30"), ("Deleted in AWS", "−8"), ("Closed unread", "0"), ("Open now", "503")],
            fall.Rows.Select(r => (r.Title, r.Text)));
    }

    [Fact]
    public void EachBar_BeginsWhereTheOneBeforeEnded_AndTheLastTotalMeetsThem()
    {
        var rows = Waterfall.Of(Since(489, 503, added: 34, reappeared: 6, book: 12, gone: 38)).Rows;

        for (var i = 1; i < rows.Count - 1; i++) Assert.Equal(rows[i - 1].To, rows[i].From, 6);
        Assert.Equal(rows[^1].To, rows[^2].To, 6);
        Assert.All(rows, r => Assert.InRange(Math.Max(r.From, r.To), 0, Waterfall.Width));
    }

    [Fact]
    public void WhatNoCauseExplains_IsShown() =>
        Assert.Contains(Waterfall.Of(Since(10, 15, added: 3)).Rows, r => (r.Title, r.Text) == ("Not explained", "+2"));

    [Fact]
    public void ClosedUnread_IsAlwaysShown_AsZeroToo() =>
        Assert.Contains(Waterfall.Of(Since(5, 5)).Rows, r => (r.Title, r.Text) == ("Closed unread", "0"));

    [Theory]
    [InlineData(489, 34, 38, 460)]
    [InlineData(3, 34, 0, 0)]
    [InlineData(170, 0, 0, 160)]
    [InlineData(0, 0, 0, 0)]
    public void Axis_IsCutOnlyWhereBothEndsAreFarFromZero(long then, long added, long gone, long start) =>
        Assert.Equal(start, Waterfall.Of(Since(then, then + added - gone, added, gone: gone)).Start);
}
