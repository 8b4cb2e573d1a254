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
        await choice.SelectOptionAsync("Not declared");
        await Expect(tom.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Corporate Applications" })).ToContainTextAsync("Tom Becker");
        await tom.LookAsync("accounts");
        await choice.SelectOptionAsync("Non-production");

        await tom.GoAsync("/audit");
        await Expect(tom.Page.GetByText("account.declared").First).ToBeVisibleAsync();
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
