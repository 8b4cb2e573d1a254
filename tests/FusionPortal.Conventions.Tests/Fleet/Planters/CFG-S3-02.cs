using System.Text.Json.Nodes;
using static FusionPortal.Conventions.Tests.Fleet.RightFacts;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Policies that do not let in the client.</summary>
internal sealed class CfgS302 : Planter
{
    private const string Get = "s3:GetObject";

    public override string Convention => "CFG-S3-02";

    public override void Plant()
    {
        Breaks("No policy at all.", Client().Bucket.Fact("policy", null), "CFG-S3-06");
        Breaks("It may not delete.", Only(b => [Statement(b.ClientsUser, [Get, "s3:PutObject"], $"{b.Name}/*"),
            Statement(b.ClientsUser, ["s3:ListBucket"], b.Name!)]));
        Breaks("The files, and not the bucket.", Only(b => [Statement(b.ClientsUser, ["s3:*"], $"{b.Name}/*")]));
        Breaks("Some of the files.", Only(b => [Statement(b.ClientsUser, ["s3:*"], b.Name!, $"{b.Name}/pub/*")]));
        Unjudged(
            "From one network only.",
            Only(b => [Under(Statement(b.ClientsUser, ["s3:*"], b.Name!, $"{b.Name}/*"), "aws:SourceVpc", "vpc-1")]));

        var (tagged, stranger) = (Client(), Client());
        foreach (var (client, tag) in ((FleetClient, FleetClient)[])[(tagged, tagged), (stranger, tagged)])
        {
            client.User.Named($"media-{client.Id}").Tag("OrgID", tag.Id);
            Also("A user of another name.", client.User, "NAME-IAM-01");
            client.Bucket.Fact("policy", RightFacts.Policy(client.Bucket.Name!, client.User.Arn));
        }

        Fits("Its user has another name, and says by its tag whose it is.", tagged.Bucket);
        Breaks("The user that it lets in is another client’s by its tag.", stranger.Bucket, "CFG-S3-03", "CFG-REF-01");
        AlsoUnjudged("Whether that is the user it should have.", tagged.Bucket, "CFG-REF-01");
        Fits(
            "Wildcards name all that is needed.",
            Only(b => [Statement(b.ClientsUser, ["s3:*Object", "s3:List*"], b.Name!, $"{b.Name}/*")]));
        Fits("Everything, and its user lies in a folder.", Only(b => [
            Statement(b.ClientsUser.Replace("user/", "user/clients/", StringComparison.Ordinal), ["*"], b.Name!, $"{b.Name}/*")]));
    }

    private FleetResource Only(Func<FleetResource, JsonObject[]> statements)
    {
        var bucket = Client().Bucket;
        return bucket.Fact("policy", new JsonObject
        {
            ["Statement"] = new JsonArray([
                Statement("*", [Get], $"{bucket.Name}/pub/*"), .. statements(bucket)]),
        });
    }

    private static JsonObject Under(JsonObject statement, string key, string value)
    {
        statement["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { [key] = value } };
        return statement;
    }
}
