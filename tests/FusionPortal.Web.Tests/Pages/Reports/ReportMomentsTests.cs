using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Reports;
using FusionPortal.Web.Components.Pages.Reports;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Reports;

public sealed class ReportMomentsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    private static AuditEntry Exported(
        long seq, string sha = "aa", string asOf = "2026-10-31T23:59:59+00:00", string format = "csv", string filter = "{}",
        bool complete = true) => new(
        seq, Now.AddMinutes(seq), "sub", "report.exported", "report:findings", "h",
        $$$"""{"data":{"format":"{{{format}}}","version":1,"filter":{{{filter}}},"asOf":"{{{asOf}}}","complete":"""
            + $$$"""{{{(complete ? "true" : "false")}}},"rows":3,"sha256":"{{{sha}}}"}}""");

    [Fact]
    public void EarlierReport_IsTheNewestOfTheVerySameQuestion()
    {
        var before = EarlierReport.Find(
            Exported(9),
            [
                Exported(8, format: "json"), Exported(7, asOf: "2026-11-01T00:00:00+00:00"), Exported(6, filter: """{"account":"1"}"""),
                    Exported(5, complete: false),
                Exported(4, "bb"), Exported(3, "cc"),
            ]);

        Assert.Equal(new EarlierReport(Now.AddMinutes(4), "bb", 4), before);
    }

    [Fact]
    public void EarlierReport_IsFoundWhateverWasRedactedSince()
    {
        static AuditEntry With(AuditEntry entry, int redacted) => entry with
        {
            Body = entry.Body!.Replace(
                "\"complete\"", $"\"redacted\":{redacted},\"knowledgeHours\":26,\"complete\"", StringComparison.Ordinal),
        };

        Assert.Equal(4, EarlierReport.Find(With(Exported(9), 1), [With(Exported(4), 0)])?.Seq);
        // Of a version that wrote neither.
        Assert.Equal(3, EarlierReport.Find(With(Exported(9), 1), [Exported(3)])?.Seq);
    }

    [Fact]
    public void FirstReport_HasNothingToCompareWith() => Assert.Null(EarlierReport.Find(Exported(9), []));

    [Theory]
    [InlineData("", null)]
    [InlineData("2026-10-31", "2026-10-31T23:59:59+00:00")]
    [InlineData("31 Oct 2026", "2026-10-31T23:59:59+00:00")]
    [InlineData("31 Oct 2026 23:59 +01:00", "2026-10-31T22:59:00+00:00")]
    [InlineData("31 Oct 2026 12:00:05 +00:00", "2026-10-31T12:00:05+00:00")]
    public void Moment_IsReadAsPeopleWriteIt(string text, string? expected)
    {
        Assert.True(ReportMoments.TryMoment(text, out var moment));
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), moment);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("31/31/2026")]
    public void WhatIsNoMoment_IsRefused(string text) => Assert.False(ReportMoments.TryMoment(text, out _));

    [Fact]
    public void Stamp_IsReadAgainAsTheSameMoment()
    {
        Assert.True(ReportMoments.TryMoment(ReportMoments.Stamp(Now), out var again));
        Assert.Equal(Now, again);
    }
}
