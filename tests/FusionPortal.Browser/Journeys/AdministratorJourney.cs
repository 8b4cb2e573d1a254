using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>Tom says what an account is for, and the trail says that he did.</summary>
public sealed class AdministratorJourney(DemoPortal portal)
{
    [Fact]
    public async Task Administrator_DeclaresAnAccount_TrailNamesHim()
    {
        await using var tom = await portal.VisitAsync("Tom Becker", "/accounts");
        var choice = tom.Page.GetByLabel("What Corporate Applications is for");
        await tom.Page.ChooseAsync("What Corporate Applications is for", "Not declared");
        // First what it does, then whether to do it.
        await Expect(tom.Page.GetByText("nothing is declared yet")).ToBeVisibleAsync();
        await tom.Page.GetByRole(AriaRole.Button, new() { Name = "Take the declaration back" }).ClickAsync();
        await Expect(tom.Page.GetByRole(AriaRole.Row).Filter(new() { Has = choice })).ToContainTextAsync("Tom Becker");
        await tom.LookAsync("accounts");
        await tom.Page.ChooseAsync("What Corporate Applications is for", "Non-production");
        await tom.Page.GetByRole(AriaRole.Button, new() { Name = "Declare it non-production" }).ClickAsync();
        await Expect(tom.Page.GetByText("Judged again:")).ToBeVisibleAsync();

        await tom.GoAsync("/audit");
        await Expect(tom.Page.GetByText("declared account").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Administrator_CorrectsAClient_SeesFirstWhatThatDoes()
    {
        await using var tom = await portal.VisitAsync("Tom Becker", "/clients/peakbikes?dialog=edit");
        var page = tom.Page;
        await page.ChooseAsync("Environment", "QA");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what that changes" }).ClickAsync();
        await Expect(page.GetByText("would open").First).ToBeVisibleAsync();
        await tom.LookAsync("correct-client");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave it as it is" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page).Not.ToHaveURLAsync(new Regex("dialog="));

        await page.GetByRole(AriaRole.Link, new() { Name = "Correct the record…" }).ClickAsync();
        await page.GetByLabel("Site title").FillAsync("Peak Bikes of Boulder");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what that changes" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Correct the record" }).ClickAsync();
        await Expect(page.Locator("#correct-reason-error")).ToContainTextAsync("is needed");
        await page.GetByLabel("Reason").FillAsync("It was typed as the guide shortens it.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Correct the record" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Peak Bikes of Boulder");
    }

    [Fact]
    public async Task Administrator_StartsASharedResource_ItsChecklistOpens()
    {
        await using var tom = await portal.VisitAsync("Tom Becker", "/shared-resources");
        await tom.LookAsync("shared-resources");
        await tom.Page.GetByRole(AriaRole.Link, new() { Name = "New shared resource" }).ClickAsync();
        await tom.Page.GetByRole(AriaRole.Button, new() { Name = "Start its checklist" }).ClickAsync();
        await Expect(tom.Page.Locator("#title-error")).Not.ToBeEmptyAsync();
        await tom.Page.GetByLabel("What it is for").FillAsync("Network of the western stores");
        await tom.Page.GetByRole(AriaRole.Button, new() { Name = "Start its checklist" }).ClickAsync();
        await Expect(tom.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Network of the western stores");
    }
}
