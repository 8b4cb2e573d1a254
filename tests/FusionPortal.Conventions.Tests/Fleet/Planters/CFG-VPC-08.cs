namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>VPCs that give or resolve no names.</summary>
internal sealed class CfgVpc08 : Planter
{
    public override string Convention => "CFG-VPC-08";

    public override void Plant()
    {
        Breaks("No hostnames.", Network().Fact("dnsHostnames", false));
        Breaks("No resolution, whatever of hostnames.", Network().Fact("dnsHostnames", null).Fact("dnsSupport", false));
        Unjudged("Nobody has read them yet.", Network().Fact("dnsHostnames", null).Fact("dnsSupport", null));
        Unjudged("One of them was not read.", Network().Fact("dnsSupport", null));

        Fits("AWS's own.", Network().Fact("isDefault", true).Fact("dnsHostnames", false));
        Fits("Nobody's of ours, elsewhere.", Network(FleetAccounts.NonProduction).Fact("dnsHostnames", false));
    }
}
