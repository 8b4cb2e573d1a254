using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Web.Components.Pages.Accounts;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Accounts;

public sealed class AccountsPageTests
{
    private static AccountSummary Account(string name, AccountRole role) =>
        new("441002721185", name, "ACTIVE", role, null, null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1);

    [Fact]
    public void Sentence_SaysWhatIsToBeDone()
    {
        var production = Account("POS Production", AccountRole.Production);
        var unknown = Account("Sandbox", AccountRole.Undeclared);

        Assert.Equal("All 2 accounts are declared", AccountLabels.Sentence([production, production]));
        var closed = production with { Standing = new AccountOutlook(AccountSight.Closed, DateTimeOffset.UnixEpoch) };
        Assert.Equal("All 2 accounts that can be read are declared", AccountLabels.Sentence([production, production, closed]));
        Assert.Equal("The one account that can be read is declared", AccountLabels.Sentence([production, closed]));
        Assert.Equal("No account can be read", AccountLabels.Sentence([closed]));
        Assert.Equal("Sandbox is not declared", AccountLabels.Sentence([production, unknown]));
        Assert.Equal("2 of 3 accounts are not declared", AccountLabels.Sentence([production, unknown, unknown]));
    }

    [Fact]
    public void PausedAccounts_AreNamed_WithWhatFollows()
    {
        var scanned = Account("POS Production", AccountRole.Production);
        var paused = Account("Sandbox", AccountRole.NonProduction) with { PausedBy = "Priya Shah" };

        Assert.Null(AccountLabels.Paused([scanned]));
        Assert.StartsWith("Sandbox is paused: nobody looks there", AccountLabels.Paused([scanned, paused]), StringComparison.Ordinal);
        Assert.StartsWith("Sandbox and Sandbox are paused", AccountLabels.Paused([paused, paused]), StringComparison.Ordinal);
        Assert.StartsWith("4 accounts are paused", AccountLabels.Paused([paused, paused, paused, paused]), StringComparison.Ordinal);
    }
}
