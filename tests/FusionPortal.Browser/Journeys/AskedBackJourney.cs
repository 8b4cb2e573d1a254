using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>The portal asks back about a value that people may know better, and Ana keeps it with a reason.</summary>
public sealed class AskedBackJourney(DemoPortal portal)
{
    [Fact]
    public async Task Installer_KeepsADoubtfulValue_WithAReasonThatStaysAtTheBox()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz", "/runs");
        await ana.Page.GetByRole(AriaRole.Link, new() { Name = "Pine Post Outfitters", Exact = true }).ClickAsync();
        await Expect(ana.Page.Locator("[data-ready]")).ToHaveCountAsync(1);
        var run = new Uri(ana.Page.Url).AbsolutePath;
        await ana.GoAsync($"{run}?step=aws-provisioning");
        await Expect(ana.Page.Locator("[data-ready]")).ToHaveCountAsync(1);
        var box = ana.Page.GetByLabel("AWS account ID");
        var said = ana.Page.Locator("[data-say='provisioning-account']");

        await box.FillAsync("999999999999");
        await box.BlurAsync();
        await Expect(said).ToContainTextAsync("The portal knows no account 999999999999.");
        await ana.LookAsync("run-asked-back");

        var reason = ana.Page.GetByLabel("Why it is right");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(said).ToContainTextAsync("Say why in a few words");
        // A tick brings the value and the reason that was typed; a reason that will not do leaves the question where it is.
        await reason.FillAsync("q7Rz2Lm9Xv4B" + "n8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(said).ToContainTextAsync("looks like an AWS secret access key");
        await reason.FillAsync("The account is made tomorrow");
        await reason.PressAsync("Enter");

        await Expect(ana.Page.Locator("form[data-current]"))
            .ToContainTextAsync(new Regex("Kept although: The portal knows no account.*Ana Ruiz's reason: The account is made tomorrow"));
        await ana.LookAsync("run-kept");
        await ana.Page.ReloadAsync();
        await Expect(box).ToHaveValueAsync("999999999999");
        // Left as it was found.
        await box.FillAsync("");
        await box.BlurAsync();
        await Expect(ana.Page.Locator("form[data-current]")).Not.ToContainTextAsync("Kept although");
    }
}
