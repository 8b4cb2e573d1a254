using Bunit;
using FusionPortal.Conventions;
using FusionPortal.Core;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Web.Components.Pages.Accounts;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using FusionPortal.Web.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Accounts;

public sealed class AccountRowTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    private static readonly AccountSummary Scanned =
        new("441002721185", "POS QA", "ACTIVE", AccountRole.NonProduction, "Tom Becker", Now, Now, Now, 1);

    private readonly List<bool> _asked = [];
    private readonly List<(bool Retired, string Reason)> _retired = [];

    public AccountRowTests()
    {
        Services.AddMudServices();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(new CurrentActor(new SignedIn(Role.Lead)));
        Services.AddScoped<PortalScript>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        ComponentFactories.AddStub<ScanThis>(
            stub => $"<button class=\"scan\">{stub.Get(s => s.Text)} {stub.Get(s => s.AccountId)}</button>");
    }

    [Fact]
    public void ForALead_OffersToScanAndToPause()
    {
        var shown = Show(Scanned, mayDirect: true);

        Assert.Equal(["Scan this account 441002721185", "Pause POS QA"], shown.FindAll("button").Select(b => b.TextContent));
        shown.FindAll("button")[1].Click();
        Assert.Equal([true], _asked);
    }

    [Fact]
    public void Paused_SaysWhoAndSinceWhen_AndOffersToResumeOnly()
    {
        var shown = Show(Scanned with { PausedBy = "Priya Shah", PausedAt = Now }, mayDirect: true);

        Assert.Equal("Paused by Priya Shah", shown.Find(".status.hold").TextContent);
        Assert.Contains("since 23 Nov 2026, 09:42", shown.Markup, StringComparison.Ordinal);
        shown.FindAll("button").Single(b => b.TextContent == "Resume POS QA").Click();
        Assert.Equal([false], _asked);
        Assert.Empty(shown.FindAll(".scan"));
    }

    [Fact]
    public void ForAnAuditor_OffersNothing() => Assert.Empty(Show(Scanned, mayDirect: false).FindAll("button, select"));

    [Fact]
    public void Coverage_ThatIsNotWhole_IsHatched()
    {
        Assert.Equal("Never scanned", Show(Scanned, false, null).Find(".status.unknown.box").TextContent);
        Assert.Equal("5 of 6 targets", Show(Scanned, false, new AccountCoverage(6, 5, null)).Find(".status.unknown.box").TextContent);
        Assert.Contains("some of it never", Show(Scanned, false, new AccountCoverage(6, 5, null)).Markup, StringComparison.Ordinal);
        Assert.Empty(Show(Scanned, false).FindAll(".status.unknown"));
    }

    [Theory]
    [InlineData("SUSPENDED", AccountSight.Unreachable, "Suspended", "Have AWS lift it, or retire it in the portal.")]
    [InlineData(
        "DEPARTED", AccountSight.Unreachable, "Left the organization", "Invite it back into the organization, or retire it in the portal")]
    [InlineData("CLOSED", AccountSight.Closed, "Closed", "Nothing needs doing.")]
    public void Account_NobodyCanRead_SaysSoWithAdviceAndIsNoDeclarationToMake(string state, AccountSight sight, string said, string advice)
    {
        var shown = Show(Scanned with { Status = state, Role = AccountRole.Undeclared, Standing = new(sight, Now) }, mayDirect: true, null);

        Assert.Equal(said, shown.Find("td[data-head='In AWS'] .status").TextContent);
        Assert.Contains(advice, shown.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Never scanned", shown.Markup, StringComparison.Ordinal);
        Assert.Empty(shown.FindAll("td[data-head='Declared'] .status"));
        Assert.Equal(["Retire… POS QA"], shown.FindAll("button").Select(b => b.TextContent));
    }

    [Fact]
    public void Retiring_AsksForAReasonAndKeepsItWhenRefused()
    {
        var shown = Show(Scanned with { Status = "SUSPENDED", Standing = new(AccountSight.Unreachable, Now) }, mayDirect: true, null);
        shown.Find("button").Click();
        shown.Find("form").Submit();
        Assert.Equal("A reason is needed.", shown.Find("[role=alert]").TextContent.Trim());
        shown.Find("input").Input("Sold");
        shown.Find("form").Submit();

        Assert.Equal([(true, ""), (true, "Sold")], _retired);
        Assert.Empty(shown.FindAll("form"));
    }

    [Fact]
    public void Retired_SaysWhoAndWhy_AndOffersToTakeItBack()
    {
        var shown =
            Show(Scanned with { Status = "SUSPENDED", Standing = new(AccountSight.Retired, Now, "Tom Becker", "Sold") }, mayDirect: true,
            null);

        Assert.Contains("by Tom Becker: Sold", shown.Markup, StringComparison.Ordinal);
        Assert.Equal(["Take back… POS QA"], shown.FindAll("button").Select(b => b.TextContent));
    }

    private IRenderedComponent<AccountRow> Show(AccountSummary account, bool mayDirect) =>
        Show(account, mayDirect, new AccountCoverage(6, 6, Now));

    private IRenderedComponent<AccountRow> Show(AccountSummary account, bool mayDirect, AccountCoverage? coverage) =>
        Render<AccountRow>(p => p
        .Add(r => r.Account, account).Add(r => r.Coverage, coverage).Add(r => r.MayDirect, mayDirect).Add(r => r.OnPause, _asked.Add)
        .Add(r => r.OnRetire, (retired, reason) =>
        {
            _retired.Add((retired, reason));
            return Task.FromResult(
                reason.Length == 0 ? new RefusedException(RefusalKind.Invalid, "reason", "A reason is needed.", "reason") : null);
        }));
}
