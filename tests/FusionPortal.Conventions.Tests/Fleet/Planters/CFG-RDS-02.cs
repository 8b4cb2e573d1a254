namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Databases that nobody outside reaches.</summary>
internal sealed class CfgRds02 : Planter
{
    public override string Convention => "CFG-RDS-02";

    public override void Plant()
    {
        Breaks("Not reachable.", Rds().Fact("publiclyAccessible", false));
        Breaks("Not reachable, elsewhere.", Rds().In(FleetAccounts.NonProduction).Fact("publiclyAccessible", false));
        Unjudged("Nobody told.", Rds().Fact("publiclyAccessible", null));
        Unjudged("A text is neither.", Rds().Fact("publiclyAccessible", "false"));

        Fits(
            "Not ours, elsewhere.",
            Rds("intranet").In(FleetAccounts.NonProduction).Fact("vpcId", "vpc-0c0ffee").Fact("publiclyAccessible", false));
    }
}
