using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Aws.Tests;

public sealed class FleetScanTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scan_OfAFleet_SeesEveryResourceOfEachTargetOnce()
    {
        var fleet = new Fleet(1_234, 2, ["us-east-1", "eu-west-1"], seed: 7);
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = fleet }, Ct);
        using var scanner = new Scanner(simulator.PortalSettings, simulator.Options.PortalKey.Id, simulator.Options.PortalKey.Secret);

        var accounts = await scanner.Accounts.ListAccountsAsync(scanner.Meter, Ct);
        Assert.Equal(fleet.Accounts.Select(a => a.Id), accounts.Select(a => a.AccountId));
        foreach (var account in accounts)
            foreach (var region in fleet.Regions)
            {
                var seen = (await scanner.ReadAsync(account.AccountId, region, Ct)).SelectMany(p => p.Observations).ToList();
                var there = Enumerable.Range(0, fleet.Count(account.AccountId, region)).Select(i => fleet.At(account.AccountId, region, i)!)
                    .ToList();
                Assert.Equal(there.Select(r => r.Arn), seen.Select(o => o.Arn));
                Assert.All(
                    seen.Zip(there), pair =>
                    Assert.Equal(
                    pair.Second.Tags.OrderBy(t => t.Key, StringComparer.Ordinal),
                    pair.First.Tags.OrderBy(t => t.Key, StringComparer.Ordinal)));
                Assert.All(seen, o => Assert.Equal((account.AccountId, region), (o.AccountId, o.Region)));
            }

        // 309 or 308 resources a target are four pages.
        Assert.Equal(16, scanner.Meter.Calls("tagging:GetResources"));
        Assert.Equal(simulator.Requests.Count("tagging:GetResources"), scanner.Meter.Calls("tagging:GetResources"));
        Assert.Equal(2, scanner.Meter.Calls("sts:AssumeRole"));
        Assert.Equal(1, scanner.Meter.Calls("sts:GetCallerIdentity"));
        Assert.Equal(1, scanner.Meter.Calls("organizations:ListAccounts"));
        Assert.Equal(2, scanner.Meter.Calls("organizations:ListTagsForResource"));
    }
}
