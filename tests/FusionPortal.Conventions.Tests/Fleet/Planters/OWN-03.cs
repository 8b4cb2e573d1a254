namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>A tag of the company's own that has one spelling.</summary>
internal sealed class Own03 : Planter
{
    public override string Convention => "OWN-03";

    public override void Plant()
    {
        Breaks("All small.", Queue().Tag("costcenter", "CC-4711"));
        Breaks("With a hyphen, beside the right one.", Queue().Tag("CostCenter", "CC-4711").Tag("Cost-Center", "CC-4711"));
        Breaks("Its o is a Cyrillic one.", Queue().Tag("C\u043estCenter", "CC-4711"));
        Breaks("Another word for it.", Queue().Tag("COSTCENTRE", "CC-4711"));
        Breaks("Yet another word for it.", Queue().Tag("cost unit", "CC-4711"));

        Fits("One letter more is another word.", Queue().Tag("CostCenters", "many"));
        Fits("A longer word.", Queue().Tag("TotalCostCenter", "many"));
    }
}
