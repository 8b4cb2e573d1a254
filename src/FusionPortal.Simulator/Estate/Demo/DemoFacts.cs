using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>Gives everything in the estate what its own service tells of it beyond name and tags.</summary>
internal static class DemoFacts
{
    public static void Apply(DemoBuilder estate)
    {
        var all = estate.All;
        IReadOnlyList<SimulatedResource> users = [.. all.Select(p => p.Resource).Where(r => ArnKind.Of(r.Arn) == ArnKind.User)];
        foreach (var placed in all)
        {
            var place = new Place(placed.AccountId, placed.Region);
            // What was planted with facts of its own keeps them.
            var facts = placed.Resource.Facts ?? Of(place, placed.Resource, users);
            if (facts is not null) estate.Change(placed.Resource.Arn, r => r with { Facts = facts });
        }
    }

    private static ResourceFacts? Of(Place p, SimulatedResource resource, IReadOnlyList<SimulatedResource> users)
    {
        var name = resource.Tag("Name") ?? resource.Name;
        return ArnKind.Of(resource.Arn) switch
        {
            ArnKind.Instance => Instance(p, name),
            ArnKind.Volume => Volume(p, resource.Tag("Name")),
            ArnKind.Address =>
                new AddressFacts("203.0.113." + (1 + (Dice(p.Region + p.Account + name) % 250)), Id(p, "instance", "i", name)),
            ArnKind.KeyPair => new KeyPairFacts(name),
            ArnKind.Vpc or ArnKind.Subnet or ArnKind.RouteTable or ArnKind.InternetGateway =>
                DemoNetwork.Of(p, ArnKind.Of(resource.Arn), name),
            ArnKind.SecurityGroup => DemoNetwork.SecurityGroup(p, name),
            ArnKind.Database => Database(p, name),
            ArnKind.Broker => new BrokerFacts(p.Account == DemoEstate.ProductionAccount ? "mq.m5.large" : "mq.t3.micro"),
            ArnKind.Bucket => DemoBuckets.Of(p, resource, users),
            _ => null,
        };
    }

    /// <summary>As its checklist makes it. The guide: databases have to be publicly reachable for now.</summary>
    public static DatabaseFacts Database(Place p, string name) => new("sqlserver-web", "15.00.4415.2.v1", Zone(p, name))
    {
        PubliclyAccessible = true,
        VpcId = Id(p, "vpc", "vpc", "VPC-POS"),
    };

    /// <summary>As its checklist makes it.</summary>
    public static InstanceFacts Host(Place p, string name) => Instance(p, name);

    /// <summary>The id AWS would have made for the thing of that name.</summary>
    public static string Id(Place p, string type, string prefix, string name) => ArnKind.NameOf(DemoArns.Ec2(p, type, prefix, name));

    public static string Zone(Place p, string name) => p.Region + (Dice(name) % 2 == 0 ? "a" : "b");

    /// <summary>A number that is the same for the same text on every machine.</summary>
    public static int Dice(string text) => text.Aggregate(17, (sum, c) => ((sum * 31) + c) & 0xFFFFFF);

    private static InstanceFacts Instance(Place p, string name) =>
        new("running", p.Account == DemoEstate.CorporateAccount ? "t3.medium" : "m5.xlarge", Zone(p, name))
        {
            VpcId = p.Account == DemoEstate.CorporateAccount ? null : Id(p, "vpc", "vpc", "VPC-POS"),
            SubnetId = p.Account == DemoEstate.CorporateAccount ? null : Id(p, "subnet", "subnet", $"SUB-POS-public-{Zone(p, name)[^1]}"),
            SecurityGroups = p.Account == DemoEstate.CorporateAccount ? []
            : [Id(p, "security-group", "sg", "SG-POS-OPS"), Id(p, "security-group", "sg", "SG-POS-WEB")],
        };

    /// <summary>Named after the host it is attached to; one without a name is free.</summary>
    private static VolumeFacts Volume(Place p, string? name) => name is null
        ? new VolumeFacts(p.Region + "a", 500) { Encrypted = false }
        : new VolumeFacts(Zone(p, Host(name)), name.EndsWith("-data", StringComparison.Ordinal) ? 200 : 80)
        {
            InstanceId = Id(p, "instance", "i", Host(name))
        };

    private static string Host(string volume) => volume[..volume.LastIndexOf('-')];
}
