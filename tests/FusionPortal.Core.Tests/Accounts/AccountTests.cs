using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Accounts;

public sealed class AccountTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private const string Other = "333333333333";

    [Fact]
    public async Task Account_Discovered_HasTheRoleOfConfigurationOrNone()
    {
        Estate.Accounts.Add(new DiscoveredAccount(Other, "Data Lake", "ACTIVE", new Dictionary<string, string> { ["team"] = "bi" }));

        await Scanner.ScanAsync(Ct);

        var accounts = await Get<AccountQueries>().ListAsync(Ct);
        Assert.Equal(
            [(TestEstate.Production, AccountRole.Production, "configuration"),
                (TestEstate.NonProduction, AccountRole.NonProduction, "configuration"), (Other, AccountRole.Undeclared, null)],
            accounts.Select(a => (a.Id, a.Role, a.RoleDeclaredBy)));
    }

    [Fact]
    public async Task Declaration_ByAPerson_OutlivesTheNextDiscovery()
    {
        await Scanner.ScanAsync(Ct);
        var account = await AccountAsync(TestEstate.NonProduction);

        var revision = await DeclareAsync(account, AccountRole.Production);
        await Scanner.ScanAsync(Ct);

        var declared = await AccountAsync(TestEstate.NonProduction);
        Assert.Equal((AccountRole.Production, "Tom Becker", revision), (declared.Role, declared.RoleDeclaredBy, declared.Revision));
        Assert.Equal(1, await CountAsync("audit.event where kind = 'account.declared'"));
    }

    [Fact]
    public async Task Declaration_OnAStaleRevision_IsRefusedWithWhatItIsNow()
    {
        await Scanner.ScanAsync(Ct);
        var account = await AccountAsync(TestEstate.Production);
        await DeclareAsync(account, AccountRole.NonProduction);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => DeclareAsync(account, AccountRole.Undeclared));

        Assert.Equal((RefusalKind.Conflict, "Tom Becker declared it NonProduction in the meantime."), (refused.Kind, refused.Message));
        Assert.Equal(AccountRole.NonProduction, (await AccountAsync(TestEstate.Production)).Role);
    }

    [Theory]
    [InlineData("installer")]
    [InlineData("auditor")]
    public async Task Declaration_ByOthers_IsForbidden(string who)
    {
        await Scanner.ScanAsync(Ct);
        var account = await AccountAsync(TestEstate.Production);
        var actor = who == "installer" ? TestActors.Ana : TestActors.Ingrid;

        var refused = await Assert.ThrowsAsync<RefusedException>(() => Get<DeclareAccount>().ExecuteAsync(
            new DeclareAccountRequest(account.Id, AccountRole.Undeclared, account.Revision), actor, Ct));

        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
    }

    [Fact]
    public async Task Declaration_OfAnAccountNobodySaw_IsNotFound()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Get<DeclareAccount>().ExecuteAsync(
            new DeclareAccountRequest(Other, AccountRole.Production, 1), TestActors.Tom, Ct));

        Assert.Equal(RefusalKind.NotFound, refused.Kind);
    }

    private async Task<AccountSummary> AccountAsync(string id) => (await Get<AccountQueries>().ListAsync(Ct)).Single(a => a.Id == id);

    private Task<long> DeclareAsync(AccountSummary account, AccountRole role) =>
        Get<DeclareAccount>().ExecuteAsync(new DeclareAccountRequest(account.Id, role, account.Revision), TestActors.Tom, Ct);
}
