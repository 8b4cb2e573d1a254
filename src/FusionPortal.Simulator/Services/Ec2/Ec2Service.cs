using System.Xml;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services.Ec2;

/// <summary>EC2's Describe calls. Filters and lists of ids are refused rather than ignored: what is asked for is always
/// everything.</summary>
internal sealed class Ec2Service(ISimulatedEstate estate, Paging paging) : ISimulatedService
{
    private const string Token = "NextToken";

    public Dialect Dialect { get; } = new("ec2", WireProtocol.Ec2)
    {
        Version = "2016-11-15",
        Namespace = "http://ec2.amazonaws.com/doc/2016-11-15/",
        Invalid = "InvalidParameterValue",
        StaleToken = "InvalidNextToken",
        Throttled = ("RequestLimitExceeded", 503),
        Denied = ("UnauthorizedOperation", 403),
        Failed = "InternalError",
    };

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["DescribeInstances"] = Paged("DescribeInstances", ArnKind.Instance, "reservationSet", 1000, Ec2Compute.Reservation),
        ["DescribeVolumes"] = Paged("DescribeVolumes", ArnKind.Volume, "volumeSet", 1000, Ec2Compute.Volume),
        ["DescribeVpcs"] = Paged("DescribeVpcs", ArnKind.Vpc, "vpcSet", 1000, Ec2Network.Vpc),
        ["DescribeVpcAttribute"] = Operation.Of("ec2:DescribeVpcAttribute", (call, _) => VpcAttribute(call)),
        ["DescribeSubnets"] = Paged("DescribeSubnets", ArnKind.Subnet, "subnetSet", 1000, Ec2Network.Subnet),
        ["DescribeRouteTables"] = Paged("DescribeRouteTables", ArnKind.RouteTable, "routeTableSet", 100, Ec2Network.RouteTable),
        ["DescribeInternetGateways"] =
            Paged("DescribeInternetGateways", ArnKind.InternetGateway, "internetGatewaySet", 1000, Ec2Network.InternetGateway),
        ["DescribeSecurityGroups"] =
            Paged("DescribeSecurityGroups", ArnKind.SecurityGroup, "securityGroupInfo", 1000, Ec2Network.SecurityGroup),
        ["DescribeAddresses"] = Whole("DescribeAddresses", ArnKind.Address, "addressesSet", Ec2Compute.Address),
        ["DescribeKeyPairs"] = Whole("DescribeKeyPairs", ArnKind.KeyPair, "keySet", Ec2Compute.KeyPair),
        ["DescribeRegions"] = Operation.Of("ec2:DescribeRegions", (call, _) => Regions(call)),
    };

    private Operation Paged(string name, string kind, string set, int most, Action<XmlWriter, PlacedResource> write) =>
        Operation.Of("ec2:" + name, (call, faults) => List(call, faults, kind, set, most, write), Token);

    private WireAnswer List(WireCall call, PageFaults faults, string kind, string set, int most, Action<XmlWriter, PlacedResource> write)
    {
        RefuseSelection(call);
        // Without MaxResults EC2 pages large lists all the same.
        var size = call.Size("MaxResults", 5, most, most);
        var page = paging.Cut(call, estate.Placed(call.Principal!.AccountId, call.Region, kind), faults, Token, size);
        return WireAnswer.Ec2Xml(call, w =>
        {
            w.List(set, "item", page.Entries, write);
            w.Text("nextToken", page.Next);
        });
    }

    /// <summary>Elastic IPs and key pairs come in one answer, however many there are.</summary>
    private Operation Whole(string name, string kind, string set, Action<XmlWriter, PlacedResource> write) =>
        Operation.Of("ec2:" + name, (call, _) =>
    {
        RefuseSelection(call);
        return WireAnswer.Ec2Xml(call, w => w.List(set, "item", estate.Placed(call.Principal!.AccountId, call.Region, kind), write));
    });

    private WireAnswer VpcAttribute(WireCall call)
    {
        var id = call.Form.GetValueOrDefault("VpcId") ?? "";
        var placed = estate.Placed(call.Principal!.AccountId, call.Region, ArnKind.Vpc).FirstOrDefault(p => p.Resource.Name == id)
            ?? throw new AwsError("InvalidVpcID.NotFound", $"The vpc ID '{id}' does not exist", 400);
        var facts = Ec2Network.FactsOf(placed);
        var (element, value) = call.Form.GetValueOrDefault("Attribute") switch
        {
            "enableDnsHostnames" => ("enableDnsHostnames", facts.DnsHostnames),
            "enableDnsSupport" => ("enableDnsSupport", facts.DnsSupport),
            var other => throw AwsError.Invalid(call.Dialect, $"The simulator does not know the attribute {other}."),
        };
        return WireAnswer.Ec2Xml(call, w =>
        {
            w.WriteElementString("vpcId", id);
            w.Element(element, e => e.Flag("value", value));
        });
    }

    private WireAnswer Regions(WireCall call) => WireAnswer.Ec2Xml(call, w => w.List("regionInfo", "item", estate.Regions, (e, region) =>
    {
        e.WriteElementString("regionName", region);
        e.WriteElementString("regionEndpoint", $"ec2.{region}.amazonaws.com");
        e.WriteElementString("optInStatus", "opt-in-not-required");
    }));

    private static void RefuseSelection(WireCall call)
    {
        if (call.Form.Keys.FirstOrDefault(
            k => k.EndsWith(".1", StringComparison.Ordinal) || k.StartsWith("Filter.", StringComparison.Ordinal)) is { } selection)
            throw AwsError.Invalid(call.Dialect, $"The simulator does not select by {selection}.");
    }
}
