using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using FusionPortal.Browser.Walk;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>A whole job from the door to its end, by people who work in other ways than with a mouse before a large screen.</summary>
public sealed class WholeJobJourney(DemoPortal portal)
{
    [Fact]
    public async Task Lead_ByKeysAlone_SignsInAndAcknowledgesTheMostUrgentFinding()
    {
        await using var visit = await portal.StrangerAsync(portal.Address);
        var (page, keys) = (visit.Page, visit.Page.Keyboard);
        await page.GotoAsync("/");
        await PressAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Continue with company sign-in" }));
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Priya Shah" }));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Open finding" })).ToBeVisibleAsync();

        // What she can press is what the page says.
        await keys.PressAsync("?");
        var help = page.GetByRole(AriaRole.Dialog, new() { Name = "Keys and help" });
        await Expect(help).ToContainTextAsync("search or go to");
        await keys.PressAsync("Escape");
        await Expect(help).ToHaveCountAsync(0);

        await PressAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Open finding" }));
        await Expect(page).ToHaveURLAsync(new Regex("/findings/F-\\d+$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge…" }));
        await Expect(page.GetByLabel("What will be done, and when")).ToBeFocusedAsync();
        await keys.TypeAsync("Why? Marek turns it off on Monday");
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge", Exact = true }));
        await Expect(page.GetByText("Why? Marek turns it off on Monday")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Installer_OnAPhone_WorksASectionOfARun()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz", touch: true);
        var page = ana.Page;
        var run = await Installs.StartAsync(page, "Pocket Bakery", "pocketbakery");
        await ana.GoAsync($"{run}?step=hosting-domains");
        await Expect(page.Locator("[data-ready]")).ToHaveCountAsync(1);
        Assert.Equal([], await PageChecks.LayoutAsync(page));

        await TapAsync(page, "Mark done");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Organization ID", Exact = true })).ToBeInViewportAsync();
        await page.GetByLabel("The client signed the organization ID off").TapAsync();
        await page.GetByLabel("Signed off by").FillAsync("Dana Whitfield");
        await page.GetByLabel("Signed off on").FillAsync("2026-11-11");
        await TapAsync(page, "Mark done");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Site title and region" })).ToBeVisibleAsync();

        // The picker stands for the rail, and says how far it is.
        var picker = page.Locator(".section-picker summary");
        await Expect(picker).ToContainTextAsync(new Regex("\\b2 of \\d+ in all"));
        await picker.TapAsync();
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Sections, on a phone" })).ToBeVisibleAsync();
        Assert.Equal([], await PageChecks.LayoutAsync(page));
    }

    [Fact]
    public async Task Lead_AtTwiceTheSize_GoesFromHomeToAMixUp()
    {
        await using var priya = await portal.VisitAsync("Priya Shah");
        var page = priya.Page;
        // A desk's screen at 200 %.
        await page.SetViewportSizeAsync(720, 450);
        await page.GetByRole(AriaRole.Button, new() { Name = "Open menu" }).ClickAsync();
        var menu = page.GetByRole(AriaRole.Navigation, new() { Name = "Main menu" });
        await menu.GetByRole(AriaRole.Link, new() { Name = "Findings" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Findings" })).ToBeVisibleAsync();
        Assert.Equal([], await PageChecks.LayoutAsync(page));
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Mix-ups") }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("mixUps=true"));

        await page.GetByRole(AriaRole.Row).Nth(1).GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/findings/F-\\d+"));
        await Expect(page.GetByText("AWS says").First).ToBeVisibleAsync();
        Assert.Equal([], await PageChecks.LayoutAsync(page));
    }

    // By Tab to it, as somebody without a mouse gets there, and Enter.
    private static async Task PressAsync(IPage page, ILocator wanted)
    {
        await wanted.WaitForAsync();
        for (var i = 0; i < 80; i++)
        {
            if (await wanted.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                await page.Keyboard.PressAsync("Enter");
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"80 presses of Tab do not reach {wanted}.");
    }

    private static Task TapAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button }).First.TapAsync();
}
