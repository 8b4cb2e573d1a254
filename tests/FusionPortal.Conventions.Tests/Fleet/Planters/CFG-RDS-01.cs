namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Databases of other editions and versions.</summary>
internal sealed class CfgRds01 : Planter
{
    public override string Convention => "CFG-RDS-01";

    public override void Plant()
    {
        Breaks("Standard edition.", Rds().Fact("engine", "sqlserver-se"));
        Breaks("A custom engine.", Rds().Fact("engine", "custom-sqlserver-web"));
        Breaks("The version before.", Rds().Fact("engineVersion", "14.00.3465.1.v1"));
        Breaks("The version after.", Rds().Fact("engineVersion", "16.00.4095.4.v1"));
        Breaks(
            "Another engine, elsewhere.", Rds().In(FleetAccounts.NonProduction).Fact("engine", "postgres").Fact("engineVersion", "16.4"));
        Unjudged("No engine was told.", Rds().Fact("engine", null));
        Unjudged("A version that is none.", Rds().Fact("engineVersion", "newest"));

        Fits("Express.", Rds().Fact("engine", "sqlserver-ex"));
        Fits("A version without more.", Rds().Fact("engineVersion", "15"));
        Fits(
            "Not ours, elsewhere.", Rds("shop").In(FleetAccounts.NonProduction).Fact("vpcId", "vpc-0c0ffee")
                .Fact("engine", "mysql").Fact("engineVersion", "8.0.39"));
    }
}
