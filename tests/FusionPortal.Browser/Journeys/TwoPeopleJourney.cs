using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>Ana and Marek in one box of one step, each at a browser of their own: both values are shown, and none is replaced
/// unasked.</summary>
public sealed class TwoPeopleJourney(DemoPortal portal)
{
    private const string Field = "client-sign-off-by";

    [Fact]
    public async Task Typing_WhileTheOtherSaves_ShowsTheirsBesideAndAsksWhenTheBoxIsLeft()
    {
        await using var two = await OpenAsync("Two Boxes", "twoboxes");
        await two.AnaBox.FillAsync("Dana Whitfield");
        await two.MarekSavesAsync("New York");

        // The live update arrives in the middle of Ana's word.
        await Expect(two.AnaTheirs).ToContainTextAsync(new Regex(@"Marek Novák saved New York, \d+ s ago"));
        await Expect(two.AnaSaved).ToBeHiddenAsync();
        await Expect(two.AnaBox).ToHaveValueAsync("Dana Whitfield");
        await two.Ana.LookAsync("run-two-typing");
        await two.AnaBox.BlurAsync();
        await Expect(two.AnaSay).ToContainTextAsync(new Regex(@"Marek Novák saved New York, .*ago\. Yours is not saved\."));
        await two.Ana.LookAsync("run-two-asked");
        await Expect(two.MarekBox).ToHaveValueAsync("New York");

        await two.AnaSay.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await Expect(two.AnaBox).ToHaveValueAsync("New York");
        await Expect(two.AnaSaved).ToContainTextAsync("Saved by Marek Novák");

        // Once more, and this time her own.
        await two.AnaBox.FillAsync("Dana Whitfield");
        await Expect(two.AnaSaved).ToBeHiddenAsync();
        await two.MarekSavesAsync("Boston");
        await Expect(two.AnaTheirs).ToContainTextAsync("Marek Novák saved Boston");
        await two.AnaBox.BlurAsync();
        await two.AnaSay.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await Expect(two.MarekBox).ToHaveValueAsync("Dana Whitfield");
        await Expect(two.AnaSaved).ToContainTextAsync("Saved by Ana Ruiz");
    }

    [Fact]
    public async Task Leaving_BeforeTheOthersValueHasArrived_AsksToo()
    {
        await using var two = await OpenAsync("Other Order", "otherorder");
        var (sent, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        await two.Ana.Page.RouteAsync("**/api/v1/runs/**", async route =>
        {
            sent.TrySetResult();
            await released.Task;
            await route.ContinueAsync();
        });
        await two.AnaBox.FillAsync("Dana Whitfield");
        await two.AnaBox.BlurAsync();
        await sent.Task;
        await two.MarekSavesAsync("New York");
        released.SetResult();

        await Expect(two.AnaSay).ToContainTextAsync("Marek Novák saved New York");
        await Expect(two.AnaBox).ToHaveValueAsync("Dana Whitfield");
        await Expect(two.AnaSaved).ToBeHiddenAsync();
        await Expect(two.MarekBox).ToHaveValueAsync("New York");
        await two.AnaSay.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await Expect(two.MarekBox).ToHaveValueAsync("Dana Whitfield");
    }

    [Theory]
    [InlineData("Left Off Line", "leftoffline", true)]
    [InlineData("Typed Off Line", "typedoffline", false)]
    public async Task Offline_WhileTheOtherSaves_AsksWhenTheLineIsBack(string title, string orgId, bool left)
    {
        await using var two = await OpenAsync(title, orgId);
        await two.Ana.Context.SetOfflineAsync(true);
        await two.AnaBox.FillAsync("Dana Whitfield");
        if (left)
        {
            await two.AnaBox.BlurAsync();
            await Expect(two.AnaSay).ToContainTextAsync("Not saved, kept here");
        }

        await two.MarekSavesAsync("New York");
        await two.Ana.Context.SetOfflineAsync(false);
        if (!left)
        {
            await Expect(two.AnaTheirs).ToContainTextAsync("Marek Novák saved New York", new() { Timeout = 60_000 });
            await two.AnaBox.BlurAsync();
        }

        await Expect(two.AnaSay).ToContainTextAsync("Marek Novák saved New York", new() { Timeout = 60_000 });
        await Expect(two.AnaBox).ToHaveValueAsync("Dana Whitfield");
        await Expect(two.AnaSaved).ToBeHiddenAsync();
        await Expect(two.MarekBox).ToHaveValueAsync("New York");
        await two.AnaSay.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await Expect(two.MarekBox).ToHaveValueAsync("Dana Whitfield", new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task Ticking_WhileTheOthersValueStandsBeside_AsksFirst()
    {
        await using var two = await OpenAsync("Ask First", "askfirst");
        await two.Ana.Page.GetByLabel("The client signed the organization ID off").CheckAsync();
        await two.AnaBox.FillAsync("Dana Whitfield");
        await two.MarekSavesAsync("New York");
        await Expect(two.AnaTheirs).ToContainTextAsync("Marek Novák saved New York");

        await two.Ana.Page.GetByRole(AriaRole.Button, new() { Name = "Mark done" }).ClickAsync();

        await Expect(two.AnaSay.GetByRole(AriaRole.Button, new() { Name = "Keep mine" })).ToBeFocusedAsync();
        await Expect(two.Ana.Page.Locator(".section-title")).ToContainTextAsync("0 of 4 done");
        await Expect(two.MarekBox).ToHaveValueAsync("New York");
    }

    [Fact]
    public async Task Typed_AndNeverLeft_IsThereAfterAReload()
    {
        await using var two = await OpenAsync("Came Back", "cameback");
        await two.AnaBox.FillAsync("Dana Whitfield");
        await two.Ana.Page.ReloadAsync();
        await Expect(two.AnaBox).ToHaveValueAsync("Dana Whitfield");
        await Expect(two.AnaSay).ToContainTextAsync("Typed here before, and not saved.");
        await two.Ana.LookAsync("run-typed-before");
        await Expect(two.MarekBox).ToHaveValueAsync("");
        await two.AnaSay.GetByRole(AriaRole.Button, new() { Name = "Save it" }).ClickAsync();
        await Expect(two.MarekBox).ToHaveValueAsync("Dana Whitfield");

        // Somebody else's tab is somebody else's: nothing of it is sent under another value either.
        await two.AnaBox.FillAsync("Dana W.");
        await two.MarekSavesAsync("New York");
        await two.Ana.Page.ReloadAsync();
        await Expect(two.AnaSay).ToContainTextAsync("Marek Novák saved New York");
        await Expect(two.AnaBox).ToHaveValueAsync("Dana W.");
    }

    [Fact]
    public async Task Reason_WrittenWhileTheOtherAnswers_IsForWhatWasSeenAndIsKept()
    {
        await using var two = await OpenAsync("Long Reason", "longreason");
        foreach (var person in new[] { two.Ana, two.Marek }) await person.GoAsync($"{two.Run}?step=hosting-domains");
        foreach (var person in new[] { two.Ana, two.Marek }) await Expect(person.Page.Locator("[data-ready]")).ToHaveCountAsync(1);
        var page = two.Ana.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Not applicable…" }).ClickAsync();
        await page.GetByLabel("Reason").FillAsync("They bring their own");

        var domain = two.Marek.Page.Locator("form[data-current] input[type=text]").First;
        await domain.FillAsync("pos.longreason.example");
        await domain.BlurAsync();
        await Expect(page.Locator("form[data-current] input[type=text]").First).ToHaveValueAsync("pos.longreason.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record it" }).ClickAsync();

        await Expect(page.Locator("form[data-current]")).ToContainTextAsync("Marek Novák answered in this step after you opened it");
        await page.GetByRole(AriaRole.Button, new() { Name = "Not applicable…" }).ClickAsync();
        await Expect(page.GetByLabel("Reason")).ToHaveValueAsync("They bring their own");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record it" }).ClickAsync();
        // The page goes on to the next step; the reason stands at the one that was set aside.
        await Expect(page).Not.ToHaveURLAsync(new Regex("step="));
        await two.Ana.GoAsync($"{two.Run}?step=hosting-domains");
        await Expect(page.Locator(".history")).ToContainTextAsync("They bring their own");
    }

    private async Task<Two> OpenAsync(string title, string orgId)
    {
        var ana = await portal.VisitAsync("Ana Ruiz");
        var run = await Installs.StartAsync(ana.Page, title, orgId);
        var marek = await portal.VisitAsync("Marek Novák", run);
        await Expect(marek.Page.Locator("[data-ready]")).ToHaveCountAsync(1);
        return new Two(ana, marek, run);
    }

    private sealed record Two(Visit Ana, Visit Marek, string Run) : IAsyncDisposable
    {
        public ILocator AnaBox => Ana.Page.GetByLabel("Signed off by");

        public ILocator AnaSay => Ana.Page.Locator($"[data-say='{Field}']");

        public ILocator AnaTheirs => Ana.Page.Locator($".field-save[data-of='{Field}'] [data-theirs]");

        public ILocator AnaSaved => Ana.Page.Locator($".field-save[data-of='{Field}'] .was");

        public ILocator MarekBox => Marek.Page.GetByLabel("Signed off by");

        public async Task MarekSavesAsync(string value)
        {
            await MarekBox.FillAsync(value);
            await MarekBox.BlurAsync();
            await Expect(Marek.Page.Locator($".field-save[data-of='{Field}'] .was")).ToContainTextAsync("Saved by Marek Novák");
            await Expect(MarekBox).Not.ToHaveAttributeAsync("data-dirty", "");
        }

        public async ValueTask DisposeAsync()
        {
            await Ana.DisposeAsync();
            await Marek.DisposeAsync();
        }
    }
}
