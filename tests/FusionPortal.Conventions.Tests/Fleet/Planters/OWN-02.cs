namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>A tag of the company's own that has to look like something.</summary>
internal sealed class Own02 : Planter
{
    public override string Convention => "OWN-02";

    public override void Plant()
    {
        Breaks("Without what stands before the number.", Queue().Tag("CostCenter", "4711"));
        Breaks("Another letter case.", Queue().Tag("CostCenter", "cc-4711"));
        Breaks("Three digits of four.", Queue().Tag("CostCenter", "CC-471"));

        Fits("As it should be.", Queue().Tag("CostCenter", "CC-4711"));
        Fits("One digit more.", Queue().In(FleetAccounts.NonProduction).Tag("CostCenter", "CC-47110"));
        Fits("Another tag.", Queue().Tag("CostCenters", "many"));
    }
}
