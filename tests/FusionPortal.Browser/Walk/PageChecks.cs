using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace FusionPortal.Browser.Walk;

/// <summary>What holds on every page, however it is looked at. Each check says what it found, in words that name the element.</summary>
internal static class PageChecks
{
    private static readonly AxeRunOptions Wcag = new()
    {
        ResultTypes = [ResultType.Violations],
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
    };

    // Themes differ in colours alone.
    private static readonly AxeRunOptions Contrast = new()
    {
        ResultTypes = [ResultType.Violations],
        RunOnly = RunOnlyOptions.Rules("color-contrast", "link-in-text-block"),
    };

    // Nothing scrolls sideways but what is made for it; no text is cut whose whole is nowhere.
    private const string Layout = """
        () => {
          const found = [];
          const words = e => e.textContent.trim().replace(/\s+/g, " ").slice(0, 60);
          const name = e => `${e.tagName.toLowerCase()}.${[...e.classList].join(".")} "${words(e)}"`;
          const over = document.documentElement.scrollWidth - innerWidth;
          if (over > 0) {
            const outside = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1);
            found.push(`${over} px wider than the window: ${outside.slice(0, 3).map(name).join("; ")}`);
          }
          for (const e of document.querySelectorAll("main *, .shell-bar *")) {
            if (e.children.length > 0 && ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
            const style = getComputedStyle(e);
            if (!e.textContent.trim() || !e.checkVisibility() || e.closest(".visually-hidden,svg,[hidden]")) continue;
            const cut = style.overflowX !== "visible" && style.overflowX !== "auto" && style.overflowX !== "scroll"
              && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1;
            if (cut && !e.closest("[title],[aria-label]") && !e.querySelector("[title]")) found.push(`cut without its whole: ${name(e)}`);
          }
          return [...new Set(found)].slice(0, 12);
        }
        """;

    // A time that is told as an age says the moment itself where the pointer rests.
    private const string Ages = """
        () => {
          const found = [];
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const text = texts.currentNode;
            const parent = text.parentElement;
            if (!/\b(\d+ (min|h|d) (ago|old|since|or)|just now)\b/.test(text.data) || parent.closest("script,style")) continue;
            if (parent.checkVisibility() && !parent.closest("[title]"))
              found.push(`an age without its moment: "${text.data.trim().replace(/\s+/g, " ").slice(0, 100)}" in ${parent.className}`);
          }
          return [...new Set(found)];
        }
        """;

    private const string Moving = """
        () => document.getAnimations().filter(a => a.playState === "running" && a.effect.getComputedTiming().duration > 10)
          .map(a => `moves although nothing should: ${a.effect.target?.className} ${a.animationName ?? a.transitionProperty}`)
        """;

    private const string Printed = """
        () => [...document.querySelectorAll(".shell-bar,.shell-navigation,.skip,#connection")].filter(e => e.checkVisibility())
          .map(e => `printed although it is the shell's: ${e.className}`)
          .concat(document.querySelector("main h1")?.checkVisibility() ? [] : ["printed without its heading"])
        """;

    // A page is drawn when nothing has changed for a while.
    private const string Settled = """
        () => new Promise(resolve => {
          const end = () => { watch.disconnect(); resolve(); };
          let timer = setTimeout(end, 200);
          const watch = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(end, 200); });
          watch.observe(document.body, { subtree: true, childList: true, characterData: true });
          setTimeout(end, 4000);
        })
        """;

    public static async Task SettleAsync(IPage page) => await page.EvaluateAsync(Settled);

    public static async Task<IEnumerable<string>> AxeAsync(IPage page, bool coloursOnly = false)
    {
        var result = await page.RunAxe(coloursOnly ? Contrast : Wcag);
        return result.Violations.Select(v => $"{v.Id}: {v.Help}\n      {string.Join("\n      ", v.Nodes.Take(4).Select(n => n.Html))}");
    }

    public static async Task<IEnumerable<string>> LayoutAsync(IPage page) => await page.EvaluateAsync<string[]>(Layout);

    public static async Task<IEnumerable<string>> AgesAsync(IPage page) => await page.EvaluateAsync<string[]>(Ages);

    public static async Task<IEnumerable<string>> MovingAsync(IPage page) => await page.EvaluateAsync<string[]>(Moving);

    public static async Task<IEnumerable<string>> TranslatedAsync(IPage page) =>
        await page.EvaluateAsync<int>("() => window.translated") is var count and not 0 ? [$"{count} texts were translated"] : [];

    /// <summary>As paper shows it: without the shell, and within its width.</summary>
    public static async Task<IEnumerable<string>> PrintAsync(IPage page)
    {
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        var found = await page.EvaluateAsync<string[]>(Printed);
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        return found;
    }
}
