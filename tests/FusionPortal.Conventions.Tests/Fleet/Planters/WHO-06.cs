namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Two active keys.</summary>
internal sealed class Who06 : Planter
{
    public override string Convention => "WHO-06";

    public override void Plant()
    {
        Breaks("Two, of a client.", Client().User.Fact("accessKeys", 2));
        Breaks("Two, of a person.", User("ole.lind").Fact("accessKeys", 2));
        Unjudged("Nobody told.", User("ida.lind").Fact("accessKeys", null), "WHO-05");

        Fits("One.", Client(EnvironmentKind.Staging).User);
        Fits("None, as right after an install.", Client().User.Fact("accessKeys", 0));
    }
}
