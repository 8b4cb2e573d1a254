namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Regions with more than one VPC.</summary>
internal sealed class CfgVpc01 : Planter
{
    public override string Convention => "CFG-VPC-01";

    public override void Plant()
    {
        var region = NewRegion();
        Fits("Nothing is beside it.", Network(region: region));
        var first = Network();
        Inside(first, Rds());
        Inside(first, Host($"POS{Fleet.NewNumber()}"));
        var second = Network(region: first.Region);
        Inside(second, Host($"POS{Fleet.NewNumber()}"));
        Breaks("A second VPC, in which less is.", second);
        Breaks("A third one, in which nothing is.", Network(region: first.Region));
        Fits("The region's own is the one with the most in it.", first);

        var qa = Network(FleetAccounts.NonProduction);
        Inside(qa, Rds());
        Fits("Another application's VPC in the QA account.", Network(FleetAccounts.NonProduction, qa.Region));
        var qaToo = Network(FleetAccounts.NonProduction, qa.Region);
        Inside(qaToo, Host($"POS{Fleet.NewNumber()}"));
        Inside(qa, Host($"POS{Fleet.NewNumber()}"));
        Breaks("A second one in which POS runs.", qaToo);
        Fits("AWS's own default VPC.", Network(region: region).Fact("isDefault", true).Fact("cidr", "172.31.0.0/16"));
        Unjudged(
            "Nothing was read of it.", Network().FactsUnread(),
            "CFG-VPC-02", "CFG-VPC-03", "CFG-VPC-04", "CFG-VPC-05", "CFG-VPC-06", "CFG-VPC-08");
    }
}
