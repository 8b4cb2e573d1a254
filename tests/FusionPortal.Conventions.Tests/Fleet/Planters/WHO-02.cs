using System.Text.Json.Nodes;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Root users that were used.</summary>
internal sealed class Who02 : Planter
{
    public override string Convention => "WHO-02";

    public override void Plant()
    {
        // The fleet is judged on 31 March 2026.
        Breaks("Today.", Root(1).Fact("rootUse", "2026-03-31T08:00:00Z"));
        Breaks("89 days ago.", Root(2).Fact("rootUse", "2026-01-01T00:00:00Z"));
        Unjudged("The report was refused.", Root(3).Fact("denied", new JsonArray("credentialReport")).Fact("accessKeys", null), "WHO-03");

        Fits("90 days ago.", Root(4).Fact("rootUse", "2025-12-31T23:00:00Z"));
        Fits("Never.", Root(5));
    }

    // Each account has one root user only, so each is of an account of its own.
    private FleetResource Root(int account) => Add(IamRootUser.Kind, "root", $"6000000020{account}");
}
