using System.Text.Json;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Tests.Evaluation;

/// <summary>Builds observations and judges them against a small estate: two declared accounts, one not, four clients.</summary>
internal static class Estate
{
    public const string Production = "111111111111";
    public const string NonProduction = "222222222222";
    public const string Undeclared = "333333333333";

    private static JsonElement KeysOnly { get; } = Facts(
        """
        {"consolePassword":false,"mfa":false,"accessKeys":1,"accessKeyCreated":"2026-03-01","attachedPolicies":[],"inlinePolicies":[],
        "groups":[]}
        """);

    private static JsonElement Database { get; } =
        Facts("""{"engine":"sqlserver-web","engineVersion":"15.00.4415.2.v1","publiclyAccessible":true}""");

    private static JsonElement RabbitMq { get; } =
        Facts("""{"engine":"RABBITMQ","deploymentMode":"SINGLE_INSTANCE","hostInstanceType":"mq.t3.micro"}""");

    private static JsonElement OutsideVpcs { get; } = Facts("""{"rules":[],"isDefault":true}""");

    public static PortalRecords Records { get; } = new(
        [
            new("acme", "Acme Stores", EnvironmentKind.Production),
            new("kiteqa", "Kite Cycles", EnvironmentKind.QA),
            new("cedarhome", "Cedar Home", EnvironmentKind.Staging, "cedar-home-files"),
            new("bolt", "Bolt", EnvironmentKind.Production),
        ],
        [
            new(Production, "POS Production", AccountRole.Production),
            new(NonProduction, "POS QA", AccountRole.NonProduction),
        ]);

    /// <summary>One that opens pub/ to everybody, and all of it to the user that its name or OrgId tag tells of.</summary>
    public static Observation Bucket(string name, string account = Production, params (string Key, string Value)[] tags) =>
        Observations.From($"arn:aws:s3:::{name}", account, "us-east-1", Tags(tags), Rules.Buckets.Right(name, account, tags));

    /// <summary>One that has nothing beside its keys.</summary>
    public static Observation User(string name, string account = Production, params (string Key, string Value)[] tags) =>
        Observations.From($"arn:aws:iam::{account}:user/{name}", account, "us-east-1", Tags(tags), KeysOnly);

    public static Observation Rds(string name, string account = Production, params (string Key, string Value)[] tags) =>
        Observations.From($"arn:aws:rds:us-east-1:{account}:db:{name}", account, "us-east-1", Tags(tags), Database);

    public static Observation Broker(string name, string account = Production, params (string Key, string Value)[] tags) =>
        Observations.From($"arn:aws:mq:us-east-1:{account}:broker:{name}:b-1234", account, "us-east-1", Tags(tags), RabbitMq);

    public static Observation Ec2(string type, string id, string account = Production, params (string Key, string Value)[] tags) =>
        Observations.From($"arn:aws:ec2:us-east-1:{account}:{type}/{id}", account, "us-east-1", Tags(tags), OutsideVpcs);

    public static TagCollection Tags(params (string Key, string Value)[] tags) =>
        new(tags.Select(t => KeyValuePair.Create(t.Key, t.Value)));

    public static VerdictList Judge(params Observation[] observations) => Judge(ScanReach.Everything, observations);

    public static VerdictList Judge(ScanReach reach, params Observation[] observations) =>
        EvaluationPlan.Compile(ConventionBook.Default, Records, reach).Evaluate(observations);

    /// <summary>The verdict of one convention on the one observation: pass, violation, not-evaluated or nothing.</summary>
    public static string VerdictOf(string conventionId, Observation observation, ScanReach? reach = null)
    {
        var list = Judge(reach ?? ScanReach.Everything, observation);
        return list.Violations.Any(v => v.ConventionId == conventionId && v.Subject == observation.Arn) ? "violation"
            : list.Passes.Any(p => p.Convention.Id == conventionId && p.Subject == observation.Arn) ? "pass"
            : list.NotEvaluated.Any(n => n.ConventionId == conventionId && n.Subject == observation.Arn) ? "not-evaluated"
            : "nothing";
    }

    public static Violation ViolationOf(string conventionId, params Observation[] observations) =>
        Judge(observations).Violations.Single(v => v.ConventionId == conventionId);

    private static JsonElement Facts(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
