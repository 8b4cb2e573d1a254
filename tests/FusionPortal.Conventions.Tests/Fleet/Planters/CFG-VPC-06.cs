using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>VPCs of one sort of subnets.</summary>
internal sealed class CfgVpc06 : Planter
{
    public override string Convention => "CFG-VPC-06";

    public override void Plant()
    {
        Breaks("Public subnets only.", Of(true, true));
        Breaks("Private subnets only.", Of(false, false));
        Unjudged("Nobody told of one which it is.", Of(true, null));

        Fits("Both are there, whatever a third is.", Of(true, false, null));
        Fits("AWS's own has public ones only.", Of(true, true).Fact("isDefault", true));
    }

    private FleetResource Of(params ReadOnlySpan<bool?> sides)
    {
        var vpc = Add(Vpc.Kind, "pos").In(FleetAccounts.Production, NewRegion());
        for (var i = 0; i < sides.Length; i++)
            Add(Subnet.Kind, $"subnet {i}").In(vpc.Account, vpc.Region).Fact("vpcId", vpc.Id).Fact("public", sides[i])
                .Fact("availabilityZone", vpc.Region + (i % 2 == 0 ? "a" : "b"));
        return vpc;
    }
}
