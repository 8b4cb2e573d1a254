namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>A tag of the company's own that must not be there.</summary>
internal sealed class Own05 : Planter
{
    public override string Convention => "OWN-05";

    public override void Plant()
    {
        Breaks("There.", Queue().Tag("Contact", "Ana"));
        Breaks("There, and empty.", Queue().In(FleetAccounts.NonProduction).Tag("Contact", ""));
        Breaks("There, wherever it is.", Queue().In(FleetAccounts.Undeclared).Tag("Contact", "Ana"));

        Fits("Another tag.", Queue().Tag("contact", "Ana"));
        Fits("Its value is the forbidden key.", Queue().Tag("Note", "Contact"));
    }
}
