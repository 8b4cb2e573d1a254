namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>What an install leaves behind for one client, all of it right.</summary>
internal static class ClientResources
{
    public static string BucketName(DemoClient client) => client.RecordedBucketName ?? "fusion-rms-" + client.OrgId;

    /// <summary>Production and staging live in the production account, everything else in the QA account.</summary>
    public static Place PlaceOf(DemoClient client) =>
        new(client.Environment is "Production" or "Staging" ? DemoEstate.ProductionAccount : DemoEstate.QaAccount, client.Region);

    public static void Build(DemoBuilder estate, DemoClient client)
    {
        var p = PlaceOf(client);
        var org = client.OrgId;
        // The IAM user's policy is the bucket's; the user itself carries the tag in its own spelling.
        estate.Add(p, DemoArns.IamUser(p.Account, "rms_" + org), Tag("OrgID", org));
        estate.Add(p, DemoArns.Bucket(BucketName(client)), Tag("OrgId", org), Tag("Product", "POS"));
        foreach (var queue in (string[])["orders", "orders-failed", "sync", "sync-failed"])
            estate.Add(p, DemoArns.Queue(p, $"{org}-{queue}"), Tag("OrgId", org), Tag("Component", "messaging"));
        foreach (var topic in (string[])["events", "alerts"])
            estate.Add(p, DemoArns.Topic(p, $"{org}-{topic}"), Tag("OrgId", org), Tag("Component", "messaging"));
        foreach (var table in (string[])["carts", "sessions", "loyalty"])
            estate.Add(p, DemoArns.Table(p, $"{org}-{table}"), Tag("OrgId", org), Tag("Component", "storage"));
        foreach (var log in (string[])["tenant", "api", "worker", "register"])
            estate.Add(p, DemoArns.LogGroup(p, $"/pos/{org}/{log}"), Tag("OrgId", org));
        foreach (var function in (string[])["thumbnails", "license-check", "price-sync"])
            estate.Add(p, DemoArns.Function(p, $"{org}-{function}"), Tag("OrgId", org), Tag("Component", "functions"));
    }

    private static KeyValuePair<string, string> Tag(string key, string value) => new(key, value);
}
