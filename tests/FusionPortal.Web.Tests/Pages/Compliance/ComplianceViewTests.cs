using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Pages.Compliance;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Compliance;

public sealed class ComplianceViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    private static ComplianceView View(ComplianceScore score, ComplianceScore? previous = null) => new(
        new ComplianceFilter(), new ComplianceSummary(Now, [], [], score, previous, new CoverageSummary(68, 64, []), 0, [], null), [], [],
            new HeatMap([], [], 0), null, [], Now,
        TimeZoneInfo.Utc);

    [Theory]
    [InlineData(16898, 504, "97.1%")]
    [InlineData(999999, 1, "99.9%")]
    [InlineData(10, 0, "100%")]
    [InlineData(0, 5, "0%")]
    [InlineData(0, 0, "none")]
    public void Score_IsNeverRoundedUpToPerfect_AndIsNoneOfNothing(long passed, long violated, string shown) =>
        Assert.Equal(shown, View(new ComplianceScore(passed, violated, 801)).ScoreText);

    [Theory]
    [InlineData(971, 29, 972, 28, "−0.1 since the previous scan")]
    [InlineData(972, 28, 971, 29, "+0.1 since the previous scan")]
    [InlineData(971, 29, 971, 29, "unchanged since the previous scan")]
    public void ScoreChange_SaysWhichWay(long passed, long violated, long passedThen, long violatedThen, string shown) =>
        Assert.Equal(shown, View(new ComplianceScore(passed, violated, 0), new ComplianceScore(passedThen, violatedThen, 0)).ScoreChange);

    [Fact]
    public void Score_StandsBesideHowFarItReaches_AndWhatItLostSightOf()
    {
        var blind = View(new ComplianceScore(90, 5, 20, LostSightOf: 5));

        Assert.Equal("90%", blind.ScoreText);
        Assert.Equal("90 of 95 evaluated pairs pass; 5 violations out of sight count against it", blind.ScoreMeans);
        Assert.Equal("with 64 of 68 targets read", blind.ScoreReach);
        Assert.Equal("90 of 95 evaluated pairs pass", View(new ComplianceScore(90, 5, 20)).ScoreMeans);
        Assert.Null(View(new ComplianceScore(0, 0, 5)).ScoreReach);
    }

    [Fact]
    public void ScoreChange_WithoutAPreviousScore_IsNotClaimed() => Assert.Null(View(new ComplianceScore(1, 1, 0)).ScoreChange);

    [Fact]
    public void Address_CarriesAccountAndMoment()
    {
        var filter = new ComplianceFilter("441002721185", Now);

        Assert.Equal(filter, ComplianceView.FilterOf(new Uri("http://portal.test" + ComplianceView.Href(filter))));
        Assert.Equal("/compliance", ComplianceView.Href(new ComplianceFilter()));
    }

    [Fact]
    public void MatrixCell_OfUnknownClients_LeadsToFindingsOfNone()
    {
        var row = new EnvironmentRow("441002721185", "POS Production", AccountRole.Production, [], new EnvironmentCell(null, 1, false), 0);

        Assert.Equal("/findings?account=441002721185&organization=", View(new ComplianceScore(1, 0, 0)).MatrixHref(row, row.Unknown));
        Assert.Equal(
            "/findings?account=441002721185&environment=qa&mixUps=true",
            View(new ComplianceScore(1, 0, 0)).MatrixHref(row, new EnvironmentCell(EnvironmentKind.QA, 2, false)));
    }

    [Theory]
    [InlineData(0, 0, 0, "none")]
    [InlineData(5, 0, 0, "pass")]
    [InlineData(5, 1, 0, "open")]
    [InlineData(0, 4, 0, "many")]
    [InlineData(0, 0, 3, "unknown")]
    [InlineData(5, 0, 1, "unknown")]
    [InlineData(5, 2, 1, "open")]
    public void HeatCell_IsPlainOnlyWhereEverythingWasJudgedAndPasses(long passed, long open, long notEvaluated, string css) =>
        Assert.Equal(css, HeatCell.Of(new HeatMapCell(passed, open, notEvaluated)).Css);

    [Fact]
    public void HeatCell_WithoutACell_DoesNotApply() =>
        Assert.Equal(("none", "does not apply"), (HeatCell.Of(null).Css, HeatCell.Of(null).Told));
}
