using System.Globalization;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;

namespace FusionPortal.Browser.Walk;

/// <summary>
/// Every page there is, by the people who may open it, in one browser each. What is found anywhere is told at the end, all of it: a walk
/// that stops at the first fault is walked once for every fault.
/// </summary>
public sealed class EveryPageWalk(DemoPortal portal)
{
    private static readonly string[] People = ["Ana Ruiz", "Priya Shah", "Ingrid Holm"];

    private readonly List<string> _found = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryPage_CanBeRead_OnADeskOnAPhoneEnlargedAndOnPaper()
    {
        // An administrator may open every page; home is another one for each role.
        await using (var tom = await portal.VisitAsync("Tom Becker", "/help"))
        {
            await tom.Page.EvaluateAsync(Translator.Script);
            foreach (var address in await PageList.AddressesAsync(portal, Token)) await ReadAsync(tom.Page, address, address);
        }

        foreach (var person in People)
        {
            await using var visit = await portal.VisitAsync(person, "/help");
            await visit.Page.EvaluateAsync(Translator.Script);
            await ReadAsync(visit.Page, "/", $"home of {person}");
        }

        Assert.True(_found.Count == 0, string.Join('\n', _found));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task EveryPage_InBothThemesAndThreeWidths_WithWhatItOpens_IsAccessible()
    {
        await using var tom = await portal.VisitAsync("Tom Becker", "/help");
        var page = tom.Page;
        foreach (var address in await PageList.AddressesAsync(portal, Token))
        {
            await GoAsync(page, address);
            foreach (var (width, height) in new[] { (1440, 900), (1024, 768), (390, 844) })
            {
                await page.SetViewportSizeAsync(width, height);
                foreach (var theme in new[] { "light", "dark" })
                {
                    await ThemeAsync(page, theme);
                    Add($"{address} at {width}, {theme}", await PageChecks.AxeAsync(page, coloursOnly: theme == "dark"));
                }

                Add($"{address} at {width}", await PageChecks.LayoutAsync(page));
                await ThemeAsync(page, "light");
            }

            await page.SetViewportSizeAsync(1440, 900);
            await OpenAsync(page, address);
        }

        Assert.True(_found.Count == 0, string.Join('\n', _found));
    }

    /// <summary>With the colours somebody has forced, a ring that is a shadow is not there.</summary>
    [Fact]
    public async Task Focus_WithForcedColours_IsSeen()
    {
        await using var priya = await portal.VisitAsync("Priya Shah", "/findings");
        await priya.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await priya.Page.GetByRole(AriaRole.Row).Nth(1).WaitForAsync();
        for (var i = 0; i < 40; i++)
        {
            await priya.Page.Keyboard.PressAsync("Tab");
            Add($"stop {i} of the findings", await priya.Page.EvaluateAsync<string[]>(
                """
                () => {
                  const ring = e => getComputedStyle(e).outlineStyle !== "none" && parseFloat(getComputedStyle(e).outlineWidth) > 0;
                  const at = document.activeElement;
                  const box = at.closest(".mud-input-control,.input") ?? at;
                  return at === document.body || ring(at) || ring(box) || [...box.querySelectorAll("*")].some(ring) ? []
                    : [`no ring: ${at.tagName} ${at.className} ${at.textContent.trim().slice(0, 40)}`];
                }
                """));
        }

        Assert.True(_found.Count == 0, string.Join('\n', _found));
    }

    private async Task ReadAsync(IPage page, string address, string name)
    {
        await GoAsync(page, address);
        Add(name, await PageChecks.AxeAsync(page));
        Add(name, await PageChecks.AgesAsync(page));
        Add(name, await PageChecks.MovingAsync(page));
        // 720 wide is a desk's screen at twice its size.
        foreach (var (width, height) in new[] { (1440, 900), (1024, 768), (720, 450), (390, 844) })
        {
            await page.SetViewportSizeAsync(width, height);
            Add($"{name} at {width}", await PageChecks.LayoutAsync(page));
        }

        await page.SetViewportSizeAsync(1440, 900);
        Add(name, await PageChecks.PrintAsync(page));
        Add(name, await PageChecks.TranslatedAsync(page));
    }

    /// <summary>Opens every menu, list and dialog of the page, one after the other, and each sort of row's button once.</summary>
    private async Task OpenAsync(IPage page, string address)
    {
        const string Openers =
            "button[aria-haspopup]:visible, .mud-menu button:visible, [role=combobox]:visible, main button:visible:text('…')";
        var told = new HashSet<string>();
        for (var i = 0; i < await page.Locator(Openers).CountAsync() && told.Count < 12; i++)
        {
            var opener = page.Locator(Openers).Nth(i);
            var label = await opener.GetAttributeAsync("aria-label") ?? await opener.InnerTextAsync();
            // One of the shell is the same on every page, one of a row the same in every row.
            var sort = label.Split('…', ' ')[0] + await opener.GetAttributeAsync("class");
            if (!told.Add(sort) || (address != "/" && await opener.EvaluateAsync<bool>("e => e.closest('.shell-bar') !== null"))) continue;
            if (!await opener.IsEnabledAsync()) continue;
            await opener.ClickAsync();
            await PageChecks.SettleAsync(page);
            foreach (var theme in new[] { "light", "dark" })
            {
                await ThemeAsync(page, theme);
                Add($"{address}, {label} opened, {theme}", await PageChecks.AxeAsync(page, coloursOnly: theme == "dark"));
            }

            await ThemeAsync(page, "light");
            await page.Keyboard.PressAsync("Escape");
            await GoAsync(page, "/help");
            await GoAsync(page, address);
        }
    }

    private static async Task GoAsync(IPage page, string address)
    {
        await page.EvaluateAsync("address => Blazor.navigateTo(address)", address);
        await page.WaitForFunctionAsync("address => location.pathname === address.split('?')[0] || !document.title", address);
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First.WaitForAsync();
        await PageChecks.SettleAsync(page);
    }

    // By the switch itself: MudBlazor's colours follow a moment later.
    private static async Task ThemeAsync(IPage page, string theme)
    {
        if (await page.Locator("html").GetAttributeAsync("data-theme") == theme) return;
        await page.EvaluateAsync("() => document.querySelector('[data-theme-toggle]').click()");
        await PageChecks.SettleAsync(page);
    }

    private void Add(string where, IEnumerable<string> problems) =>
        _found.AddRange(problems.Select(p => string.Create(CultureInfo.InvariantCulture, $"{where}: {p}")));
}
