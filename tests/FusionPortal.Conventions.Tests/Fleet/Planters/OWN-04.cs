namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>A tag of the company's own that has few values.</summary>
internal sealed class Own04 : Planter
{
    public override string Convention => "OWN-04";

    public override void Plant()
    {
        Breaks("None of them.", Queue().Tag("Team", "sales"));
        Breaks("Another letter case.", Queue().Tag("Team", "Install"));
        Breaks("Empty.", Queue().Tag("Team", ""));
        Unjudged("Nobody says what the account is for.", Queue().In(FleetAccounts.Undeclared).Tag("Team", "sales"));

        Fits("One of them.", Queue().Tag("Team", "install"));
        Fits("Another of them.", Queue().Tag("Team", "support"));
        Fits("Not asked outside production.", Queue().In(FleetAccounts.NonProduction).Tag("Team", "sales"));
        Fits("Another tag.", Queue().Tag("team", "sales"));
    }
}
