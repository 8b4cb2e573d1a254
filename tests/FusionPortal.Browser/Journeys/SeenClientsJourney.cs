using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>A lead is offered what AWS shows and nobody recorded, and sees what recording it opens and closes.</summary>
public sealed class SeenClientsJourney(DemoPortal portal)
{
    [Fact]
    public async Task Lead_SeesWhatIsOffered_AndWhatRecordingItChanges()
    {
        await using var priya = await portal.VisitAsync("Priya Shah", "/clients/seen-in-aws");
        await Expect(priya.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Record bkry2", Exact = true })).ToBeCheckedAsync();
        await Expect(priya.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Record nwqa2", Exact = true })).Not.ToBeCheckedAsync();
        await priya.LookAsync("seen-clients");

        await priya.Page.GetByRole(AriaRole.Button, new() { Name = "Show what that changes" }).ClickAsync();

        await Expect(priya.Page.GetByText("would close")).ToBeVisibleAsync();
        await Expect(priya.Page.GetByRole(AriaRole.Button, new() { Name = "Record " }).First).ToBeEnabledAsync();
    }
}
