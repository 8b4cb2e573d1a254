using System.Globalization;
using FusionPortal.Browser.FirstSteps;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;

namespace FusionPortal.Browser.Proxy;

/// <summary>
/// How long somebody waits for what they pressed, from the press to the paint, in the same portal as <see cref="WeightTests"/>. Times are
/// the machine's: <c>eng/bench.sh weight</c> prints them, and what is held here is that each press is answered at all.
/// </summary>
[Collection(typeof(AsDocumented))]
public sealed class PaceTests(ProxiedPortal portal) : IClassFixture<ProxiedPortal>
{
    // From the press until the page that shows what is waited for has been painted.
    private const string Stopwatch = """
        ([selector, title]) => {
          const isThere = () => document.querySelector(selector)?.checkVisibility() && document.title.startsWith(title);
          window.took = new Promise(resolve => addEventListener("click", press => {
            const look = () => isThere()
              ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - press.timeStamp)))
              : setTimeout(look, 1);
            look();
          }, { capture: true, once: true }));
        }
        """;

    [Fact]
    [Trait("Category", "Long")]
    public async Task Press_OfALinkAndOfATick_IsAnswered()
    {
        Assert.SkipWhen(Nginx.Binary is null, "ABSENT: nginx is not installed. apt-get install nginx brings it.");
        await using var browser = await ProxiedBrowser.StartAsync(portal.Nginx);
        var page = browser.Page;
        await browser.SignInAsync("/clients");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Clients" }).WaitForAsync();

        var menu = page.GetByRole(AriaRole.Navigation, new() { Name = "Main", Exact = true });
        var moves = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            foreach (var title in new[] { "Runs", "Findings", "Inventory", "Clients" })
                moves.Add(await TimeAsync(page, menu.GetByRole(AriaRole.Link, new() { Name = title }), "main h1", title + " ·"));
        }

        var ticks = new List<double>();
        foreach (var client in new[] { "Paced Bakery", "Paced Books", "Paced Bikes" })
        {
            var run = await Installs.StartAsync(page, client, client.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant());
            await page.GotoAsync($"{run}?step=hosting-domains");
            await Assertions.Expect(page.Locator("[data-ready]")).ToHaveCountAsync(1);
            var button = page.GetByRole(AriaRole.Button, new() { Name = "Mark done" });
            ticks.Add(await TimeAsync(page, button, "form[data-step='hosting-domains'][data-pending]", ""));
        }

        Tell("navigation in the app", moves, 150);
        Tell("a tick painted", ticks, 100);
    }

    private static async Task<double> TimeAsync(IPage page, ILocator pressed, string shown, string title)
    {
        await page.EvaluateAsync(Stopwatch, new[] { shown, title });
        await pressed.ClickAsync();
        return await page.EvaluateAsync<double>("() => window.took");
    }

    private static void Tell(string what, List<double> times, int target)
    {
        times.Sort();
        var head = $"{what}, median and slowest of {times.Count}";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{head,-58} {times[times.Count / 2]:0} ms, {times[^1]:0} ms, target {target}"));
    }
}
