using System.Text.Json.Nodes;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>VPCs with IPv6.</summary>
internal sealed class CfgVpc03 : Planter
{
    public override string Convention => "CFG-VPC-03";

    public override void Plant()
    {
        Breaks("A range of IPv6.", Network().Fact("ipv6Cidrs", new JsonArray("2600:1f18:1:100::/56")));
        Breaks("Two of them.", Network().Fact("ipv6Cidrs", new JsonArray("2600:1f18:1:100::/56", "fd00::/56")));
        Unjudged("Nobody told.", Network().Fact("ipv6Cidrs", null));
        Unjudged("No list of texts.", Network().Fact("ipv6Cidrs", new JsonArray(7)));

        Fits("AWS's own.", Network().Fact("isDefault", true).Fact("ipv6Cidrs", new JsonArray("2600:1f18:1:100::/56")));
    }
}
