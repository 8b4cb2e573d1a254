using Bunit;
using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Pages.Accounts;
using FusionPortal.Web.Components.Shared;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Accounts;

public sealed class AccountRowTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    private static readonly AccountView Scanned =
        new("441002721185", "POS QA", "ACTIVE", AccountRole.NonProduction, "Tom Becker", Now, Now, Now, 1);

    private readonly List<bool> _asked = [];

    public AccountRowTests()
    {
        Services.AddSingleton(TimeProvider.System);
        ComponentFactories.AddStub<ScanThis>(stub => $"<button class=\"scan\">{stub.Get(s => s.Text)} {stub.Get(s => s.AccountId)}</button>");
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

        Assert.Equal("Paused by Priya Shah", shown.Find(".st.hold").TextContent);
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
        Assert.Equal("Never scanned", Show(Scanned, false, null).Find(".st.unk.box").TextContent);
        Assert.Equal("5 of 6 targets", Show(Scanned, false, new AccountCoverage(6, 5, null)).Find(".st.unk.box").TextContent);
        Assert.Contains("some of it never", Show(Scanned, false, new AccountCoverage(6, 5, null)).Markup, StringComparison.Ordinal);
        Assert.Empty(Show(Scanned, false).FindAll(".st.unk"));
    }

    private IRenderedComponent<AccountRow> Show(AccountView account, bool mayDirect) => Show(account, mayDirect, new AccountCoverage(6, 6, Now));

    private IRenderedComponent<AccountRow> Show(AccountView account, bool mayDirect, AccountCoverage? coverage) => Render<AccountRow>(p => p
        .Add(r => r.Account, account).Add(r => r.Coverage, coverage).Add(r => r.MayDirect, mayDirect).Add(r => r.OnPause, _asked.Add));
}
