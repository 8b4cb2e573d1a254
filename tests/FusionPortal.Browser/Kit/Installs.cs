using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Kit;

/// <summary>What many journeys begin with.</summary>
public static class Installs
{
    /// <summary>Records a client and starts its install; the page of the run is open and alive.</summary>
    /// <returns>The path of the run.</returns>
    public static async Task<string> StartAsync(IPage page, string title, string orgId)
    {
        await page.GotoAsync("/clients/new");
        await page.GetByLabel("Site title").FillAsync(title);
        await Expect(page.GetByLabel("Organization ID")).ToHaveValueAsync(orgId);
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the client" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Start the install" }).ClickAsync();
        await page.GetByLabel("I have read and understood it").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the install" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/runs/[0-9a-f-]{36}"), new() { Timeout = 20_000 });
        await Expect(page.Locator("[data-ready]")).ToHaveCountAsync(1);
        return new Uri(page.Url).AbsolutePath;
    }
}
