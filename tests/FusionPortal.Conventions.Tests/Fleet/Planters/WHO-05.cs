namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Keys that are too old.</summary>
internal sealed class Who05 : Planter
{
    public override string Convention => "WHO-05";

    public override void Plant()
    {
        Breaks("Years old.", Client().User.Fact("accessKeyCreated", "2021-01-05"));
        Breaks("A year and a day.", User("eva.lind").Fact("accessKeyCreated", "2025-03-30"));
        Unjudged("Nobody told since when.", Client(EnvironmentKind.QA).User.Fact("accessKeyCreated", null));

        Fits("A year to the day.", Client().User.Fact("accessKeyCreated", "2025-03-31"));
        Fits("No active key, whenever it was made.", Client().User.Fact("accessKeys", 0).Fact("accessKeyCreated", "2015-01-01"));
    }
}
