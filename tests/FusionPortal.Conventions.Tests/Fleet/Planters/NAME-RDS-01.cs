namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>RDS instances that are named otherwise.</summary>
internal sealed class NameRds01 : Planter
{
    public override string Convention => "NAME-RDS-01";

    public override void Plant()
    {
        Breaks("Named freely in the production account.", Rds("posdb"));
        Breaks("One digit only, and clearly meant to follow.", Rds("db-pos-1").In(FleetAccounts.NonProduction));
        Breaks("A product nobody sells.", Rds($"db-erp-{Fleet.NewNumber()}"));
        Breaks("Something follows the number.", Rds($"db-pos-{Fleet.NewNumber()}-old"));

        // RDS gives back db-POS-01 as db-pos-01.
        Fits("RDS keeps names in lower case.", Rds($"db-pos-{Fleet.NewNumber()}"));
        Fits("An older product token.", Rds($"db-rms-{Fleet.NewNumber()}"));
        Fits("Another product token.", Rds($"db-xms-{Fleet.NewNumber()}"));
        Fits("Three digits.", Rds($"db-pos-1{Fleet.NewNumber()}"));
        Fits("Not ours, elsewhere.", Rds("crm").In(FleetAccounts.NonProduction).Fact("vpcId", "vpc-0c0ffee"));
    }
}
