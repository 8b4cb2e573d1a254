using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>Ana works without a mouse: the focus is where work goes on, single keys act in the list of steps alone, and can be switched
/// off.</summary>
public sealed class KeyboardJourney(DemoPortal portal)
{
    [Fact]
    public async Task Heading_DrawnAnewOnceItsPageIsRead_KeepsTheFocus()
    {
        await using var priya = await portal.VisitAsync("Priya Shah", "/help");
        var heading = priya.Page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await heading.FocusAsync();

        await heading.EvaluateAsync("h1 => { const loaded = h1.cloneNode(true); loaded.id = 'loaded'; h1.replaceWith(loaded); }");

        await Expect(priya.Page.Locator("#loaded")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Installer_WithKeysOnly_TicksAndIsInTheNextStepsFirstField()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz");
        await Installs.StartAsync(ana.Page, "Only Keys", "onlykeys");
        var (page, keys) = (ana.Page, ana.Page.Keyboard);

        // Outside the list a single key does nothing.
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).FocusAsync();
        await keys.PressAsync("e");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await page.Locator("#cur-h").FocusAsync();
        await keys.PressAsync("e");
        await Expect(page.GetByLabel("The client signed the organization ID off")).ToBeFocusedAsync();
        await keys.PressAsync("Space");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("Dana Whitfield, next x and n");
        // Escape leaves the box for the list, and what was typed is saved.
        await keys.PressAsync("Escape");
        await Expect(page.Locator("#cur-h")).ToBeFocusedAsync();
        await Expect(page.Locator("form[data-current]").GetByText("Saved by Ana Ruiz")).ToHaveCountAsync(2);
        await page.GetByLabel("Signed off on").FocusAsync();
        // The same day whichever way round the browser writes dates.
        await keys.TypeAsync("11112026");
        await keys.PressAsync("Escape");
        await keys.PressAsync("x");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Site title and region" })).ToBeVisibleAsync();
        await Expect(page.Locator("form[data-current] input").First).ToBeFocusedAsync();

        // A step that is chosen has the focus, and going on from one that is in the address leads on.
        await keys.PressAsync("Escape");
        await keys.PressAsync("j");
        await keys.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Hosting domains" })).ToBeFocusedAsync();
        await keys.PressAsync("x");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Site title and region" })).ToBeVisibleAsync();
        await Expect(page.Locator("form[data-current] input").First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Dialog_GivenUpOrAnswered_LeavesTheFocusWhereWorkGoesOn()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz");
        var run = await Installs.StartAsync(ana.Page, "Asked Why", "askedwhy");
        await ana.GoAsync($"{run}?step=hosting-domains");
        await Expect(ana.Page.Locator("[data-ready]")).ToHaveCountAsync(1);
        var (page, keys) = (ana.Page, ana.Page.Keyboard);

        await page.Locator("#cur-h").FocusAsync();
        await keys.PressAsync("n");
        await Expect(page.GetByLabel("Reason")).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(page.Locator("dialog[data-reason]")).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Not applicable…" })).ToBeFocusedAsync();

        await keys.PressAsync("Enter");
        await keys.TypeAsync("They use ours");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record it" }).FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(page.Locator(".section-title")).ToContainTextAsync("1 not applicable");
        await Expect(page.Locator("form[data-current] input").First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task SingleKeys_SwitchedOff_StayOffForThisPerson()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz");
        var run = await Installs.StartAsync(ana.Page, "Quiet Hands", "quiethands");
        var (page, keys) = (ana.Page, ana.Page.Keyboard);
        var single = page.GetByRole(AriaRole.Button, new() { Name = "Single keys" });

        await single.FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(single).ToHaveAttributeAsync("aria-pressed", "false");
        await ana.LookAsync("run-keys-off");
        await ana.GoAsync(run);
        await Expect(page.Locator("[data-ready]")).ToHaveCountAsync(1);
        await page.Locator("#cur-h").FocusAsync();
        await keys.PressAsync("e");
        await Expect(page.Locator("#cur-h")).ToBeFocusedAsync();

        await single.ClickAsync();
        await page.Locator("#cur-h").FocusAsync();
        await keys.PressAsync("e");
        await Expect(page.GetByLabel("The client signed the organization ID off")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Finger_TicksAStep_ScrollsThereWithoutBringingUpItsKeyboard()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz", touch: true);
        var run = await Installs.StartAsync(ana.Page, "Only Fingers", "onlyfingers");
        await ana.GoAsync($"{run}?step=hosting-domains");
        await Expect(ana.Page.Locator("[data-ready]")).ToHaveCountAsync(1);

        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Mark done" }).TapAsync();

        await Expect(ana.Page.GetByRole(AriaRole.Heading, new() { Name = "Organization ID", Exact = true })).ToBeInViewportAsync();
        Assert.False(await ana.Page.EvaluateAsync<bool>("() => document.activeElement.matches('input,textarea,select')"));
    }

    [Fact]
    public async Task Form_OpenedAndGivenUp_TakesTheFocusAndGivesItBack()
    {
        await using var tom = await portal.VisitAsync("Tom Becker", "/people");
        var (page, keys) = (tom.Page, tom.Page.Keyboard);
        var opener = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "tom.becker" })
            .GetByRole(AriaRole.Button, new() { Name = "Declare…" });
        await opener.FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Whose is tom.becker?" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(opener).ToBeFocusedAsync();

        await tom.GoAsync("/accounts");
        await page.ChooseAsync("What Corporate Applications is for", "Not declared");
        await Expect(page.Locator("#declare-question")).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave it as it is" }).FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(page.GetByLabel("What Corporate Applications is for")).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retire… POS Retail Fairs" }).FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(page.GetByLabel("Why nobody needs to look there")).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(page.GetByLabel("Why nobody needs to look there")).Not.ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Retire… POS Retail Fairs" })).ToBeFocusedAsync();
    }
}
