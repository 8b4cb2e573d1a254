using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>VPCs in one zone, or in three.</summary>
internal sealed class CfgVpc05 : Planter
{
    public override string Convention => "CFG-VPC-05";

    public override void Plant()
    {
        var three = Network();
        Subnet(three, "c");
        Breaks("A third zone.", three);
        var one = Add(Vpc.Kind, "pos").In(FleetAccounts.Production, NewRegion());
        Subnet(one, "a");
        Subnet(one, "a").Fact("public", false);
        Breaks("One zone.", one);
        Breaks("No subnet at all.", Add(Vpc.Kind, "pos").In(FleetAccounts.Production, NewRegion()), "CFG-VPC-06");
        var unknown = Network();
        Subnet(unknown, "c").Fact("availabilityZone", null);
        Unjudged("A subnet whose zone nobody told.", unknown);

        var more = Network();
        Subnet(more, "a");
        Fits("Two zones and more subnets.", more);
        Fits("AWS's own.", Add(Vpc.Kind, "default").In(FleetAccounts.Production, NewRegion()).Fact("isDefault", true));
    }

    private FleetResource Subnet(FleetResource vpc, string zone) => Add(Conventions.Kinds.Subnet.Kind, $"more {zone}")
        .In(vpc.Account, vpc.Region).Fact("vpcId", vpc.Id).Fact("availabilityZone", vpc.Region + zone);
}
