using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>
/// What a client's bucket has: no block of public access, a policy that lets everybody read <c>pub/</c> and the client's own user do the
/// rest, and the folder itself. Buckets of nobody are closed. Three are not as they should be, which no convention judges yet.
/// </summary>
internal static class DemoBuckets
{
    public static BucketFacts Of(Place p, SimulatedResource bucket, IReadOnlyList<SimulatedResource> users)
    {
        if (Client(bucket) is not { } client || User(p, client, users) is not { } user)
            return new BucketFacts { PublicAccessBlock = PublicAccessBlock.On };
        var right =
            new BucketFacts
            {
                PublicAccessBlock = PublicAccessBlock.Off,
                Policy = Policy(bucket.Arn, "/pub/*", user),
                Objects = ["media/", "pub/", "pub/logo.png"]
            };
        return bucket.Name switch
        {
            "fusion-rms-pinepost" => right with { Policy = Policy(bucket.Arn, "/*", user) },
            "fusion-rms-saltlane" => right with { Objects = ["media/"] },
            "fusion-rms-fjordfish" => right with { PublicAccessBlock = PublicAccessBlock.On },
            _ => right,
        };
    }

    private static DemoClient? Client(SimulatedResource bucket) =>
        DemoClients.All.FirstOrDefault(c => bucket.Name == ClientResources.BucketName(c))
        ?? DemoClients.All.FirstOrDefault(c => bucket.Tag("OrgId") == c.OrgId);

    /// <summary>The client's user in the bucket's account, whatever it is called; else the one it has elsewhere.</summary>
    private static string? User(Place p, DemoClient client, IReadOnlyList<SimulatedResource> users) =>
        users.Where(u => u.Name == "rms_" + client.OrgId || u.Tag("OrgID") == client.OrgId)
            .Select(u => u.Arn).OrderBy(a => a.StartsWith($"arn:aws:iam::{p.Account}:", StringComparison.Ordinal) ? 0 : 1).FirstOrDefault();

    private static string Policy(string bucket, string open, string user) =>
        $$"""
        {"Version":"2012-10-17","Statement":[
        {"Sid":"PublicRead","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"{{bucket}}{{open}}"},
        {"Sid":"ClientFiles","Effect":"Allow","Principal":{"AWS":"{{user}}"},
        "Action":["s3:GetObject","s3:PutObject","s3:DeleteObject"],"Resource":["{{bucket}}","{{bucket}}/*"]},
        {"Sid":"ClientList","Effect":"Allow","Principal":{"AWS":"{{user}}"},"Action":"s3:ListBucket","Resource":"{{bucket}}"}]}
        """;
}
