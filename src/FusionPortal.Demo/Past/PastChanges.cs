using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Demo;
using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Demo.Past;

/// <summary>What happened to the demo's estate in its past, beside what was made day by day.</summary>
internal static class PastChanges
{
    private const string Production = DemoEstate.ProductionAccount;
    private const string Qa = DemoEstate.QaAccount;
    private const string Us = DemoEstate.UsEast;

    public static IReadOnlyList<PastChange> All { get; } = [.. Mended(), .. Removed(), .. Came(), .. WentWrong()];

    /// <summary>Was wrong, and is right now.</summary>
    private static IEnumerable<PastChange> Mended() =>
    [
        Tags(null, 29, "nwbakery's bucket spelled its tag OrgID until it was spelled as buckets take it", Bucket("nwbakery"), "OrgID",
            "nwbakery"),
        Tags(null, 25, "kitecycles' bucket had no organization tag until it was given one", Bucket("kitecycles")),
        Tags(null, 18, "cedarstage's bucket was tagged cedarhome until somebody told them apart", Bucket("cedarstage"), "OrgId",
            "cedarhome"),
        Tags(31, 24, "devonshire's bucket lost its organization tag, and got it back", Bucket("devonshire")),
        Tags(9, 6, "devonshire's bucket lost its organization tag again, for three days", Bucket("devonshire")),
        Tags(null, 30, "galwaywool's user spelled its tag OrgId until it was spelled as users take it", User("rms_galwaywool"), "OrgId",
            "galwaywool"),
        Identity(34, 22, "tyneoptics' user had a password for the console until it was taken away", "rms_tyneoptics",
            f => f with { HasConsolePassword = true }),
        Identity(20, 15, "rms_galwaywool had two active keys while one was replaced", "rms_galwaywool", f => f with { AccessKeys = 2 }),
        Network(33, 32, "SG-POS-WEB let everybody in at 1433, for a day", Production, "SG-POS-WEB",
            new RuleFacts("tcp", 1433, 1433, "0.0.0.0/0", "Migration")),
        Facts<DatabaseFacts>(12, 10, "db-POS-01 was switched to private, and back when the first store could not reach it",
            $"arn:aws:rds:{Us}:{Production}:db:db-pos-01", f => f with { PubliclyAccessible = false }),
    ];

    /// <summary>Was there, and is gone.</summary>
    private static IEnumerable<PastChange> Removed() =>
    [
        Extra(null, 20, "pos-temp-exports, a bucket of nobody's, was deleted", Production, "arn:aws:s3:::pos-temp-exports",
            new BucketFacts { PublicAccessBlock = PublicAccessBlock.On }),
        Extra(40, 12, "qa-import-trial, a function that QA tried in production, was deleted", Production,
            $"arn:aws:lambda:{Us}:{Production}:function:qa-import-trial", null, ("Component", "functions")),
        Extra(34, 27, "nwqa-returns, a table of a QA client's in production, was moved", Production,
            $"arn:aws:dynamodb:{Us}:{Production}:table/nwqa-returns", null, ("OrgId", "nwqa"), ("Component", "storage")),
        Extra(null, 15, "winserver2, a host nobody knew any more, was switched off for good", Production,
            $"arn:aws:ec2:{Us}:{Production}:instance/i-0aa11bb22cc33dd44", new InstanceFacts("stopped", "m5.xlarge", Us + "b"),
            ("Name", "winserver2"), ("Product", "POS")),
        Extra(14, 8, "perf-replay, a queue of a load test, was deleted with the test", Production,
            $"arn:aws:sqs:{Us}:{Production}:perf-replay", null, ("Component", "messaging")),
    ];

    /// <summary>Was not there yet.</summary>
    private static IEnumerable<PastChange> Came() =>
    [
        Missing(29, "pinepost's resources were made", r => IsOf(r.Arn, "pinepost")),
        Missing(16, "VPC-POS-trial was made by hand, with a host in it", r => Name(r).StartsWith("VPC-POS-trial", StringComparison.Ordinal)
            || Is(r, Qa, "POS59")),
        Missing(7, "POS91 and its database were put into the corporate account's default VPC",
            r => Is(r, DemoEstate.CorporateAccount, "POS91") || r.Arn.EndsWith(":db:db-pos-91", StringComparison.Ordinal)),
        Missing(9, "launch-wizard-3 and pos-release-packages were made with the root user",
            r => Name(r) is "launch-wizard-3" or "pos-release-packages"),
        Missing(26, "launch-wizard-7 was left behind by somebody's try", r => Name(r) == "launch-wizard-7"),
        Missing(11, "mq-POS-06 was made, far too large", r => r.Arn.Contains(":broker:mq-POS-06:", StringComparison.Ordinal)),
        Missing(37, "stock-events was made, and is no RabbitMQ", r => r.Arn.Contains(":broker:stock-events:", StringComparison.Ordinal)),
        Missing(19, "iris.holm got a user, and never a second factor", r => r.Arn.EndsWith(":user/iris.holm", StringComparison.Ordinal)),
        Missing(23, "till-history and qadata were made beside POS in QA", r => Name(r) is "till-history" or "qadata"),
        Missing(32, "SG-POS-SYNC was made, with 1433 inside its range", r => Name(r) == "SG-POS-SYNC"),
        Missing(5, "rms_nwbakery was made in QA as well", r => r.Arn == $"arn:aws:iam::{Qa}:user/rms_nwbakery"),
    ];

    /// <summary>Was right, and is wrong now.</summary>
    private static IEnumerable<PastChange> WentWrong() =>
    [
        Tags(null, 16, "cedarhome's bucket lost all its tags", Bucket("cedarhome"), "OrgId", "cedarhome"),
        Tags(null, 11, "maplehw's bucket had its organization tag emptied", Bucket("maplehw"), "OrgId", "maplehw"),
        Tags(null, 13, "harborbooks' bucket got a second organization tag", Bucket("harborbooks"), "OrgId", "harborbooks"),
        Tags(null, 3, "oresundbike's bucket was tagged lisboncork", Bucket("oresundbike"), "OrgId", "oresundbike"),
        new(null, 25, "db-POS-03 was tagged nwbakery, as if it served nobody else", estate => PastEstate.Change(
            estate, $"arn:aws:rds:{Us}:{Production}:db:db-pos-03",
            r => r with { Tags = Pairs([("Product", "POS"), ("Engine", "sqlserver-web")]) })),
        Identity(null, 8, "rms_saltlane got a password for the console", "rms_saltlane", f => f with { HasConsolePassword = false }),
        Identity(null, 2, "rms_nwbakery got a second key", "rms_nwbakery", f => f with { AccessKeys = 1 }),
        Block(null, 21, "fjordfish's bucket was shut against the public"),
        Facts<ZoneFacts>(null, 14, "the host of rivertoys went, and its record stayed",
            "arn:aws:route53:::hostedzone/Z04829371KITE0POS001",
            f => f with { Records = [.. f.Records.Where(r => r.Name != "rivertoys.fusionpos.com")] }),
    ];

    private static PastChange Tags(int? since, int until, string what, string arn, string? key = null, string? value = null) => new(
        since, until, what, estate => PastEstate.Change(estate, arn, r => r with
        {
            EverTagged = true,
            Tags = [.. Pairs(key is null ? [] : [(key, value!)]), .. Pairs(ArnKind.Of(arn) == ArnKind.Bucket ? [("Product", "POS")] : [])],
        }));

    private static PastChange Identity(int? since, int until, string what, string user, Func<IdentityFacts, IdentityFacts> change) =>
        Facts(since, until, what, User(user), change);

    private static PastChange Block(int? since, int until, string what) =>
        Facts<BucketFacts>(since, until, what, Bucket("fjordfish"), f => f with { PublicAccessBlock = PublicAccessBlock.Off });

    private static PastChange Facts<TFacts>(int? since, int until, string what, string arn, Func<TFacts, TFacts> change)
        where TFacts : ResourceFacts => new(
        since, until, what, estate => PastEstate.Change(
            estate, arn, r => r with
            {
                Facts = change(r.Facts as TFacts ?? throw new DemoException($"The past changes facts of {arn}, which has none.")),
            }));

    private static PastChange Network(int? since, int until, string what, string account, string group, RuleFacts rule) => new(
        since, until, what, estate =>
        {
            var found = estate.All.Single(
                r => ArnKind.Of(r.Arn) == ArnKind.SecurityGroup && Is(r, account, group) && r.Arn.Contains(Us, StringComparison.Ordinal));
            var facts = (SecurityGroupFacts)found.Facts!;
            PastEstate.Change(estate, found.Arn, r => r with { Facts = facts with { Inbound = [.. facts.Inbound, rule] } });
        });

    private static PastChange Extra(
        int? since, int until, string what, string account, string arn, ResourceFacts? facts, params (string Key, string Value)[] tags) =>
        new(since, until, what, estate => estate.Put(
            account, Us, new SimulatedResource(arn, Pairs(tags)) { Facts = facts, EverTagged = tags.Length > 0 }));

    private static KeyValuePair<string, string>[] Pairs((string Key, string Value)[] tags) =>
        [.. tags.Select(tag => new KeyValuePair<string, string>(tag.Key, tag.Value))];

    private static PastChange Missing(int until, string what, Func<SimulatedResource, bool> which) => new(
        null, until, what, estate =>
        {
            foreach (var resource in estate.All.Where(which).ToList()) estate.Remove(resource.Arn);
        });

    private static bool Is(SimulatedResource resource, string account, string name) =>
        Name(resource) == name && resource.Arn.Contains($":{account}:", StringComparison.Ordinal);

    private static string Name(SimulatedResource resource) => resource.Tag("Name") ?? resource.Name;

    private static bool IsOf(string arn, string orgId) =>
        ArnKind.NameOf(arn).Split('-', '_', '/').Contains(orgId, StringComparer.Ordinal);

    private static string Bucket(string orgId) => $"arn:aws:s3:::fusion-rms-{orgId}";

    private static string User(string name) => $"arn:aws:iam::{Production}:user/{name}";
}
