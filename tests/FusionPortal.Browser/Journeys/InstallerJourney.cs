using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>Ana records a client, starts its install and works its first step while Marek looks on.</summary>
public sealed class InstallerJourney(DemoPortal portal)
{
    [Fact]
    public async Task Installer_RecordsClientAndTicksFirstStep_SecondBrowserSeesIt()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz");
        await RecordAsync(ana.Page, "Walrus Books", "walrusbooks");
        await StartAsync(ana.Page);
        await using var marek = await portal.VisitAsync("Marek Novák", new Uri(ana.Page.Url).AbsolutePath);
        await Expect(marek.Page.Locator(".section-title")).ToContainTextAsync("0 of 4 done");

        await AnswerAsync(ana.Page);
        await ana.LookAsync("run");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Mark done" }).ClickAsync();

        // Marek touches nothing.
        await Expect(marek.Page.Locator(".section-title")).ToContainTextAsync("1 of 4 done");
        await Expect(ana.Page.GetByRole(AriaRole.Heading, new() { Name = "Site title and region" })).ToBeVisibleAsync();
        await OpenAgainAsync(ana.Page);

        await ana.GoAsync("/");
        await Expect(ana.Page.GetByText("Walrus Books").First).ToBeVisibleAsync();
        await ana.LookAsync("my-work");
    }

    [Fact]
    public async Task Installer_PastesASecret_IsRefusedAtTheFieldAndNothingIsKept()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz");
        await RecordAsync(ana.Page, "Secret Keepers", "secretkeepers");
        await StartAsync(ana.Page);
        var box = ana.Page.GetByLabel("Signed off by");

        await box.FillAsync("q7Rz2Lm9Xv4B" + "n8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2");
        await box.BlurAsync();

        await Expect(ana.Page.Locator("[data-say='client-sign-off-by']")).ToContainTextAsync("looks like an AWS secret access key");
        await ana.Page.ReloadAsync();
        await Expect(box).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Installer_LosesTheConnectionWhileTyping_NothingIsLost()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz");
        await RecordAsync(ana.Page, "Far Harbor", "farharbor");
        await StartAsync(ana.Page);
        var box = ana.Page.GetByLabel("Signed off by");

        await ana.Page.RouteAsync("**/api/v1/runs/**", route => route.AbortAsync());
        await box.FillAsync("Dana Whitfield");
        await box.BlurAsync();
        await Expect(ana.Page.Locator("[data-savestate]")).ToContainTextAsync("1 change not saved");
        await Expect(box).ToHaveValueAsync("Dana Whitfield");

        // Pressed while the line is still cut: once it is back the page may have tried again by itself, and the button is gone.
        var retry = ana.Page.Locator("[data-savestate]").GetByRole(AriaRole.Button, new() { Name = "Retry" });
        await ana.Page.RunAndWaitForRequestAsync(
            () => retry.ClickAsync(), request => request.Url.Contains("/api/v1/runs/", StringComparison.Ordinal));
        await ana.Page.UnrouteAsync("**/api/v1/runs/**");
        await Expect(ana.Page.Locator("[data-savestate]")).ToHaveTextAsync("", new() { Timeout = 60_000 });
        await ana.Page.ReloadAsync();
        await Expect(box).ToHaveValueAsync("Dana Whitfield");
    }

    [Fact]
    public async Task Installer_NeedsASharedResource_SectionNamesWhatBlocksIt()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz", "/runs");
        await ana.Page.GetByRole(AriaRole.Link, new() { Name = "Pine Post Outfitters", Exact = true }).ClickAsync();
        await ana.Page.Locator(".runcols .section-rail").GetByRole(AriaRole.Link, new() { NameRegex = new Regex("RDS") }).ClickAsync();

        var block = ana.Page.Locator(".blockbox");
        await Expect(block).ToContainTextAsync("RDS is blocked");
        await Expect(block).ToContainTextAsync("Marek Novák");
        await ana.LookAsync("run-blocked");

        await block.GetByRole(AriaRole.Link, new() { Name = "Open checklist" }).ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("RDS instance for Pine Post Outfitters");
    }

    [Fact]
    public async Task Installer_TicksWhileAnotherChangesAValue_SeesBothAndSignsNothing()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz");
        await RecordAsync(ana.Page, "Two Hands", "twohands");
        await StartAsync(ana.Page);
        await AnswerAsync(ana.Page);
        await using var marek = await portal.VisitAsync("Marek Novák", new Uri(ana.Page.Url).AbsolutePath);
        await Expect(marek.Page.GetByLabel("Signed off by")).ToHaveValueAsync("Dana Whitfield");

        // Ana's tick is on its way while Marek's change arrives before it.
        var (clicked, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        await ana.Page.RouteAsync("**/api/v1/runs/**", async route =>
        {
            clicked.TrySetResult();
            await released.Task;
            await route.ContinueAsync();
        });
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Mark done" }).ClickAsync();
        await clicked.Task;
        await marek.Page.GetByLabel("Signed off by").FillAsync("Lee Okafor");
        await marek.Page.GetByLabel("Signed off by").BlurAsync();
        await Expect(marek.Page.Locator("form[data-current]").GetByText("Saved by Marek Novák")).ToHaveCountAsync(1);
        released.SetResult();

        var said = ana.Page.Locator("[data-say='client-sign-off-by']");
        await Expect(said).ToContainTextAsync("Now it is Lee Okafor; you saw Dana Whitfield. Nothing is signed.");
        await Expect(ana.Page.Locator(".section-title")).ToContainTextAsync("0 of 4 done");
        await Expect(ana.Page.GetByLabel("Signed off by")).ToHaveValueAsync("Lee Okafor");
        await ana.LookAsync("run-changed-meanwhile");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Mark done" }).ClickAsync();
        await Expect(ana.Page.Locator(".section-title")).ToContainTextAsync("1 of 4 done");
    }

    private static async Task RecordAsync(IPage page, string title, string orgId)
    {
        await page.GotoAsync("/clients/new");
        await page.GetByLabel("Site title").FillAsync(title);
        var id = page.GetByLabel("Organization ID");
        // It follows the title until one types.
        await Expect(id).ToHaveValueAsync(orgId);
        await id.FillAsync("9" + orgId);
        await Expect(page.Locator("#orgId-error")).Not.ToBeEmptyAsync();
        await id.FillAsync(orgId);
        await Expect(page.GetByText($"fusion-rms-{orgId}").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the client" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Start the install" }).ClickAsync();
    }

    private static async Task StartAsync(IPage page)
    {
        var start = page.GetByRole(AriaRole.Button, new() { Name = "Start the install" });
        await start.ClickAsync();
        await Expect(page.Locator("#ack-error")).ToContainTextAsync("acknowledge");
        await page.GetByLabel("I have read and understood it").CheckAsync();
        await start.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/runs/[0-9a-f-]{36}"), new() { Timeout = 20_000 });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Organization ID" })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-ready]")).ToHaveCountAsync(1);
    }

    private static async Task AnswerAsync(IPage page)
    {
        await page.GetByLabel("The client signed the organization ID off").CheckAsync();
        await page.GetByLabel("Signed off by").FillAsync("Dana Whitfield");
        await page.GetByLabel("Signed off on").FillAsync("2026-11-20");
        await page.GetByLabel("Signed off on").BlurAsync();
        await Expect(page.Locator("form[data-current]").GetByText("Saved by Ana Ruiz")).ToHaveCountAsync(3);
    }

    private static async Task OpenAgainAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex(@"a\) Organization ID") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open again" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record it" }).ClickAsync();
        await Expect(page.Locator("#reason-e")).ToContainTextAsync("Say why");
        await page.GetByLabel("Reason").FillAsync("The client asked for another spelling");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record it" }).ClickAsync();
        await Expect(page.Locator(".history")).ToContainTextAsync("The client asked for another spelling");
    }
}
