using Bunit;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Pages.Reports;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Reports;

/// <summary>A box of the report's form says all it is asked, since the certificate speaks of all of it.</summary>
public sealed class ParameterBoxTests : BunitContext
{
    [Fact]
    public void SeveralAccounts_OfWhichABoxShowsOne_AreAllSaid()
    {
        var box = Box("account", "111122223333", "444455556666");

        Assert.Equal("111122223333", box.Find("option[value='111122223333']").TextContent);
        Assert.StartsWith("And 444455556666.", box.Find(".help").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ThoseThatHaveNone_AreNotShownAsAll() =>
        Assert.StartsWith("Asked for those that have none.", Box("organization", "").Find(".help").TextContent, StringComparison.Ordinal);

    [Fact]
    public void OneValue_NeedsNoWords() => Assert.Empty(Box("organization", "bkry2").FindAll(".help"));

    private IRenderedComponent<ParameterBox> Box(string key, params string[] values) => Render<ParameterBox>(
        p => p.Add(b => b.Key, FindingKeys.All.All.Single(k => k.Name == key)).Add(b => b.Values, values));
}
