using Bunit;
using FusionPortal.Core.Scans.Scheduling;
using FusionPortal.Web.Components.Pages.Scans;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Scans;

public sealed class ScheduleTableTests : BunitContext
{
    private static readonly DateTimeOffset Next = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    private static readonly ScheduleRow Everything = new(null, null, null, "0 0 * * * ?", "configuration", null, Next);

    private static readonly ScheduleRow Account =
        new(Guid.CreateVersion7(), "441002721185", null, "0 0 2 * * ?", "Priya Shah", "POS QA", Next);

    [Fact]
    public void Schedule_IsRemovedByALead_ThatOfConfigurationByNobody()
    {
        var removed = new List<Guid>();
        var shown = Render<ScheduleTable>(p => p
            .Add(t => t.Rows, [Everything, Account]).Add(t => t.Paused, new HashSet<string>()).Add(t => t.MayDirect, true)
                .Add(t => t.OnRemove, removed.Add));

        var button = Assert.Single(shown.FindAll("button"));
        Assert.Equal("Remove the schedule of POS QA", button.TextContent);
        button.Click();
        Assert.Equal([Account.Id!.Value], removed);
    }

    [Fact]
    public void Schedule_SaysWhenInWords_AndWhenNext()
    {
        var shown = Show(Account, []);

        Assert.Contains("every day at 02:00 UTC", shown.Markup, StringComparison.Ordinal);
        Assert.Contains("24 Nov 2026, 02:00", shown.Markup, StringComparison.Ordinal);
        Assert.Empty(shown.FindAll("button"));
    }

    [Fact]
    public void Schedule_ThatReadsNothing_SaysWhy()
    {
        Assert.Equal("Account paused", Show(Account, ["441002721185"]).Find(".status.hold").TextContent);
        Assert.Equal("Never again", Show(Account with { NextAt = null }, []).Find(".status.idle").TextContent);
    }

    private IRenderedComponent<ScheduleTable> Show(ScheduleRow row, HashSet<string> paused) =>
        Render<ScheduleTable>(p => p.Add(t => t.Rows, [row]).Add(t => t.Paused, paused).Add(t => t.MayDirect, false));
}
