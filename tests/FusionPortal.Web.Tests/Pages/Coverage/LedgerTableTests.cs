using Bunit;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Web.Components.Pages.Coverage;
using FusionPortal.Web.Tests.Kit;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Coverage;

public sealed class LedgerTableTests : PortalContext
{
    private static readonly DateTimeOffset Denied = DateTimeOffset.UtcNow.AddHours(-3);

    [Fact]
    public void Gap_NeverReadWhole_IsHatched_ItsResourcesUnknown_AndSaysSinceWhen()
    {
        var shown = Show(Row(CoverageOutcome.Denied, Denied, null), withReason: true);

        Assert.Equal(["Denied", "Never"], shown.FindAll(".status.unknown.box").Select(m => m.TextContent));
        Assert.Empty(shown.FindAll(".status.pass"));
        Assert.Equal("unknown", shown.Find("td .unknown-number").TextContent);
        Assert.Equal("3 h ago", shown.Find("td.column-since").TextContent.Trim());
        Assert.Contains(shown.FindAll("th"), h => h.TextContent.Trim() == "Since");
    }

    [Fact]
    public void Target_ReadWhole_HatchesNothing()
    {
        var shown = Show(Row(CoverageOutcome.Completed, Denied, Denied), withReason: false);

        Assert.Empty(shown.FindAll(".status.unknown, .unknown-number"));
        Assert.Equal("1,204", shown.Find("td.column-resources").TextContent.Trim());
    }

    private IRenderedComponent<LedgerTable> Show(CoverageRow row, bool withReason) =>
        Render<LedgerTable>(p => p.Add(t => t.Rows, [row]).Add(t => t.Caption, "Rows").Add(t => t.WithReason, withReason));

    private static CoverageRow Row(CoverageOutcome outcome, DateTimeOffset since, DateTimeOffset? whole) => new(
        new ScanTarget("111111111111", "us-east-1", "s3"), "POS", outcome, null, since, whole, since, 1204, false, 2, 0, 6);
}
