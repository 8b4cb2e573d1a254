using System.Text.RegularExpressions;
using Bunit;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Tests.Kit;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Scans;

public sealed class CoverageGapTableTests : PortalContext
{
    private static readonly DateTimeOffset Denied = new(2026, 11, 20, 2, 10, 0, TimeSpan.Zero);

    [Fact]
    public void DeniedTarget_IsHatched_WithTheReasonAndWhatToGrant_NeverGreen()
    {
        var shown = Show(new CoverageGap(
            new ScanTarget("441002721185", "ca-central-1", "tagging"), "POS Production", CoverageOutcome.Denied,
                "AWS refused <b>sts:AssumeRole</b>", Denied, Denied.AddHours(-1), 604));

        Assert.Equal("Denied", shown.Find(".status.unknown.box").TextContent);
        Assert.Empty(shown.FindAll(".status.pass"));
        Assert.Contains("AWS refused <b>sts:AssumeRole</b>", shown.Find("td.why").TextContent, StringComparison.Ordinal);
        Assert.Contains("allow the calls of this service", shown.Find("td.why").TextContent, StringComparison.Ordinal);
        Assert.Contains("604", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void TargetNeverScanned_HasUnknownResources_NotZero()
    {
        var shown =
            Show(new CoverageGap(new ScanTarget("441002721187", "us-west-2", "tagging"), "", CoverageOutcome.Never, null, null, null, 0));

        var cells = shown.FindAll("td").Select(c => Regex.Replace(c.TextContent.Trim(), @"\s+", " ")).ToArray();
        Assert.StartsWith("441002721187, us-west-2", cells[0], StringComparison.Ordinal);
        Assert.Equal(["Never scanned", "always", "Never", "unknown"], cells[1..5]);
    }

    private IRenderedComponent<CoverageGapTable> Show(CoverageGap gap) => Render<CoverageGapTable>(p => p.Add(t => t.Gaps, [gap]));
}
