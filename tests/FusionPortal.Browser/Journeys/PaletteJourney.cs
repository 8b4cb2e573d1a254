using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>Priya goes where she wants by what she types, and never takes her hands off the keys.</summary>
public sealed class PaletteJourney(DemoPortal portal)
{
    [Fact]
    public async Task Lead_ByKeysAlone_FindsAndGoes_AndIsBackWhereSheWas()
    {
        await using var priya = await portal.VisitAsync("Priya Shah", "/findings");
        var (page, keys) = (priya.Page, priya.Page.Keyboard);
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "Search or go to" });
        var chosen = page.Locator("[role=option][aria-selected=true]");
        await Expect(page.Locator("[data-opens-palette]")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).FocusAsync();

        // Nothing typed: what one can begin, and where one can go. Escape gives the focus back.
        await keys.PressAsync("Control+k");
        await Expect(box).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Option, new() { Name = "New client" })).ToBeVisibleAsync();
        await Expect(page.Locator(".palette-foot")).ToContainTextAsync("Index");
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('.shell').inert"));
        await keys.PressAsync("Escape");
        await Expect(box).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        Assert.False(await page.EvaluateAsync<bool>("document.querySelector('.shell').inert"));

        // Words in any order, without accents; the arrows choose, Enter goes.
        await keys.PressAsync("Control+k");
        await Expect(box).ToBeFocusedAsync();
        await keys.TypeAsync("kite buck", new() { Delay = 30 });
        await Expect(box).ToHaveValueAsync("kite buck");
        await Expect(chosen).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Resources" })).ToContainTextAsync("fusion-rms-kiteqa");
        await Expect(page.Locator(".palette-said")).ToContainTextAsync("found");
        await priya.LookAsync("palette");
        await box.FocusAsync();
        var first = await chosen.GetAttributeAsync("id");
        await keys.PressAsync("ArrowDown");
        await Expect(chosen).Not.ToHaveAttributeAsync("id", first!);
        await Expect(box).ToHaveAttributeAsync("aria-activedescendant", (await chosen.GetAttributeAsync("id"))!);
        await keys.PressAsync("ArrowUp");
        await Expect(chosen).ToHaveAttributeAsync("id", first!);
        await keys.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/inventory/[0-9a-f]{32}$"));
        await Expect(box).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();

        // A number goes straight, and so does an act.
        await keys.PressAsync("Control+k");
        await Expect(box).ToBeFocusedAsync();
        await keys.TypeAsync("f-1");
        await Expect(chosen).ToContainTextAsync("F-1");
        await keys.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/findings/F-1$"));
        await Expect(box).ToHaveCountAsync(0);
        await keys.PressAsync("Control+k");
        await Expect(box).ToBeFocusedAsync();
        await keys.TypeAsync("> new cl");
        await Expect(chosen).ToContainTextAsync("New client");
        await keys.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/clients/new$"));
    }
}
