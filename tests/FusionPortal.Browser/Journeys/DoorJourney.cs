using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>Ingrid meets the pages at the door: sign-in, what is closed to her, what is not there, and what the portal cannot
/// read.</summary>
public sealed class DoorJourney(DemoPortal portal)
{
    [Fact]
    public async Task Auditor_MeetsThePagesAtTheDoor()
    {
        await using var ingrid = await portal.VisitAsync("Ingrid Holm");
        var heading = ingrid.Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

        await ingrid.GoAsync("/people");
        await ingrid.LookAsync("people");
        await ingrid.GoAsync("/not-evaluated");
        await ingrid.LookAsync("not-evaluated");
        await ingrid.GoAsync("/inventory?kind=s3-bucket&sort=name&text=fusion-rms-kite");
        await ingrid.LookAsync("inventory");
        await ingrid.Page.GetByRole(AriaRole.Link, new() { Name = "fusion-rms-kiteqa", Exact = true }).First.ClickAsync();
        await Expect(ingrid.Page.GetByRole(AriaRole.Heading, new() { Level = 2, Name = "Conventions" })).ToBeVisibleAsync();
        await Expect(ingrid.Page.GetByRole(AriaRole.Heading, new() { Level = 2, Name = "Who made it" })).ToBeVisibleAsync();
        await ingrid.LookAsync("resource");
        await ingrid.GoAsync("/access-denied");
        await Expect(ingrid.Page.GetByText("You are signed in as Ingrid Holm, Auditor.")).ToBeVisibleAsync();
        await ingrid.LookAsync("access-denied");
        foreach (var (address, says, name) in new[]
        {
            ("/no/such/page", "Nothing is at this address", "not-found"),
            ("/findings?text=%00", "This address cannot be read", "not-readable"),
            ("/error", "The page did not load", "error"),
            ("/sign-in", "Sign in to FusionPortal", "sign-in"),
        })
        {
            await ingrid.GoAsync(address);
            await Expect(heading).ToHaveTextAsync(says);
            await ingrid.LookAsync(name);
        }
    }

    [Fact]
    public async Task Reader_OfTheApi_ShowsIt_AndHasNothingFromElsewhere()
    {
        await using var ingrid = await portal.VisitAsync("Ingrid Holm");
        var elsewhere = new List<string>();
        var own = new Uri(ingrid.Page.Url).Authority;
        ingrid.Page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && new Uri(request.Url).Authority != own)
                elsewhere.Add(request.Url);
        };
        ingrid.Page.Console += (_, message) =>
        {
            if (message.Type == "error") elsewhere.Add(message.Text);
        };

        await ingrid.Page.GotoAsync("/scalar/");

        await Expect(ingrid.Page.GetByRole(AriaRole.Heading, new() { Name = "FusionPortal API" })).ToBeVisibleAsync();
        await Expect(ingrid.Page.GetByText("/api/v1/organizations/seen-in-aws").First).ToBeAttachedAsync();
        foreach (var offered in new[] { "Ask AI", "Deploy", "Generate SDK", "Share" })
            await Expect(ingrid.Page.GetByText(offered, new() { Exact = true })).ToHaveCountAsync(0);
        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task Paste_OfWhatNoTextCanKeep_ShowsAsUnreadableAndTheCircuitLives()
    {
        await using var ingrid = await portal.VisitAsync("Ingrid Holm", "/findings");
        var box = ingrid.Page.GetByPlaceholder("Resource, client or convention");
        await box.EvaluateAsync("""
            box => { box.value = "a\u0000b\ud800c"; box.dispatchEvent(new Event("input", { bubbles: true }));
              box.dispatchEvent(new Event("change", { bubbles: true })); }
            """);

        await Expect(box).ToHaveValueAsync("a\uFFFDb\uFFFDc");
        await box.PressAsync("Enter");
        await Expect(ingrid.Page).ToHaveURLAsync(new Regex("text=a%EF%BF%BDb%EF%BF%BDc"), new() { Timeout = 20_000 });
        // Alive: the next press is still answered.
        await ingrid.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Mix-ups") }).ClickAsync();
        await Expect(ingrid.Page).ToHaveURLAsync(new Regex("mixUps=true"), new() { Timeout = 20_000 });
    }
}
