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

public sealed class AccountCellTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    private static readonly AccountSummary Scanned =
        new("441002721185", "POS QA", "ACTIVE", AccountRole.NonProduction, "Tom Becker", Now, Now, Now, 1);

    private readonly List<bool> _asked = [];
    private readonly List<(bool Retired, string Reason)> _retired = [];

    public AccountCellTests()
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
        var shown = Acts(Scanned);

        Assert.Equal(["Scan this account 441002721185", "Pause POS QA"], shown.FindAll("button").Select(b => b.TextContent));
        shown.FindAll("button")[1].Click();
        Assert.Equal([true], _asked);
    }

    [Fact]
    public void Paused_SaysWhoAndSinceWhen_AndOffersToResumeOnly()
    {
        var paused = Scanned with { PausedBy = "Priya Shah", PausedAt = Now };
        var scanned = Render<AccountScanned>(p => p.Add(s => s.Account, paused));
        var shown = Acts(paused);

        Assert.Equal("Paused by Priya Shah", scanned.Find(".status.hold").TextContent);
        Assert.Contains("since 23 Nov 2026, 09:42", scanned.Markup, StringComparison.Ordinal);
        shown.FindAll("button").Single(b => b.TextContent == "Resume POS QA").Click();
        Assert.Equal([false], _asked);
        Assert.Empty(shown.FindAll(".scan"));
    }

    [Fact]
    public void ForAnAuditor_IsReadOnly()
    {
        var shown = Render<AccountDeclared>(p => p.Add(d => d.Account, Scanned).Add(d => d.MayDirect, false));

        Assert.Empty(shown.FindAll("button, select, input"));
        Assert.Equal("Non-production", shown.Find("b").TextContent);
        Assert.Contains("Tom Becker", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Coverage_ThatIsNotWhole_IsHatched()
    {
        Assert.Equal("Never scanned", Read(null).Find(".status.unknown.box").TextContent);
        Assert.Equal("5 of 6 targets", Read(new AccountCoverage(6, 5, null)).Find(".status.unknown.box").TextContent);
        Assert.Contains("some of it never", Read(new AccountCoverage(6, 5, null)).Markup, StringComparison.Ordinal);
        Assert.Empty(Read(new AccountCoverage(6, 6, Now)).FindAll(".status.unknown"));
    }

    [Theory]
    [InlineData("SUSPENDED", AccountSight.Unreachable, "Suspended", "Have AWS lift it, or retire it in the portal.")]
    [InlineData(
        "DEPARTED", AccountSight.Unreachable, "Left the organization", "Invite it back into the organization, or retire it in the portal")]
    [InlineData("CLOSED", AccountSight.Closed, "Closed", "Nothing needs doing.")]
    public void Account_NobodyCanRead_SaysSoWithAdviceAndIsNoDeclarationToMake(string state, AccountSight sight, string said, string advice)
    {
        var account = Scanned with { Status = state, Role = AccountRole.Undeclared, Standing = new(sight, Now) };
        var stands = Render<AccountInAws>(p => p.Add(s => s.Account, account));

        Assert.Equal(said, stands.Find(".status").TextContent);
        Assert.Contains(advice, stands.Markup, StringComparison.Ordinal);
        var read = Render<AccountRead>(p => p.Add(r => r.Account, account).Add(r => r.Coverage, null));
        Assert.Equal("not counted", read.Find("span").TextContent);
        Assert.Empty(Render<AccountDeclared>(p => p.Add(d => d.Account, account)).FindAll(".status"));
        Assert.Equal(["Retire… POS QA"], Acts(account).FindAll("button").Select(b => b.TextContent));
    }

    [Fact]
    public void Retiring_AsksForAReasonAndKeepsItWhenRefused()
    {
        var shown = Acts(Scanned with { Status = "SUSPENDED", Standing = new(AccountSight.Unreachable, Now) });
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
        var account = Scanned with { Status = "SUSPENDED", Standing = new(AccountSight.Retired, Now, "Tom Becker", "Sold") };

        Assert.Contains(
            "by Tom Becker: Sold", Render<AccountInAws>(p => p.Add(s => s.Account, account)).Markup, StringComparison.Ordinal);
        Assert.Equal(["Take back… POS QA"], Acts(account).FindAll("button").Select(b => b.TextContent));
    }

    private IRenderedComponent<AccountRead> Read(AccountCoverage? coverage) =>
        Render<AccountRead>(p => p.Add(r => r.Account, Scanned).Add(r => r.Coverage, coverage));

    private IRenderedComponent<AccountActs> Acts(AccountSummary account) => Render<AccountActs>(p => p
        .Add(a => a.Account, account).Add(a => a.OnPause, _asked.Add)
        .Add(a => a.OnRetire, (retired, reason) =>
        {
            _retired.Add((retired, reason));
            return Task.FromResult(
                reason.Length == 0 ? new RefusedException(RefusalKind.Invalid, "reason", "A reason is needed.", "reason") : null);
        }));
}
