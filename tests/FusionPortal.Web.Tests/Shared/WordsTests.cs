using FusionPortal.Web.Components.Shared;
using Xunit;

namespace FusionPortal.Web.Tests.Shared;

public sealed class WordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 41, 30, TimeSpan.Zero);

    [Theory]
    [InlineData(1, "1 step")]
    [InlineData(0, "0 steps")]
    [InlineData(4623, "4,623 steps")]
    public void Count_AnyNumber_AgreesWithItsNoun(int number, string expected) => Assert.Equal(expected, Words.Count(number, "step"));

    [Fact]
    public void List_GrowingItems_ReadsAsProse()
    {
        Assert.Equal("none", Words.List([]));
        Assert.Equal("a", Words.List(["a"]));
        Assert.Equal("a and b", Words.List(["a", "b"]));
        Assert.Equal("a, b and c", Words.List(["a", "b", "c"]));
    }

    [Theory]
    [InlineData(59, "just now")]
    [InlineData(60, "1 min ago")]
    [InlineData(59 * 60 + 59, "59 min ago")]
    [InlineData(3600, "1 h ago")]
    [InlineData(24 * 3600 - 1, "23 h ago")]
    [InlineData(24 * 3600, "22 Nov 2026")]
    public void Ago_PastMoment_IsRelativeUnderADay(int seconds, string expected) =>
        Assert.Equal(expected, Words.Ago(Now.AddSeconds(-seconds), Now, TimeZoneInfo.Utc));

    [Fact]
    public void Ago_MomentToCome_GivesItsDateAndTime() =>
        Assert.Equal("24 Nov 2026, 09:41", Words.Ago(Now.AddDays(1), Now, TimeZoneInfo.Utc));

    [Theory]
    [InlineData(-60, "now")]
    [InlineData(0, "now")]
    [InlineData(59, "now")]
    [InlineData(60, "1 min")]
    [InlineData(22 * 60, "22 min")]
    [InlineData(13 * 3600, "13 h")]
    [InlineData(5 * 24 * 3600 + 7000, "5 d")]
    public void Brief_AnySpan_HasOneUnit(int seconds, string expected) =>
        Assert.Equal(expected, Words.Brief(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void DateAndTime_WithOffset_NamesTheZoneOfTheClockShown() =>
        Assert.Equal(
            "23 Nov 2026, 10:41 UTC+01:00", Words.DateAndTime(Now, TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid"), withOffset: true));
}
