using System.Text.Json;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Rules;

/// <summary>What the examples of rules are made of: two accounts, two clients, and a resource or two.</summary>
internal static class ExampleEstate
{
    public const string Production = "111111111111";
    public const string NonProduction = "222222222222";

    public static IReadOnlyList<OrganizationRecord> Clients { get; } =
    [
        new("acme", "Acme Stores", EnvironmentKind.Production),
        new("kiteqa", "Kite Cycles", EnvironmentKind.QA),
    ];

    public static IReadOnlyList<AccountRecord> Accounts { get; } =
    [
        new(Production, "POS Production", AccountRole.Production),
        new(NonProduction, "POS QA", AccountRole.NonProduction),
    ];

    /// <summary>In the production account.</summary>
    public static Observation Bucket(string name, params (string Key, string Value)[] tags) => Of($"arn:aws:s3:::{name}", tags);

    /// <summary>In the production account.</summary>
    public static Observation Queue(string name, params (string Key, string Value)[] tags) =>
        Of($"arn:aws:sqs:us-east-1:{Production}:{name}", tags);

    /// <summary>In the production account.</summary>
    public static Observation User(string name, params (string Key, string Value)[] tags) =>
        Of($"arn:aws:iam::{Production}:user/{name}", tags);

    /// <summary>In the production account.</summary>
    /// <param name="resource">What the ARN says of it, for example <c>vpc/vpc-0a1b</c>.</param>
    public static Observation Ec2(string resource, params (string Key, string Value)[] tags) =>
        Of($"arn:aws:ec2:us-east-1:{Production}:{resource}", tags);

    /// <summary>In the production account, as AWS shows its name.</summary>
    public static Observation Database(string name, string facts) => With(Of($"arn:aws:rds:us-east-1:{Production}:db:{name}", []), facts);

    /// <summary>A host in the production account, with facts given as JSON.</summary>
    public static Observation Host(string name, string facts, string id = "i-0a1b") =>
        With(Ec2($"instance/{id}", ("Name", name)), facts);

    /// <summary>What a client's install says of a resource.</summary>
    public static CapturedResource Captured(string kind, string orgId, string name, params (string Fact, string Value)[] values) =>
        new(kind, orgId, Value(orgId, "name", name), [.. values.Select(v => Value(orgId, v.Fact, v.Value))]) { IsOfInstall = true };

    private static CapturedValue Value(string orgId, string fact, string value) => new(
        fact, value, value, $"Client install: {orgId}", "c) The step", "Ana Ruiz", new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Of the production account.</summary>
    public static Observation Root { get; } = Of($"arn:aws:iam::{Production}:root", []);

    /// <summary>In the production account.</summary>
    public static Observation Broker(string name, string facts) =>
        With(Of($"arn:aws:mq:us-east-1:{Production}:broker:{name}:b-1234", []), facts);

    /// <summary>In the production account.</summary>
    public static Observation SecurityGroup(string name, string rules) =>
        With(Ec2("security-group/sg-0a1b", ("Name", name)), $$"""{"groupName":"{{name}}","rules":{{rules}}}""") with { Name = name };

    /// <summary>In the production account; made as the checklist says where nothing else is said.</summary>
    public static Observation Vpc(string id, string name, string? facts = null) => With(
        Ec2($"vpc/{id}", ("Name", name)),
        facts ?? """{"isDefault":false,"cidr":"10.0.0.0/16","cidrs":["10.0.0.0/16"],"ipv6Cidrs":[],"tenancy":"default"}""");

    /// <summary>In the production account.</summary>
    public static Observation Subnet(string id, string vpc, string zone, bool isPublic) => With(
        Ec2($"subnet/{id}", ("Name", id)),
        $$"""{"vpcId":"{{vpc}}","availabilityZone":"{{zone}}","public":{{(isPublic ? "true" : "false")}}}""");

    /// <summary>A hosted zone of the production account, with facts given as JSON.</summary>
    public static Observation Zone(string facts) => With(Of("arn:aws:route53:::hostedzone/Z0A1B2C3D4E5", []), facts);

    /// <summary>The same in the account that is not production. For kinds whose ARN names no account.</summary>
    public static Observation Elsewhere(Observation resource) => resource with { AccountId = NonProduction };

    /// <summary>The same with facts, given as JSON.</summary>
    public static Observation With(Observation resource, string facts) =>
        resource with { Facts = JsonSerializer.Deserialize<JsonElement>(facts) };

    /// <summary>A client's bucket with a policy of these statements.</summary>
    public static Observation WithPolicy(string name, params string[] statements) =>
        With(Bucket(name), "{\"policy\":{\"Version\":\"2012-10-17\",\"Statement\":[" + string.Join(',', statements) + "]}}");

    /// <summary>A statement that allows one action on one bucket or its files.</summary>
    /// <param name="principal">JSON.</param>
    /// <param name="action">For example s3:GetObject.</param>
    /// <param name="resource">The bucket, or what of it.</param>
    public static string Allow(string principal, string action, string resource) =>
        $$"""{"Effect":"Allow","Principal":{{principal}},"Action":"{{action}}","Resource":"arn:aws:s3:::{{resource}}"}""";

    /// <summary>A user of the production account as a principal.</summary>
    public static string Signed(string user) => $$"""{"AWS":"arn:aws:iam::{{Production}}:user/{{user}}"}""";

    private static Observation Of(string arn, (string Key, string Value)[] tags) =>
        Observations.From(arn, Production, "us-east-1", new TagCollection(tags.Select(t => KeyValuePair.Create(t.Key, t.Value))));
}
