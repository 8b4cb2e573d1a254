using System.Text.Json;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Findings;

/// <summary>What an install captured against what AWS answers: values, and what is not there.</summary>
public sealed class CapturedFindingTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private const string Values = "CFG-INT-01";
    private const string Absence = "CFG-INT-02";
    private const string Database = $"arn:aws:rds:us-east-1:{TestEstate.Production}:db:db-pos-01";

    [Fact]
    public async Task Value_AndAbsence_AreHeldAgainstTheFirstReadingAfterTheTick_AndResolve()
    {
        Estate.Lists("rds", isGlobal: false, RdsInstance.Kind);
        Place("us-east-1b", "db-pos-02");
        await Scanner.ScanAsync(Ct);
        var run = await CapturedAsync();

        // Read before the tick: nobody has looked yet.
        await Get<FusionPortal.Core.Findings.Judging.Reevaluate>().ExecuteAsync(Ct);
        Assert.Empty(await FindingsAsync(new FindingFilter(ConventionIds: [Values, Absence])));

        await Scanner.ScanAsync(Ct);
        var missing = await FindingAsync(Absence, "Client acme");
        Assert.Equal(
            (FindingStatus.Open, "organization:acme", "acme", "1 as captured", "0, without RDS instance db-POS-01"),
            (missing.Status, missing.Subject, missing.OrgId, missing.Expected, missing.Actual));

        // There now, and in another zone than was ticked. One account cannot be read: whether what is there is the one that is meant is
        // open.
        Place("us-east-1b", "db-pos-01");
        Estate.Break(new ScanTarget(TestEstate.NonProduction, TestEstate.Region, "rds"), TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);
        Assert.Equal(FindingStatus.Open, (await FindingAsync(Absence, "Client acme")).Status);
        Assert.Empty(await FindingsAsync(new FindingFilter(ConventionIds: [Values])));

        Estate.Heal();
        await Scanner.ScanAsync(Ct);
        Assert.Equal(FindingStatus.Resolved, (await FindingAsync(Absence, "Client acme")).Status);
        var zone = await FindingAsync(Values, "db-pos-01");
        Assert.Equal(
            (FindingStatus.Open, Database, "us-east-1a", "us-east-1b"), (zone.Status, zone.Subject, zone.Expected, zone.Actual));
        var captured = (await Get<FindingQueries>().GetAsync(zone.Id, null, Ct))!.Evidence.GetProperty("facts")[0];
        Assert.Equal("Captured availability zone", captured.GetProperty("name").GetString());
        Assert.Matches(
            "^us-east-1a, ticked by (Ana Ruiz|Marek Novák) on [0-9]+ [A-Z][a-z]+ [0-9]{4} in Client install: Client acme, "
            + "step d\\) Availability zone$", captured.GetProperty("value").GetString());

        // Gone again while that account is unread: it may have been moved there.
        Estate.Break(new ScanTarget(TestEstate.NonProduction, TestEstate.Region, "rds"), TargetFailure.Denied);
        Estate.Remove(Database);
        await Scanner.ScanAsync(Ct);
        Assert.Equal(FindingStatus.Resolved, (await FindingAsync(Absence, "Client acme")).Status);

        Place("us-east-1a", "db-pos-01");
        Estate.Heal();
        await Scanner.ScanAsync(Ct);
        Assert.Equal(FindingStatus.Resolved, (await FindingAsync(Values, "db-pos-01")).Status);
        Assert.NotEqual(Guid.Empty, run);
    }

    [Fact]
    public async Task Value_IsHeldAgainstTheReadingOfItsOwnAccount_HoweverOldAnothersIs()
    {
        Estate.Lists("rds", isGlobal: false, RdsInstance.Kind);
        Place("us-east-1b", "db-pos-01");
        await Scanner.ScanAsync(Ct);
        await CapturedAsync();

        await Scanner.ScanAsync(Ct, new StartScanRequest(AccountId: TestEstate.NonProduction));
        Assert.Empty(await FindingsAsync(new FindingFilter(ConventionIds: [Values])));

        await Scanner.ScanAsync(Ct, new StartScanRequest(AccountId: TestEstate.Production));
        Assert.Equal(FindingStatus.Open, (await FindingAsync(Values, "db-pos-01")).Status);
    }

    private async Task<Guid> CapturedAsync()
    {
        var worker = new RunWorker(Scanner.Portal)
        {
            Answers = { ["rds-hosting"] = "shared", ["rds-name"] = "db-POS-01", ["rds-az"] = "us-east-1a" },
        };
        var run = await worker.StartInstallAsync("acme", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(run.Head.Id, "rds-login-record", TestActors.Ana, TestActors.Marek, Ct);
        var captured = Assert.Single(await Get<CapturedQueries>().AllAsync(Ct));
        Assert.Equal(("db-POS-01", "us-east-1a"), (captured.Name.Value, captured.Value("availability-zone")!.Value));
        return run.Head.Id;
    }

    private void Place(string zone, string name)
    {
        foreach (var number in (string[])["01", "02"]) Estate.Remove(Database[..^2] + number);
        Estate.AddListed(
            "rds", Database[..^"db-pos-01".Length] + name, [], facts: JsonSerializer.SerializeToElement(
                new { availabilityZone = zone, engine = "sqlserver-web", engineVersion = "15.00.4365.2.v1" }));
    }
}
