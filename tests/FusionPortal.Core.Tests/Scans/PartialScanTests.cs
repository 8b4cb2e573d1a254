using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Scans.Budgets;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Scans;

/// <summary>Scans of a part, accounts that are paused or undeclared, and the budget of calls.</summary>
public sealed class PartialScanTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task Account_NobodyDeclared_IsAFinding()
    {
        Estate.Accounts.Add(new DiscoveredAccount("333333333333", "Mystery", "ACTIVE", new Dictionary<string, string>()));

        await Scanner.ScanAsync(Ct);

        var finding = await FindingAsync("ENV-06", "Mystery");
        Assert.Equal(("account", "333333333333"), (finding.Kind, finding.AccountId));
    }

    [Fact]
    public async Task Account_Paused_IsNotReadAndNotEvaluated()
    {
        Estate.Bucket("fusion-rms-acme", "acme");
        await Scanner.ScanAsync(Ct);
        Assert.Equal(1, await Get<PauseAccount>().ExecuteAsync(new PauseAccountRequest(TestEstate.Production, true), TestActors.Priya, Ct));
        Estate.Remove("arn:aws:s3:::fusion-rms-acme");

        await Scanner.ScanAsync(Ct);

        var gap = Assert.Single((await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(), Ct)).Coverage.Gaps);
        Assert.Equal(CoverageOutcome.Paused, gap.Outcome);
        Assert.NotEmpty(await FindingsAsync());
        await Get<PauseAccount>().ExecuteAsync(new PauseAccountRequest(TestEstate.Production, false), TestActors.Priya, Ct);
        Assert.True((await Scanner.ScanAsync(Ct)).FindingsResolved > 0);
    }

    [Fact]
    public async Task Scan_OfOneAccount_ReadsThatAccountOnly()
    {
        await Scanner.ScanAsync(Ct);
        var read = new List<string>();
        Estate.BeforePage = (target, _, _) =>
        {
            read.Add(target.AccountId);
            return Task.CompletedTask;
        };

        await Scanner.ScanAsync(Ct, new StartScanRequest(AccountId: TestEstate.NonProduction));

        Assert.Equal([TestEstate.NonProduction], read.Distinct());
    }

    [Fact]
    public async Task Scan_OfOneClient_ReadsWhereItsResourcesWereSeen()
    {
        await OrganizationAsync("acme", "Acme", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-acme", "acme");
        await Scanner.ScanAsync(Ct);
        var read = new List<string>();
        Estate.BeforePage = (target, _, _) =>
        {
            read.Add(target.AccountId);
            return Task.CompletedTask;
        };

        await Scanner.ScanAsync(Ct, new StartScanRequest(OrgId: "ACME"));

        Assert.Equal([TestEstate.Production], read.Distinct());
    }

    [Fact]
    public async Task Scan_OfAnUnknownAccount_IsRefused() =>
        Assert.Equal("account-not-found", (await Assert.ThrowsAsync<RefusedException>(
            () => Get<StartScan>().ExecuteAsync(new StartScanRequest(AccountId: "999999999999"), TestActors.Priya, Ct))).Code);

    [Fact]
    public async Task Budget_OfManyCallers_IsKeptByAllTogether()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(Postgres.ConnectionString);
        SharedCallBudget[] processes = [new(source), new(source), new(source)];
        var began = TimeProvider.System.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => processes[i % 3].WaitAsync("a/r/api", perSecond: 20, burst: 10, Ct)));

        // Ten at once, then one each 50 ms: twenty waits, and the last of them no earlier than a second.
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromSeconds(0.95));
    }
}
