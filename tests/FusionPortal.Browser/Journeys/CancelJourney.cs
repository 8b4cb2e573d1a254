using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>Ana cancels an install that will not be worked to its end, and its client may get a new one.</summary>
public sealed class CancelJourney(DemoPortal portal)
{
    [Fact]
    public async Task Installer_CancelsAnInstall_AndItsClientMayGetANewOne()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz", "/clients/new");
        await ana.Page.GetByLabel("Site title").FillAsync("Short Stay");
        await Expect(ana.Page.GetByLabel("Organization ID")).ToHaveValueAsync("shortstay");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Record the client" }).ClickAsync();
        await ana.Page.GetByRole(AriaRole.Link, new() { Name = "Start the install" }).ClickAsync();
        await StartAsync(ana.Page);

        await ana.Page.GetByText("Cancel this run…").ClickAsync();
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel the run" }).ClickAsync();
        await Expect(ana.Page.Locator("#cancel-error")).ToContainTextAsync("reason");
        await ana.LookAsync("run-cancel");
        await ana.Page.GetByLabel("Why it will not be worked to its end").FillAsync("The client signed elsewhere");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel the run" }).ClickAsync();

        await Expect(ana.Page.GetByText("Ana Ruiz cancelled this run: The client signed elsewhere")).ToBeVisibleAsync();
        await ana.LookAsync("run-cancelled");
        await ana.GoAsync("/clients/shortstay");
        await Expect(ana.Page.GetByText(new Regex("^Cancelled "))).ToBeVisibleAsync();
        await ana.LookAsync("client-cancelled");
        await ana.Page.GetByRole(AriaRole.Link, new() { Name = "Start a new install" }).ClickAsync();
        await StartAsync(ana.Page);
        await Expect(ana.Page.GetByText("cancelled this run")).ToHaveCountAsync(0);
    }

    private static async Task StartAsync(IPage page)
    {
        await page.GetByLabel("I have read and understood it").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the install" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/runs/[0-9a-f-]{36}"), new() { Timeout = 20_000 });
        await Expect(page.Locator("[data-ready]")).ToHaveCountAsync(1);
    }
}
