using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>
/// What a client's bucket has: no block of public access, a policy that lets everybody read <c>pub/</c> and the client's own user do the
/// rest, and the folder itself. Buckets of nobody are closed. <see cref="PlantedBuckets"/> makes some otherwise.
/// </summary>
internal static class DemoBuckets
{
    private const string Prefix = "fusion-rms-";

    public static BucketFacts Of(Place p, SimulatedResource bucket, IReadOnlyList<SimulatedResource> users) =>
        Organization(bucket) is not { } org ? new BucketFacts { PublicAccessBlock = PublicAccessBlock.On } : new BucketFacts
        {
            PublicAccessBlock = PublicAccessBlock.Off,
            Policy = Policy([Public(bucket.Arn + "/pub/*"), .. Client(bucket.Arn, User(p, org, users))]),
            Objects = ["media/", "pub/", "pub/logo.png"],
        };

    public static string Policy(params IEnumerable<string> statements) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(",\n", statements)}}]}""";

    /// <summary>Everybody may read.</summary>
    public static string Public(string resource) =>
        $$"""{"Sid":"PublicRead","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"{{resource}}"}""";

    /// <summary>What an install lets the client's user do.</summary>
    public static IEnumerable<string> Client(string bucket, string user) =>
    [
        Allow("ClientFiles", user, ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], bucket, bucket + "/*"),
        Allow("ClientList", user, ["s3:ListBucket"], bucket),
    ];

    public static string Allow(string sid, string principal, string[] actions, params string[] resources) =>
        $$"""
        {"Sid":"{{sid}}","Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":{{Texts(actions)}},"Resource":{{Texts(resources)}}}
        """;

    private static string Texts(string[] texts) =>
        texts is [var one] ? $"\"{one}\"" : $"[{string.Join(',', texts.Select(t => $"\"{t}\""))}]";

    private static string? Organization(SimulatedResource bucket) =>
        DemoClients.All.FirstOrDefault(c => bucket.Name == ClientResources.BucketName(c))?.OrgId
        ?? bucket.Tag("OrgId") ?? (bucket.Name.StartsWith(Prefix, StringComparison.Ordinal) ? bucket.Name[Prefix.Length..] : null);

    /// <summary>The client's user in the bucket's account, whatever it is called; else as it should be called.</summary>
    private static string User(Place p, string org, IReadOnlyList<SimulatedResource> users)
    {
        var usual = DemoArns.IamUser(p.Account, "rms_" + org);
        var own = $"arn:aws:iam::{p.Account}:";
        return users.Any(u => u.Arn == usual) ? usual
            : users.FirstOrDefault(u => u.Tag("OrgID") == org && u.Arn.StartsWith(own, StringComparison.Ordinal))?.Arn ?? usual;
    }
}
