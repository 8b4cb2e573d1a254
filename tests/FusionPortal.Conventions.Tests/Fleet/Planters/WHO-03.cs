using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Root users with keys.</summary>
internal sealed class Who03 : Planter
{
    public override string Convention => "WHO-03";

    public override void Plant()
    {
        Breaks("One key.", Root(1).Fact("accessKeys", 1));
        Breaks("Two keys.", Root(2).Fact("accessKeys", 2));
        Unjudged("Nobody told.", Root(3).Fact("accessKeys", null));

        Fits("No key, and used long ago.", Root(4).Fact("rootUse", "2020-01-01T00:00:00Z"));
    }

    // Each account has one root user only, so each is of an account of its own.
    private FleetResource Root(int account) => Add(IamRootUser.Kind, "root", $"6000000030{account}");
}
