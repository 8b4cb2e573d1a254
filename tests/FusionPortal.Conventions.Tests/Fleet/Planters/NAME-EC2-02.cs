namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Hosts of other names where POS runs, outside production.</summary>
internal sealed class NameEc202 : Planter
{
    public override string Convention => "NAME-EC2-02";

    public override void Plant()
    {
        var qa = Network(FleetAccounts.NonProduction);
        Fits("Named as the book says.", Inside(qa, Host($"POS{Fleet.NewNumber()}").In(FleetAccounts.NonProduction)));
        Breaks("Beside it in one VPC.", Inside(qa, Host("qa server").In(FleetAccounts.NonProduction)));
        Breaks("Without a name.", Inside(qa, Host(null).In(FleetAccounts.NonProduction)));

        Fits("In a VPC of its own.", Inside(Network(FleetAccounts.NonProduction), Host("build").In(FleetAccounts.NonProduction)));
        Fits("A group that scales by itself named it.",
            Inside(qa, Host("web fleet").In(FleetAccounts.NonProduction).Tag("aws:autoscaling:groupName", "web")));
    }
}
