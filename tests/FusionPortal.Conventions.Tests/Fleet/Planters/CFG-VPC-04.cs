namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>VPCs with hardware of their own.</summary>
internal sealed class CfgVpc04 : Planter
{
    public override string Convention => "CFG-VPC-04";

    public override void Plant()
    {
        Breaks("Dedicated.", Network().Fact("tenancy", "dedicated"));
        Breaks("A host of its own.", Network().Fact("tenancy", "host"));
        Unjudged("Nobody told.", Network().Fact("tenancy", null));

        Fits("AWS's own.", Network().Fact("isDefault", true).Fact("tenancy", "dedicated"));
    }
}
