using Bunit;
using FusionPortal.Core;
using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace FusionPortal.Web.Tests.Shared;

public sealed class ScanThisTests : BunitContext
{
    // Of a portal without regions: it refuses before it needs anything else.
    public ScanThisTests() => Services.AddSingleton(new StartScan(null!, null!, Options.Create(new ScanOptions()), TimeProvider.System));

    [Fact]
    public void ForAnAuditor_ThereIsNothing() => Assert.Empty(Show(Role.Auditor).Markup.Trim());

    [Fact]
    public void Button_NamesWhatItScans_AndARefusalStandsBesideIt()
    {
        var shown = Show(Role.Lead);

        Assert.Equal("Scan this account POS QA", shown.Find("button").TextContent);
        shown.Find("button").Click();

        Assert.StartsWith(
            "No region is configured to scan.", shown.Find("[role=status] .status.fail").TextContent, StringComparison.Ordinal);
        Assert.False(shown.Find("button").HasAttribute("disabled"));
        Assert.Empty(shown.FindAll("a"));
    }

    private IRenderedComponent<ScanThis> Show(Role role)
    {
        Services.AddSingleton(new CurrentActor(new SignedIn(role)));
        return Render<ScanThis>(
            p => p.Add(s => s.AccountId, "441002721185").Add(s => s.Text, "Scan this account").Add(s => s.Of, "POS QA"));
    }
}
