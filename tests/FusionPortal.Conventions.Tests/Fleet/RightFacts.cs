using System.Text.Json.Nodes;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>
/// What the lists of AWS tell of a resource that is as the guide wants it, by kind and account. A rule that reads a fact needs the right
/// one here, and
/// its planter changes it.
/// </summary>
internal static class RightFacts
{
    private const string Zone = "us-east-1a";

    /// <summary>The VPC of each region.</summary>
    public const string Network = "vpc-0a1b";

    private static readonly Dictionary<string, Func<string, JsonObject>> Facts = new(StringComparer.Ordinal)
    {
        [S3Bucket.Kind] = _ => new()
        {
            ["createdAt"] = "2026-01-05T09:00:00Z",
            ["publicAccessBlock"] = new JsonObject
            {
                ["blockPublicAcls"] = false,
                ["ignorePublicAcls"] = false,
                ["blockPublicPolicy"] = false,
                ["restrictPublicBuckets"] = false,
            },
            ["pubFolder"] = true,
        },
        [IamUser.Kind] = _ => new()
        {
            ["path"] = "/",
            ["createdAt"] = "2026-01-05T09:00:00Z",
            ["consolePassword"] = false,
            ["mfa"] = false,
            ["accessKeys"] = 1,
            ["accessKeyCreated"] = "2026-01-05",
            ["inlinePolicies"] = new JsonArray(),
            ["attachedPolicies"] = new JsonArray(),
            ["groups"] = new JsonArray(),
        },
        [IamRootUser.Kind] = _ => new() { ["accessKeys"] = 0, ["mfa"] = true },
        [RdsInstance.Kind] = _ => new()
        {
            ["engine"] = "sqlserver-web",
            ["engineVersion"] = "15.00.4365.2.v1",
            ["availabilityZone"] = Zone,
            // Databases have to be reachable from outside at present.
            ["publiclyAccessible"] = true,
            ["vpcId"] = Network,
            ["multiAz"] = false,
            ["state"] = "available",
        },
        [MqBroker.Kind] = account => new()
        {
            ["engine"] = "RABBITMQ",
            ["deploymentMode"] = "SINGLE_INSTANCE",
            ["hostInstanceType"] = account == FleetAccounts.Production ? "mq.m5.large" : "mq.t3.micro",
            ["state"] = "RUNNING",
        },
        [Ec2Instance.Kind] = _ => new()
        {
            ["state"] = "running",
            ["availabilityZone"] = Zone,
            ["vpcId"] = Network,
        },
        [Vpc.Kind] = _ => new()
        {
            ["cidr"] = "10.0.0.0/16",
            ["cidrs"] = new JsonArray("10.0.0.0/16"),
            ["ipv6Cidrs"] = new JsonArray(),
            ["tenancy"] = "default",
            ["dnsHostnames"] = true,
            ["dnsSupport"] = true,
            ["isDefault"] = false,
        },
        [Subnet.Kind] = _ => new() { ["cidr"] = "10.0.1.0/24", ["availabilityZone"] = Zone, ["vpcId"] = Network, ["public"] = true },
        [RouteTable.Kind] = _ => new() { ["vpcId"] = Network, ["isMain"] = false, ["public"] = true },
        [InternetGateway.Kind] = _ => new() { ["vpcId"] = Network },
        [SecurityGroup.Kind] = _ => new() { ["vpcId"] = Network, ["description"] = "POS", ["rules"] = new JsonArray() },
    };

    /// <summary>What a client's bucket lets whom do: everybody read pub/, its client's user the rest.</summary>
    /// <param name="bucket">Its name.</param>
    /// <param name="user">The user's ARN.</param>
    /// <param name="more">Statements beside those.</param>
    public static JsonObject Policy(string bucket, string user, params JsonObject[] more) => new()
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(
        [
            Statement("*", ["s3:GetObject"], $"{bucket}/pub/*"),
            Statement(user, ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], bucket, $"{bucket}/*"),
            Statement(user, ["s3:ListBucket"], bucket),
            .. more,
        ]),
    };

    public static JsonObject Statement(string who, string[] actions, params string[] resources) => new()
    {
        ["Effect"] = "Allow",
        ["Principal"] = who == "*" ? "*" : new JsonObject { ["AWS"] = who },
        ["Action"] = new JsonArray([.. actions.Select(a => JsonValue.Create(a))]),
        ["Resource"] = new JsonArray([.. resources.Select(r => JsonValue.Create($"arn:aws:s3:::{r}"))]),
    };

    public static JsonObject? Of(string kind, string account) => Facts.TryGetValue(kind, out var make) ? make(account) : null;
}
