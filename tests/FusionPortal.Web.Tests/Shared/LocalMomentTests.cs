using FusionPortal.Web.Components.Shared;
using Xunit;

namespace FusionPortal.Web.Tests.Shared;

public sealed class LocalMomentTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("31 Oct 2026", "", "2026-10-31T22:59:59+00:00")]
    [InlineData("2026-10-31", "23:59", "2026-10-31T22:59:00+00:00")]
    [InlineData(" 1 Jul 2026 ", "9:05:07", "2026-07-01T07:05:07+00:00")]
    // The clocks go back: the first of the two.
    [InlineData("25 Oct 2026", "02:30", "2026-10-25T00:30:00+00:00")]
    public void Moment_IsReadInTheZone(string day, string time, string expected)
    {
        Assert.Null(LocalMoment.Read(day, time, Berlin, out var moment));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), moment);
        Assert.Equal(TimeSpan.Zero, moment!.Value.Offset);
    }

    [Fact]
    public void Nothing_IsNoMoment()
    {
        Assert.Null(LocalMoment.Read(null, " ", Berlin, out var moment));
        Assert.Null(moment);
    }

    [Theory]
    [InlineData("yesterday", "", "This is no day.")]
    [InlineData("31 Nov 2026", "", "This is no day.")]
    [InlineData("31 Oct 2026", "25:00", "This is no time.")]
    [InlineData("", "12:00", "A time needs its day.")]
    [InlineData("29 Mar 2026", "02:30", "The clocks skipped 02:30")]
    public void WhatIsNoMoment_SaysWhy(string day, string time, string why)
    {
        Assert.StartsWith(why, LocalMoment.Read(day, time, Berlin, out var moment), StringComparison.Ordinal);
        Assert.Null(moment);
    }

    [Fact]
    public void Moment_IsWrittenAsItIsRead()
    {
        var at = new DateTimeOffset(2026, 10, 31, 22, 59, 59, TimeSpan.Zero);

        Assert.Null(LocalMoment.Read(LocalMoment.Day(at, Berlin), LocalMoment.Time(at, Berlin), Berlin, out var again));
        Assert.Equal(at, again);
    }
}
