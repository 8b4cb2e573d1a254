using System.Text.Json.Nodes;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Buckets that block the public folder.</summary>
internal sealed class CfgS304 : Planter
{
    public override string Convention => "CFG-S3-04";

    public override void Plant()
    {
        Breaks("Everything is blocked.", Blocks(true, true, true, true));
        Breaks("Public buckets are restricted.", Blocks(false, false, false, true));
        Breaks("Public policies are refused.", Blocks(false, false, true, false));
        Unjudged("Nobody read it.", Client().Bucket.Fact("publicAccessBlock", null).Fact("denied", new JsonArray("publicAccessBlock")));

        Fits("Access control lists only.", Blocks(true, true, false, false));
        var client = Client();
        Fits(
            "A client's backups, tagged for their bill, are closed to the world and to the client's software.",
            Bucket($"{client.Id}-backups").Tag("OrgId", client.Id).Fact("policy", null).Fact("pubFolder", false)
                .Fact("publicAccessBlock", new JsonObject { ["blockPublicPolicy"] = true, ["restrictPublicBuckets"] = true }),
            "NAME-S3-01");
        Fits("Nobody's bucket is closed.", Bucket($"closed-{Fleet.Next()}").In(FleetAccounts.NonProduction)
            .Fact("publicAccessBlock", new JsonObject { ["blockPublicPolicy"] = true }));
    }

    private FleetResource Blocks(bool acls, bool ignoresAcls, bool policy, bool restricts) =>
        Client().Bucket.Fact("publicAccessBlock", new JsonObject
        {
            ["blockPublicAcls"] = acls,
            ["ignorePublicAcls"] = ignoresAcls,
            ["blockPublicPolicy"] = policy,
            ["restrictPublicBuckets"] = restricts,
        });
}
