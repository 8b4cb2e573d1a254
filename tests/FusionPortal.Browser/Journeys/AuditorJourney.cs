using System.Security.Cryptography;
using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>Ingrid produces a report that proves itself, verifies the trail, and changes nothing.</summary>
public sealed class AuditorJourney(DemoPortal portal)
{
    [Fact]
    public async Task Auditor_ProducesAReport_FileHasTheHashOfTheCertificate()
    {
        await using var ingrid = await portal.VisitAsync("Ingrid Holm", "/reports/findings");
        await ingrid.Page.GetByRole(AriaRole.Button, new() { Name = "Produce report" }).ClickAsync();
        var hash = await ingrid.Page.Locator(".hash .mono").First.InnerTextAsync();
        await Expect(ingrid.Page.GetByText("Agree").First).ToBeVisibleAsync();
        await ingrid.LookAsync("report");

        var download = await ingrid.Page.RunAndWaitForDownloadAsync(() => ingrid.Page.Locator(".downloads a").First.ClickAsync());
        await using var file = await download.CreateReadStreamAsync();

        Assert.Equal(hash.Trim(), Convert.ToHexStringLower(await SHA256.HashDataAsync(file, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Auditor_KeepsAPreset_ProducesItTwice_AndFindsTheSameBytesInTheRegister()
    {
        await using var ingrid = await portal.VisitAsync("Ingrid Holm", "/reports");
        var page = ingrid.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Inventory", Exact = true }).Last.ClickAsync();
        await page.GetByLabel("Account", new() { Exact = true }).FillAsync("prod");
        await page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex("^POS Production") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Produce report" }).ClickAsync();
        var hash = (await page.Locator(".hash .mono").First.InnerTextAsync()).Trim();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep as a preset…" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Production as it is");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep the preset" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See the presets" }).ClickAsync();
        await ingrid.LookAsync("reports");

        // The address held the question alone until it was produced: the preset is asked of now, so this moment is chosen.
        await page.GetByRole(AriaRole.Link, new() { Name = "Production as it is" }).ClickAsync();
        await Expect(page.GetByLabel("Account", new() { Exact = true })).ToHaveValueAsync("POS Production");
        await page.GetByRole(AriaRole.Button, new() { Name = "Produce report" }).ClickAsync();
        await Expect(page.Locator(".hash .mono").First).ToBeVisibleAsync();

        await ingrid.GoAsync("/reports/produced");
        await page.GetByLabel("Person, client, account or hash").FillAsync(hash[..16]);
        await Expect(page).ToHaveURLAsync(new Regex("text="));
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("Inventory") }).First).ToBeVisibleAsync();
        await ingrid.LookAsync("reports-produced");
        await page.GetByRole(AriaRole.Link, new() { Name = "Inventory", Exact = true }).Last.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Produce report" }).ClickAsync();
        await Expect(page.GetByText("Same bytes as the last time")).ToBeVisibleAsync();
        Assert.Equal(hash, (await page.Locator(".hash .mono").First.InnerTextAsync()).Trim());

        await ingrid.GoAsync("/reports");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete Production as it is" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete the preset" }).ClickAsync();
        await Expect(page.GetByText("No preset yet.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Auditor_VerifiesTheTrail_IsToldThatItIsWhole()
    {
        await using var ingrid = await portal.VisitAsync("Ingrid Holm", "/audit");
        await ingrid.Page.GetByRole(AriaRole.Button, new() { Name = "Verify the trail" }).ClickAsync();
        await Expect(ingrid.Page.GetByText("The trail is whole.")).ToBeVisibleAsync();
        await ingrid.LookAsync("audit");
    }

    [Fact]
    public async Task Auditor_OpensARun_ReadsItButMayNotTick()
    {
        await using var ingrid = await portal.VisitAsync("Ingrid Holm", "/runs");
        await ingrid.Page.GetByRole(AriaRole.Link, new() { Name = "Sunfield Farms", Exact = true }).ClickAsync();
        await Expect(ingrid.Page.GetByText("Only installers, leads and administrators work a run.")).ToBeVisibleAsync();
        await Expect(ingrid.Page.GetByRole(AriaRole.Button, new() { Name = "Mark done" })).ToHaveCountAsync(0);

        await ingrid.GoAsync("/clients/new");
        await Expect(ingrid.Page.GetByText("closed to you").First).ToBeVisibleAsync();
    }
}
