using System.Text.Json.Nodes;
using static FusionPortal.Conventions.Tests.Fleet.RightFacts;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Policies that do not let everybody read the public folder.</summary>
internal sealed class CfgS306 : Planter
{
    private const string Get = "s3:GetObject";

    public override string Convention => "CFG-S3-06";

    public override void Plant()
    {
        Breaks("The client, and nobody else.", Beside(_ => []));
        Breaks("A part of the folder.", Beside(b => [Statement("*", [Get], $"{b}/pub/img/*")]));
        Breaks("More is open, and not that.", Beside(b => [Statement("*", ["s3:GetObjectTagging"], $"{b}/pub/*")]), "CFG-S3-01");
        Unjudged("From one network only.", Beside(b => [Under(Statement("*", [Get], $"{b}/pub/*"), "aws:SourceVpce", "vpce-1")]));

        Fits("All that begins with it.", Beside(b => [Statement("*", [Get], $"{b}/pub*")]), "CFG-S3-01");
    }

    private FleetResource Beside(Func<string, JsonObject[]> more)
    {
        var bucket = Client().Bucket;
        return bucket.Fact("policy", new JsonObject
        {
            ["Statement"] = new JsonArray([
                Statement(bucket.ClientsUser, ["s3:*"], bucket.Name!, $"{bucket.Name}/*"), .. more(bucket.Name!)]),
        });
    }

    private static JsonObject Under(JsonObject statement, string key, string value)
    {
        statement["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { [key] = value } };
        return statement;
    }
}
