using System.Text.Json.Nodes;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>VPCs with other addresses.</summary>
internal sealed class CfgVpc02 : Planter
{
    public override string Convention => "CFG-VPC-02";

    public override void Plant()
    {
        Breaks("Another range.", Network().Fact("cidr", "10.1.0.0/16").Fact("cidrs", new JsonArray("10.1.0.0/16")));
        Breaks("Half of the range.", Network().Fact("cidr", "10.0.0.0/17").Fact("cidrs", new JsonArray("10.0.0.0/17")));
        Breaks("A second range beside the right one.", Network().Fact("cidrs", new JsonArray("10.0.0.0/16", "100.64.0.0/16")));
        var qa = Network(FleetAccounts.NonProduction).Fact("cidr", "10.9.0.0/16").Fact("cidrs", null);
        Inside(qa, Rds());
        Breaks("Elsewhere, with POS in it.", qa);
        Unjudged("No range was told.", Network().Fact("cidr", null).Fact("cidrs", null));

        Fits("Told once only.", Network().Fact("cidrs", null));
        Fits("AWS's own.", Network().Fact("isDefault", true).Fact("cidrs", new JsonArray("172.31.0.0/16")));
        Fits("Nobody's of ours, elsewhere.", Network(FleetAccounts.NonProduction).Fact("cidrs", new JsonArray("10.9.0.0/16")));
    }
}
