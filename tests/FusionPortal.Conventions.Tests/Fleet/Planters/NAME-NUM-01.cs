namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Hosts and databases that share a number.</summary>
internal sealed class NameNum01 : Planter
{
    public override string Convention => "NAME-NUM-01";

    public override void Plant()
    {
        var number = Fleet.NewNumber();
        Breaks("Another region has it too.", Rds($"db-pos-{number}"));
        Breaks("The other region's.", Inside(Network(), Rds($"db-rms-{number}")));
        var host = Fleet.NewNumber();
        Breaks("Three hosts of one number.", Host($"POS{host}"));
        Breaks("The second, in the QA account.", Host($"pos{host}").In(FleetAccounts.NonProduction));
        Breaks("The third.", Host($"XMS{host}"));

        var both = Fleet.NewNumber();
        Fits("A database and its host may have one number.", Rds($"db-pos-{both}"));
        Fits("Its host.", Host($"POS{both}"));
    }
}
