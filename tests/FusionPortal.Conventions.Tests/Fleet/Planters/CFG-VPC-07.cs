namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Hosts and databases in AWS's default VPC.</summary>
internal sealed class CfgVpc07 : Planter
{
    public override string Convention => "CFG-VPC-07";

    public override void Plant()
    {
        var own = Network().Fact("isDefault", true);
        Breaks("A database in AWS's default VPC.", Inside(own, Rds()));
        Breaks("A host in it.", Inside(own, Host($"POS{Fleet.NewNumber()}")));
        Breaks("A client's host in it, whatever it is called.", Inside(own, Host($"xms{Fleet.NewNumber()}").Tag("OrgId", Client().Id)),
            "TAG-ORG-09");
        Unjudged("A VPC that nobody read.", Inside(own, Rds()).Fact("vpcId", "vpc-0ffff"), "ENV-09");
        Unjudged("Nothing was read of it.", Inside(own, Rds()).FactsUnread(), "CFG-RDS-01", "CFG-RDS-02");

        Fits("In the region's own.", Inside(Network(), Rds()));
        Fits("In no VPC at all.", Inside(own, Rds()).Fact("vpcId", null));
        Fits("Nobody's of ours, elsewhere.",
            Inside(Network(FleetAccounts.NonProduction).Fact("isDefault", true), Rds("crm").In(FleetAccounts.NonProduction)));
    }
}
