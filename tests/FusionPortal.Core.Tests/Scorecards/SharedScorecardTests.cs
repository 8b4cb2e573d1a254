using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Scorecards;
using FusionPortal.Core.SharedResources;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Scorecards;

/// <summary>What the page of one shared resource shows: whom it carries, what AWS has of it, and what speaks against it.</summary>
public sealed class SharedScorecardTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private const string Host = $"arn:aws:ec2:us-east-1:{TestEstate.Production}:instance/i-0a41c7be22d90f513";

    [Fact]
    public async Task Host_IsFoundByItsId_AndSaysWhomItCarriesAndWhatItsChecklistGives()
    {
        Estate.Lists("ec2", isGlobal: false, Ec2Instance.Kind);
        var worker = new RunWorker(Scanner.Portal)
        {
            Answers =
            {
                ["host-name"] = "POS07", ["host-vpc"] = "existing", ["host-region"] = "us-east-1", ["host-az"] = "us-east-1b",
                ["rds-hosting"] = "shared", ["ec2-hosting"] = "shared", ["ec2-name"] = "POS07",
            },
        };
        var run = (await worker.StartSharedAsync("ec2-instance", "A host", TestActors.Ana, Ct)).Head.Id;
        var id = Assert.Single(await Get<SharedResourceQueries>().ListAsync(null, Ct)).Id;
        Assert.Empty((await CardAsync(id)).Matches);
        await worker.WorkUntilAsync(run, null, TestActors.Ana, TestActors.Marek, Ct);
        // AWS calls it otherwise by now, and has it in another zone; a second one is called like it.
        Place(Host, "POS70", "us-east-1a");
        Place(Host + "9", "POS07", "us-east-1b");
        var install = await worker.StartInstallAsync("acme", TestActors.Ana, Ct, EnvironmentKind.QA);
        await worker.WorkUntilAsync(install.Head.Id, "ec2-availability-zone", TestActors.Ana, TestActors.Marek, Ct);
        await Scanner.ScanAsync(Ct);

        var card = await CardAsync(id);

        Assert.Equal(Host, Assert.Single(card.Matches).Arn);
        var zone = Assert.Single(card.Held, h => h.Fact == "availability zone");
        Assert.Equal(("us-east-1b", "us-east-1a", HeldState.Contradicted), (zone.Recorded, zone.Actual, zone.State));
        Assert.Equal(zone.FindingNumber, (await FindingAsync("CFG-INT-01", "POS70")).Number);
        Assert.Equal((await FindingsAsync()).Count(f => f.Subject == Host), card.Open);
        Assert.Equal(card.Open, (await Get<SharedScorecardQueries>().OpenAsync(Ct))[id]);
        var tenant = Assert.Single(card.Tenants);
        Assert.Equal(("acme", install.Head.Id, false), (tenant.Tenant.OrgId, tenant.Tenant.RunId, tenant.Allowed));
        Assert.Equal(("POS07", 1), card.Outputs.Where(o => o.Id == "name").Select(o => (o.Value, o.Takers.Count)).Single());
        // The client sees the same resource under what it stands on.
        var on = Assert.Single((await Get<ClientScorecardQueries>().FindAsync("acme", null, Ct))!.StandsOn);
        Assert.Equal((id, "POS07", card.Open), (on.Id, on.Name, on.Open));
    }

    [Fact]
    public async Task Vpc_CarriesItsHost_AndThroughItTheHostsClient()
    {
        Estate.Lists("ec2", isGlobal: false, Vpc.Kind, Ec2Instance.Kind);
        var worker = new RunWorker(Scanner.Portal)
        {
            Answers =
            {
                ["vpc-region"] = "us-east-1", ["vpc-cidr"] = "10.0.0.0/16", ["vpc-primary-az"] = "us-east-1a",
                ["vpc-secondary-az"] = "us-east-1b", ["vpc-id"] = "vpc-0a1b2c3d", ["vpc-name"] = "VPC-POS", ["host-name"] = "POS07",
                ["host-vpc"] = "existing", ["host-region"] = "us-east-1", ["host-az"] = "us-east-1b", ["rds-hosting"] = "shared",
                ["ec2-hosting"] = "shared", ["ec2-name"] = "POS07", ["sites"] = "corp: Head Office\nstore1: Main Street",
            },
        };
        var network = (await worker.StartSharedAsync("vpc", "A network", TestActors.Ana, Ct)).Head.Id;
        await worker.WorkUntilAsync(network, null, TestActors.Ana, TestActors.Marek, Ct);
        var host = (await worker.StartSharedAsync("ec2-instance", "A host", TestActors.Ana, Ct)).Head.Id;
        await worker.WorkUntilAsync(host, null, TestActors.Ana, TestActors.Marek, Ct);
        var install = await worker.StartInstallAsync("acme", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(install.Head.Id, "ec2-availability-zone", TestActors.Ana, TestActors.Marek, Ct);
        var arn = $"arn:aws:ec2:us-east-1:{TestEstate.Production}:vpc/vpc-0a1b2c3d";
        Estate.AddListed(
            "ec2", arn, new() { ["Name"] = "VPC-POS" }, facts: JsonSerializer.SerializeToElement(new { cidr = "10.0.0.0/16" }));
        await Scanner.ScanAsync(Ct);
        var ids = (await Get<SharedResourceQueries>().ListAsync(null, Ct)).ToDictionary(r => r.Kind, r => r.Id);
        var (vpcId, hostId) = (ids[Vpc.Kind], ids[Ec2Instance.Kind]);

        var vpc = await CardAsync(vpcId);

        var carried = Assert.Single(vpc.Carries);
        Assert.Equal((hostId, "POS07", null, 1), (carried.Id, carried.Name, carried.Through, carried.Others));
        Assert.Equal(new StandsOnLink(hostId, vpcId), Assert.Single(vpc.Links));
        var tenant = Assert.Single(vpc.Tenants);
        Assert.Equal(("acme", false, 2), (tenant.Tenant.OrgId, tenant.IsDirect, tenant.Sites));
        Assert.Equal([hostId], tenant.On);
        Assert.Equal((0, 2, 0), (vpc.Direct, vpc.Capacity.Sites, vpc.Capacity.Unlisted));
        Assert.Equal(new ShownSize("IPv4 addresses", "65,536 in 10.0.0.0/16"), Assert.Single(vpc.Capacity.Sizes));
        Assert.Equal("A host", Assert.Single(vpc.Outputs.Single(o => o.Id == "region").Takers, t => t.RunId == host).Title);
        // Of the host the client is a tenant itself, and the VPC is what breaks it.
        var on = await CardAsync(hostId);
        Assert.True(Assert.Single(on.Tenants).IsDirect);
        Assert.Equal(vpcId, Assert.Single(on.StandsOn).Id);
        Assert.Equal(new StandsOnLink(hostId, vpcId), Assert.Single(on.Links));
    }

    private async Task<SharedScorecard> CardAsync(Guid id) => (await Get<SharedScorecardQueries>().FindAsync(id, Ct))!;

    private void Place(string arn, string name, string zone) =>
        Estate.AddListed("ec2", arn, new() { ["Name"] = name }, facts: JsonSerializer.SerializeToElement(new { availabilityZone = zone }));
}
