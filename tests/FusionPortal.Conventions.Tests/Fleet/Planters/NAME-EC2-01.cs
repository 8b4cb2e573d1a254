namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Hosts that are named otherwise.</summary>
internal sealed class NameEc201 : Planter
{
    public override string Convention => "NAME-EC2-01";

    public override void Plant()
    {
        Breaks("Named freely in the production account.", Host("web server"));
        Breaks("No Name tag at all.", Host(null));
        Breaks("One digit only, and clearly meant to follow.", Host("POS1").In(FleetAccounts.NonProduction));
        Breaks("A hyphen before the number.", Host($"RMS-{Fleet.NewNumber()}").In(FleetAccounts.NonProduction));

        Fits("Letter case makes no difference to a host.", Host($"pos{Fleet.NewNumber()}"));
        Fits("An older product token.", Host($"RMS{Fleet.NewNumber()}"));
        Fits("Another product token.", Host($"XMS{Fleet.NewNumber()}").In(FleetAccounts.NonProduction));
        Fits("Not ours, elsewhere.", Host("build").In(FleetAccounts.NonProduction).Fact("vpcId", "vpc-0c0ffee"));
        Fits("A group that scales by itself named it.", Host("web fleet").Tag("aws:autoscaling:groupName", "web"));
    }
}
