using System.Text.Json.Nodes;
using static FusionPortal.Conventions.Tests.Fleet.RightFacts;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Policies that open more than the public folder to everybody.</summary>
internal sealed class CfgS301 : Planter
{
    private const string Get = "s3:GetObject";

    public override string Convention => "CFG-S3-01";

    public override void Plant()
    {
        Breaks("Everybody may read all of it.", Of((b, _) => [Statement("*", [Get], $"{b}/*")]));
        Breaks("Everybody may list it.", Of((b, _) => [Statement("*", [Get, "s3:ListBucket"], b, $"{b}/pub/*")]));
        Breaks("A wildcard in the middle reaches any folder of that name.", Of((b, _) => [Statement("*", [Get], $"{b}/*/pub/*")]));
        Breaks("Written, not only read.", Of((b, _) => [Statement("*", ["s3:PutObject"], $"{b}/pub/*")]));
        Unjudged("The policy was refused.", Client().Bucket.Fact("policy", null).Fact("policyProblem", "It is no JSON."),
            "CFG-S3-02", "CFG-S3-03", "CFG-S3-06");
        Unjudged(
            "Nothing was read.", Client().Bucket.FactsUnread(), "CFG-S3-02", "CFG-S3-03", "CFG-S3-04", "CFG-S3-05", "CFG-S3-06");
        Unjudged("A condition says who.", Of((b, _) => [Under(Statement("*", [Get], $"{b}/*"), "aws:SourceVpce", "vpce-1")]), "CFG-S3-03");

        Fits("A folder within the folder.", Of((b, _) => [Statement("*", [Get], $"{b}/pub/*/small/*")]));
        Fits("The bucket itself has no files to read.", Of((b, _) => [Statement("*", [Get], b)]));
        Fits("Nobody's bucket.", Bucket($"open-pictures-{Fleet.Next()}").In(FleetAccounts.NonProduction)
            .Fact("policy", RightFacts.Policy("open", "arn:aws:iam::222222222222:user/x", Statement("*", ["s3:*"], "*"))));
    }

    private FleetResource Of(Func<string, string, JsonObject[]> more)
    {
        var bucket = Client().Bucket;
        return bucket.Fact("policy", RightFacts.Policy(bucket.Name!, bucket.ClientsUser, more(bucket.Name!, bucket.ClientsUser)));
    }

    private static JsonObject Under(JsonObject statement, string key, string value)
    {
        statement["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { [key] = value } };
        return statement;
    }
}
