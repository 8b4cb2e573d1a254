using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>A browser's translator goes over every page: it leaves the portal's alone, and a list still follows its filter.</summary>
public sealed class TranslatorJourney(DemoPortal portal)
{
    // As browsers do it: every text, also one that comes later, moves into an element of the translator's own, unless something above it
    // says no.
    private const string Translator = """
        () => {
          const mayTranslate = node => {
            const said = node.parentElement?.closest("[translate],.notranslate");
            return !(said && (said.getAttribute("translate") === "no" || said.classList.contains("notranslate")));
          };
          window.translated = 0;
          const translate = from => {
            const texts = document.createTreeWalker(from, NodeFilter.SHOW_TEXT);
            const found = [];
            while (texts.nextNode()) found.push(texts.currentNode);
            for (const text of found) {
              if (!text.data.trim() || text.parentElement?.closest("font,script,style") || !mayTranslate(text)) continue;
              const font = document.createElement("font");
              const inner = document.createElement("font");
              inner.textContent = text.data.toUpperCase();
              font.append(inner);
              text.replaceWith(font);
              window.translated++;
            }
          };
          translate(document.body);
          new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => node.isConnected &&
            translate(node.nodeType === 3 ? node.parentNode : node))))
            .observe(document.body, { subtree: true, childList: true });
        }
        """;

    [Theory]
    [InlineData("/clients", "#client-search", "kite", "kiteqa", "peakbikes")]
    [InlineData("/findings", "input[type=search]", "harborbooks-carts", "harborbooks-carts", "fusion-rms-kiteqa")]
    [InlineData("/inventory", "input[type=search]", "harborbooks-carts", "harborbooks-carts", "fusion-rms-kiteqa")]
    public async Task Page_UnderATranslator_FiltersItsList(string path, string box, string text, string found, string gone)
    {
        await using var priya = await portal.VisitAsync("Priya Shah", path);
        var page = priya.Page;
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToBeVisibleAsync();
        await page.EvaluateAsync(Translator);

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

        await priya.Page.EvaluateAsync(Translator);

        await Expect(priya.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(new Regex("CLIENTS"));
        Assert.True(await priya.Page.EvaluateAsync<int>("() => window.translated") > 20);
    }
}
