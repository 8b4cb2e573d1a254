namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Databases of other names where POS runs, outside production.</summary>
internal sealed class NameRds02 : Planter
{
    public override string Convention => "NAME-RDS-02";

    public override void Plant()
    {
        var qa = Network(FleetAccounts.NonProduction);
        Fits("Named as the book says.", Inside(qa, Rds().In(FleetAccounts.NonProduction)));
        Breaks("Beside it in one VPC.", Inside(qa, Rds($"qadata{Fleet.Next()}").In(FleetAccounts.NonProduction)));
        var fair = Network(FleetAccounts.Undeclared);
        Inside(fair, Host($"POS{Fleet.NewNumber()}").In(FleetAccounts.Undeclared));
        Breaks("Where nobody has said what the account is for.", Inside(fair, Rds("stall").In(FleetAccounts.Undeclared)));

        var other = Network(FleetAccounts.NonProduction);
        Fits("Another application's, in a VPC of its own.", Inside(other, Rds("crm").In(FleetAccounts.NonProduction)));
        Fits("In production another convention tells.", Inside(Network(), Rds("posdata")), "NAME-RDS-01");
    }
}
