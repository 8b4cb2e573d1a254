using System.Text.Json.Nodes;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>What was made with an account's root user.</summary>
internal sealed class Who01 : Planter
{
    public override string Convention => "WHO-01";

    public override void Plant()
    {
        Breaks("CloudTrail says root.", Queue().Fact("creator", Made("root", true)));
        Breaks("A client's bucket, made with root.", Client().Bucket.Fact("creator", Made("root", true)));
        Unjudged("CloudTrail was asked and does not know.", Queue().Fact("creator", null));

        Fits("A person's own user.", Queue().Fact("creator", Made("user/ana.ruiz", false)));
        Fits("A person who is called root.", Queue().Fact("creator", Made("user/root", false)));
        Fits("Nobody has asked yet.", Queue());
    }

    private static JsonObject Made(string by, bool isRoot) => new()
    {
        ["name"] = by,
        ["arn"] = $"arn:aws:iam::{FleetAccounts.Production}:{by}",
        ["isRoot"] = isRoot,
        ["event"] = "CreateQueue",
        ["at"] = "2026-03-01T09:00:00Z",
    };
}
