namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Accounts nobody has declared.</summary>
internal sealed class Env06 : Planter
{
    public override string Convention => "ENV-06";

    public override void Plant()
    {
        Breaks("Nobody has said what it is for.", $"account:{FleetAccounts.Undeclared}");

        Fits("Nobody needs to read it any more.", $"account:{FleetAccounts.Closed}");
        Fits("Declared.", $"account:{FleetAccounts.Production}");
    }

    public override void PlantInPart() => Breaks("Nobody has said what it is for.", $"account:{FleetAccounts.Undeclared}");
}
