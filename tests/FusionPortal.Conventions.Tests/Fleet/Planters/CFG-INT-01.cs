using System.Text.Json.Nodes;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Resources that are not as checklists say.</summary>
internal sealed class CfgInt01 : Planter
{
    public override string Convention => "CFG-INT-01";

    public override void Plant()
    {
        Breaks("Another zone than was ticked.", Said(Rds(), ("availability-zone", "us-east-1b")));
        Breaks("Another edition.", Said(Rds(), ("engine", "sqlserver-ex 15")));
        Breaks("Another year of the same edition.", Said(Rds(), ("engine", "sqlserver-web 14")));
        Breaks("Another block of addresses.", Said(Network().Named("VPC-POS-0"), ("cidr", "10.1.0.0/16")));
        (string, string)[] confirmed = [("default-tenancy", "yes"), ("no-ipv6", "yes")];
        Breaks(
            "The default tenancy was confirmed.", Said(Network().Named("VPC-POS-2").Fact("tenancy", "dedicated"), confirmed), "CFG-VPC-04");
        Breaks(
            "That it has no IPv6 block was confirmed.",
            Said(Network().Named("VPC-POS-3").Fact("ipv6Cidrs", new JsonArray("2600:1f18:1:100::/56")), confirmed), "CFG-VPC-03");
        Unjudged(
            "Nobody has told its tenancy.", Said(Network().Named("VPC-POS-4").Fact("tenancy", null), confirmed), "CFG-VPC-04");
        Fits("As was confirmed.", Said(Network().Named("VPC-POS-5"), confirmed));
        Breaks("In another account.", Said(Client().Bucket, ("account", FleetAccounts.NonProduction)));
        Breaks("One value right, one wrong.", Said(Rds(), ("engine", "sqlserver-web 15"), ("availability-zone", "us-east-1c")));
        var host = Host($"POS{Fleet.NewNumber()}");
        Breaks("Found by its ID, and called otherwise than it was captured.", host);
        Fleet.Capture(Ec2Instance.Kind, null, "POS-OLD", ("id", IdOf(host)));

        Unjudged("Nobody has read the zone.", Said(Rds().Fact("availabilityZone", null), ("availability-zone", "us-east-1a")));
        Unjudged(
            "Nobody has read anything of it.", Said(Rds().FactsUnread(), ("engine", "sqlserver-web 15")), "CFG-RDS-01", "CFG-RDS-02",
            "CFG-VPC-07");
        foreach (var account in (string[])[FleetAccounts.Production, FleetAccounts.NonProduction])
            Unjudged("Either of the two may be meant.", Fleet.Add(SqsQueue.Kind, "alike-twice", account));
        Fleet.Capture(SqsQueue.Kind, null, "alike-twice", ("region", "us-east-1"));
        Fits("As was ticked.", Said(Rds(), ("engine", "sqlserver-web 15"), ("availability-zone", "us-east-1a")));
        var vpc = Network().Named("VPC-POS-1");
        Fits("Letters are as people like.", Said(vpc, ("region", vpc.Region.ToUpperInvariant()), ("cidr", "10.0.0.0/16")));
        Fits("Only its name was captured.", Said(Rds()));
        var right = Host($"POS{Fleet.NewNumber()}");
        Fits("By its ID, and all is as was ticked.", Said(right, ("id", IdOf(right)), ("availability-zone", "us-east-1a")));
    }

    private FleetResource Said(FleetResource resource, params (string Fact, string Value)[] values)
    {
        Fleet.Capture(resource.Kind, null, resource.Name!, values);
        return resource;
    }

    private static string IdOf(FleetResource resource) => resource.Arn[(resource.Arn.LastIndexOf('/') + 1)..];
}
