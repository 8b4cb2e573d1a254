using System.Globalization;
using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>The portal as of a past moment: chosen in the top bar, kept from page to page, marked on each, and left again.</summary>
public sealed partial class PastJourney(DemoPortal portal)
{
    [Fact]
    public async Task Moment_ChosenInTheBar_IsKeptFromPageToPage_AndLeftAgain()
    {
        await using var priya = await portal.VisitAsync("Priya Shah", "/findings");
        var page = priya.Page;
        var bar = page.GetByRole(AriaRole.Complementary, new() { Name = "As of a past moment" });
        await OpenAsync(page);
        await ChooseAsync(page);
        await Expect(bar).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(Asked());
        await page.Mouse.MoveAsync(0, 0);
        await priya.LookAsync("past-findings");

        // A link of a table, which knows nothing of the moment.
        await page.Locator(".findings-grid .column-finding a").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(FindingAsked());
        await Expect(bar).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge…" })).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "Inventory", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/inventory\\?.*asOf="));
        await Expect(bar).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Scans", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This page shows now only" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Scan now" })).ToHaveCountAsync(0);
        await priya.LookAsync("past-only-now");

        await page.GetByRole(AriaRole.Button, new() { Name = "Show it as of now" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Scans" })).ToBeVisibleAsync();
        await Expect(bar).ToHaveCountAsync(0);
        await Expect(page).Not.ToHaveURLAsync(Asked());
    }

    [Fact]
    public async Task BadMoment_IsRefusedAtItsField_AndInTheAddress()
    {
        await using var ingrid = await portal.VisitAsync("Ingrid Holm", "/compliance");
        var page = ingrid.Page;
        await OpenAsync(page);
        foreach (var (day, why) in new[]
        {
            ("tomorrow", "This is no day."), ("1 Jan 2020", "Nothing was recorded by that moment"),
            ("1 Jan 2099", "The portal does not know the future."),
        })
        {
            await page.GetByLabel("As of", new() { Exact = true }).FillAsync(day);
            await page.GetByRole(AriaRole.Button, new() { Name = "Show that moment" }).ClickAsync();
            await Expect(page.Locator("#moment-error")).ToContainTextAsync(why);
        }

        await ChooseAsync(page);
        await Expect(page).ToHaveURLAsync(Asked());

        foreach (var (asked, title) in new[]
        {
            ("2099-01-01", "That moment has not come yet"), ("2020-01-01", "Nothing was recorded yet"), ("abc", "That is no moment"),
        })
        {
            await ingrid.GoAsync($"/people?asOf={asked}");
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Show now" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("People");
    }

    private static async Task OpenAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Now, choose the moment" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Another moment…" }).ClickAsync();
    }

    // The demo of the tests begins without weeks behind it: a moment ago is all the past there is.
    private static async Task ChooseAsync(IPage page)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(
            await page.EvaluateAsync<string>("() => Intl.DateTimeFormat().resolvedOptions().timeZone"));
        var local = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow().AddSeconds(-1), zone);
        await page.GetByLabel("As of", new() { Exact = true }).FillAsync(local.ToString("d MMM yyyy", CultureInfo.InvariantCulture));
        await page.GetByLabel("Time", new() { Exact = true }).FillAsync(local.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        await page.GetByRole(AriaRole.Button, new() { Name = "Show that moment" }).ClickAsync();
    }

    [GeneratedRegex("asOf=")]
    private static partial Regex Asked();

    [GeneratedRegex(@"/findings/F-\d+\?asOf=")]
    private static partial Regex FindingAsked();
}
