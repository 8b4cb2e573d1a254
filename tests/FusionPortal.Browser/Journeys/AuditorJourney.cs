using System.Security.Cryptography;
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
        await using var ingrid = await portal.VisitAsync("Ingrid Holm", "/reports");
        await ingrid.Page.GetByRole(AriaRole.Button, new() { Name = "Produce report" }).ClickAsync();
        var hash = await ingrid.Page.Locator(".hash .mono").First.InnerTextAsync();
        await Expect(ingrid.Page.GetByText("Agree").First).ToBeVisibleAsync();
        await ingrid.LookAsync("report");

        var download = await ingrid.Page.RunAndWaitForDownloadAsync(() => ingrid.Page.Locator(".downloads a").First.ClickAsync());
        await using var file = await download.CreateReadStreamAsync();

        Assert.Equal(hash.Trim(), Convert.ToHexStringLower(await SHA256.HashDataAsync(file, TestContext.Current.CancellationToken)));
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
        await ingrid.Page.GetByRole(AriaRole.Link, new() { Name = "Juniper Books", Exact = true }).ClickAsync();
        await Expect(ingrid.Page.GetByText("Only installers, leads and administrators work a run.")).ToBeVisibleAsync();
        await Expect(ingrid.Page.GetByRole(AriaRole.Button, new() { Name = "Mark done" })).ToHaveCountAsync(0);

        await ingrid.GoAsync("/clients/new");
        await Expect(ingrid.Page.GetByText("closed to you").First).ToBeVisibleAsync();
    }
}
