using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>A tag of the company's own that has to be there, and about whose values no other convention says anything.</summary>
internal sealed class Own06 : Planter
{
    public override string Convention => "OWN-06";

    public override void Plant()
    {
        Breaks("Not there.", Key());
        Breaks("There, and empty.", Key().Tag("Stack", ""));
        Breaks("There, and blank.", Key().Tag("Stack", " "));
        Breaks("Another letter case, of which no convention tells.", Key().Tag("stack", "blue"));

        Fits("There.", Key().Tag("Stack", "blue"));
        Fits("Not asked outside production.", Key().In(FleetAccounts.NonProduction).Tag("CostCenter", "CC-4711"));
    }

    public override void PlantInPart() => Unjudged("Of key pairs only those that were ever tagged are seen.", "estate");

    private FleetResource Key() => Add(KeyPair.Kind, $"key-{Fleet.Next()}");
}
