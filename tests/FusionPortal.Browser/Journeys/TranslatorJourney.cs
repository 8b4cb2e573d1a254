using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>A browser's translator goes over every page: it leaves the portal's alone, and a list still follows its filter.</summary>
public sealed class TranslatorJourney(DemoPortal portal)
{
    [Theory]
    [InlineData("/clients", "#client-search", "kite", "kiteqa", "peakbikes")]
    [InlineData("/findings", "input[type=search]", "harborbooks-carts", "harborbooks-carts", "fusion-rms-kiteqa")]
    [InlineData("/inventory", "input[type=search]", "harborbooks-carts", "harborbooks-carts", "fusion-rms-kiteqa")]
    public async Task Page_UnderATranslator_FiltersItsList(string path, string box, string text, string found, string gone)
    {
        await using var priya = await portal.VisitAsync("Priya Shah", path);
        var page = priya.Page;
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToBeVisibleAsync();
        await page.EvaluateAsync(Translator.Script);

        await page.Locator(box).First.FillAsync(text);
        await page.Locator(box).First.PressAsync("Enter");
        await Expect(page.GetByText(found).First).ToBeVisibleAsync();
        await Expect(page.GetByText(gone)).ToHaveCountAsync(0);
        await page.Locator(box).First.FillAsync("");
        await page.Locator(box).First.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Row).Nth(3)).ToBeVisibleAsync();

        Assert.Equal(0, await page.EvaluateAsync<int>("() => window.translated"));
        Assert.Equal("no", await page.Locator("html").GetAttributeAsync("translate"));
        Assert.Equal("notranslate", await page.Locator("meta[name=google]").GetAttributeAsync("content"));
    }

    [Fact]
    public async Task Translator_ThatMayTranslate_DoesMoveTheTexts()
    {
        await using var priya = await portal.VisitAsync("Priya Shah", "/clients");
        await Expect(priya.Page.GetByRole(AriaRole.Row).Nth(1)).ToBeVisibleAsync();
        await priya.Page.EvaluateAsync(
            "() => { document.documentElement.removeAttribute('translate'); document.documentElement.classList.remove('notranslate'); }");

        await priya.Page.EvaluateAsync(Translator.Script);

        await Expect(priya.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(new Regex("CLIENTS"));
        Assert.True(await priya.Page.EvaluateAsync<int>("() => window.translated") > 20);
    }
}
