using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace FusionPortal.Browser.Kit;

/// <summary>One person at one browser. A script error nobody caught fails the visit when it ends.</summary>
public sealed class Visit : IAsyncDisposable
{
    // What passed is not listed: the list of it is many times longer than what it says here.
    private static readonly AxeRunOptions EveryRule = new() { ResultTypes = [ResultType.Violations] };

    private static readonly AxeRunOptions ContrastOnly = new()
    {
        ResultTypes = [ResultType.Violations],
        RunOnly = RunOnlyOptions.Rules("color-contrast", "link-in-text-block"),
    };

    private readonly ConcurrentQueue<string> _errors = new();

    internal Visit(IBrowserContext context, IPage page, string person)
    {
        (Context, Page, Person) = (context, page, person);
        page.PageError += (_, error) => _errors.Enqueue(error);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public string Person { get; }

    internal async Task SignInAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Continue with company sign-in" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = Person }).ClickAsync();
        await Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
    }

    /// <summary>Opens a page and waits until it is alive and says something.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
    }

    /// <summary>
    /// Axe finds nothing serious here, in both themes, on a desk and on a phone. Themes differ in colours only, so the dark one is asked
    /// for its contrast and nothing else. Pictures for people are taken where FUSIONPORTAL_SCREENS names a folder.
    /// </summary>
    public async Task LookAsync(string name)
    {
        foreach (var (width, height) in new[] { (1440, 900), (390, 844) })
        {
            await Page.SetViewportSizeAsync(width, height);
            foreach (var theme in new[] { "light", "dark" })
            {
                await Page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", theme);
                await ShootAsync($"{name}-{width}-{theme}");
                await CheckAsync($"{name} at {width}, {theme}", theme == "light" ? EveryRule : ContrastOnly);
            }
        }

        await Page.EvaluateAsync("() => document.documentElement.dataset.theme = 'light'");
        await Page.SetViewportSizeAsync(1440, 900);
    }

    private async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("FUSIONPORTAL_SCREENS") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    private async Task CheckAsync(string where, AxeRunOptions options)
    {
        var found = await Page.RunAxe(options);
        var serious = found.Violations.Where(v => v.Impact is "serious" or "critical").Select(Describe).ToArray();
        Assert.True(serious.Length == 0, $"{where}:\n{string.Join('\n', serious)}");
    }

    private static string Describe(AxeResultItem item) =>
        $"{item.Id}: {item.Help}\n  {string.Join("\n  ", item.Nodes.Take(5).Select(n => n.Html))}";

    // Printed where the test fails, and only then: a person wants to know first which page it was.
    private async Task TellAsync()
    {
        string says;
        try
        {
            var words = await Page.EvaluateAsync<string[]>(
                """
                () => [document.querySelector('h1')?.innerText ?? 'no heading',
                       ...[...document.querySelectorAll('.note, [role=alert], [role=status], dialog[open]')]
                          .filter(e => e.checkVisibility()).map(e => e.innerText)]
                    .map(t => t.trim().replace(/\s+/g, ' ').slice(0, 200)).filter(t => t)
                """).WaitAsync(TimeSpan.FromSeconds(5));
            says = string.Join("\n  ", words.Take(6));
        }
        catch (Exception closed) when (closed is PlaywrightException or TimeoutException)
        {
            says = $"did not answer: {closed.Message.Split('\n')[0]}";
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{Person} at {Page.Url}\n  {says}");
    }

    public async ValueTask DisposeAsync()
    {
        await TellAsync();
        await Context.DisposeAsync();
        Assert.Empty(_errors);
    }
}
