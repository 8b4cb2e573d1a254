using System.Xml;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services.Ec2;

/// <summary>Networks and security groups, as EC2 writes them.</summary>
internal static class Ec2Network
{
    public static void Vpc(XmlWriter w, PlacedResource placed)
    {
        w.WriteElementString("vpcId", placed.Resource.Name);
        w.WriteElementString("ownerId", placed.AccountId);
        w.WriteElementString("state", "available");
        w.WriteElementString("cidrBlock", Facts(placed).Cidr ?? "10.0.0.0/16");
        w.WriteElementString("dhcpOptionsId", "dopt-00000000000000001");
        w.WriteElementString("instanceTenancy", Facts(placed).Tenancy);
        w.List("cidrBlockAssociationSet", "item", [Facts(placed).Cidr ?? "10.0.0.0/16"], (e, cidr) =>
        {
            e.WriteElementString("cidrBlock", cidr);
            e.WriteElementString("associationId", "vpc-cidr-assoc-00000000000000001");
            e.Element("cidrBlockState", s => s.WriteElementString("state", "associated"));
        });
        // One that was taken away stays in the list for a while.
        (string Cidr, string State)[] ipv6 = Facts(placed).Ipv6Cidr is { } range ? [(range, "associated")]
            : [("2600:1f18:0:ff00::/56", "disassociated")];
        w.List("ipv6CidrBlockAssociationSet", "item", ipv6, (e, block) =>
        {
            e.WriteElementString("ipv6CidrBlock", block.Cidr);
            e.WriteElementString("associationId", "vpc-cidr-assoc-00000000000000002");
            e.Element("ipv6CidrBlockState", s => s.WriteElementString("state", block.State));
        });
        w.Flag("isDefault", Facts(placed).IsDefault);
        w.TagSet(placed.Resource);
    }

    public static void Subnet(XmlWriter w, PlacedResource placed)
    {
        var facts = Facts(placed);
        w.WriteElementString("subnetId", placed.Resource.Name);
        w.WriteElementString("subnetArn", placed.Resource.Arn);
        w.WriteElementString("state", "available");
        w.WriteElementString("ownerId", placed.AccountId);
        w.WriteElementString("vpcId", facts.VpcId);
        w.WriteElementString("cidrBlock", facts.Cidr ?? "10.0.0.0/24");
        w.Number("availableIpAddressCount", 250);
        w.WriteElementString("availabilityZone", facts.Zone ?? placed.Region + "a");
        w.Flag("defaultForAz", facts.IsDefault);
        w.Flag("mapPublicIpOnLaunch", false);
        w.TagSet(placed.Resource);
    }

    public static void RouteTable(XmlWriter w, PlacedResource placed)
    {
        var (facts, id) = (Facts(placed), placed.Resource.Name);
        w.WriteElementString("routeTableId", id);
        w.WriteElementString("vpcId", facts.VpcId);
        w.WriteElementString("ownerId", placed.AccountId);
        (string Cidr, string Gateway)[] routes = facts.DefaultGateway is { } gateway ? [("10.0.0.0/16", "local"), ("0.0.0.0/0", gateway)]
            : [("10.0.0.0/16", "local")];
        w.List("routeSet", "item", routes, (e, route) =>
        {
            e.WriteElementString("destinationCidrBlock", route.Cidr);
            e.WriteElementString("gatewayId", route.Gateway);
            e.WriteElementString("state", "active");
            e.WriteElementString("origin", route.Gateway == "local" ? "CreateRouteTable" : "CreateRoute");
        });
        w.List("associationSet", "item", facts.Subnets, (e, subnet) =>
        {
            e.WriteElementString("routeTableAssociationId", "rtbassoc-" + subnet["subnet-".Length..]);
            e.WriteElementString("routeTableId", id);
            e.WriteElementString("subnetId", subnet);
            e.Flag("main", false);
            e.Element("associationState", s => s.WriteElementString("state", "associated"));
        });
        w.TagSet(placed.Resource);
    }

    public static void InternetGateway(XmlWriter w, PlacedResource placed)
    {
        w.WriteElementString("internetGatewayId", placed.Resource.Name);
        w.WriteElementString("ownerId", placed.AccountId);
        w.List("attachmentSet", "item", placed.Resource.Facts is NetworkFacts facts ? [facts.VpcId] : Array.Empty<string>(), (e, vpc) =>
        {
            e.WriteElementString("vpcId", vpc);
            e.WriteElementString("state", "available");
        });
        w.TagSet(placed.Resource);
    }

    public static void SecurityGroup(XmlWriter w, PlacedResource placed)
    {
        var facts = placed.Resource.Facts as SecurityGroupFacts
            ?? new SecurityGroupFacts(placed.Resource.Tag("Name") ?? placed.Resource.Name, "security group", "vpc-00000000000000001", []);
        w.WriteElementString("ownerId", placed.AccountId);
        w.WriteElementString("groupId", placed.Resource.Name);
        w.WriteElementString("securityGroupArn", placed.Resource.Arn);
        w.WriteElementString("groupName", facts.GroupName);
        w.WriteElementString("groupDescription", facts.Description);
        w.WriteElementString("vpcId", facts.VpcId);
        w.List("ipPermissions", "item", facts.Inbound, (e, rule) => Rule(e, rule, placed.AccountId));
        w.List("ipPermissionsEgress", "item", [new RuleFacts("-1", null, null, "0.0.0.0/0", null)], (e, rule) =>
            Rule(e, rule, placed.AccountId));
        w.TagSet(placed.Resource);
    }

    private static void Rule(XmlWriter w, RuleFacts rule, string account)
    {
        w.WriteElementString("ipProtocol", rule.Protocol);
        if (rule.FromPort is { } from) w.Number("fromPort", from);
        if (rule.ToPort is { } to) w.Number("toPort", to);
        w.List("groups", "item", rule.GroupId is { } id ? [id] : Array.Empty<string>(), (e, group) =>
        {
            e.WriteElementString("userId", account);
            e.WriteElementString("groupId", group);
            e.Text("description", rule.Description);
        });
        w.List("ipRanges", "item", Ranges(rule, ipv6: false), (e, cidr) =>
        {
            e.WriteElementString("cidrIp", cidr);
            e.Text("description", rule.Description);
        });
        w.List("ipv6Ranges", "item", Ranges(rule, ipv6: true), (e, cidr) =>
        {
            e.WriteElementString("cidrIpv6", cidr);
            e.Text("description", rule.Description);
        });
        w.List("prefixListIds", "item", Array.Empty<string>(), (_, _) => { });
    }

    private static IEnumerable<string> Ranges(RuleFacts rule, bool ipv6) =>
        rule.Cidr is { } cidr && cidr.Contains(':', StringComparison.Ordinal) == ipv6 ? [cidr] : [];

    public static NetworkFacts FactsOf(PlacedResource placed) => Facts(placed);

    private static NetworkFacts Facts(PlacedResource placed) =>
        placed.Resource.Facts as NetworkFacts
            ?? new NetworkFacts(ArnKind.Of(placed.Resource.Arn) == ArnKind.Vpc ? placed.Resource.Name : "vpc-00000000000000001");
}
