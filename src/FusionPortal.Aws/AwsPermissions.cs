using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FusionPortal.Aws.Readers;
using FusionPortal.Aws.Services;

namespace FusionPortal.Aws;

/// <summary>What the portal must be allowed in AWS, collected from what calls: the shipped policies are made of it and hold nothing
/// else.</summary>
public static class AwsPermissions
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    // The meter counts operations; IAM calls some of them otherwise.
    private static readonly Dictionary<string, string> OtherwiseCalled = new(StringComparer.Ordinal)
    {
        ["tagging:GetResources"] = "tag:GetResources",
        ["s3:ListBuckets"] = "s3:ListAllMyBuckets",
        ["s3:GetPublicAccessBlock"] = "s3:GetBucketPublicAccessBlock",
        ["s3:ListObjectsV2"] = "s3:ListBucket",
        ["sqs:DeleteMessageBatch"] = "sqs:DeleteMessage",
    };

    /// <summary>Statements of the role in every scanned account, in the order they are shipped.</summary>
    internal static IReadOnlyList<PermissionStatement> Scanner { get; } =
    [
        .. ServiceListers.Create()
            .Select(l => new PermissionStatement($"List{l.Reach.Service[..1].ToUpperInvariant()}{l.Reach.Service[1..]}", l.Actions)),
        new("DiscoverRegions", ["ec2:DescribeRegions"]) { Without = "regions must be configured." },
        .. FactReader.Create().SelectMany(r => r.Permissions),
        new("FindCreators", ["cloudtrail:LookupEvents"]) { Without = "findings do not say who made the resource." },
    ];

    /// <summary>Statements of the portal's own identity beside assuming roles; only where the queue of tag changes is used.</summary>
    internal static IReadOnlyList<PermissionStatement> Queue { get; } =
    [
        new("ReadTagChanges", ["sqs:ReceiveMessage", "sqs:DeleteMessage"])
        {
            Without = "tag changes are seen at the next scan.", Resource = "arn:aws:sqs:REGION:PORTAL_ACCOUNT:QUEUE",
        },
    ];

    /// <summary>Statements of the role that reads the organization.</summary>
    internal static IReadOnlyList<PermissionStatement> Organization { get; } =
        [new("ListAccounts", ["organizations:ListAccounts", "organizations:ListTagsForResource"])];

    /// <summary>The policy of the role in every scanned account, as IAM takes it.</summary>
    public static string ScannerPolicyJson() => Policy(Scanner);

    /// <summary>What the portal's own identity needs besides, to read the queue of tag changes.</summary>
    public static string QueuePolicyJson() => Policy(Queue);

    /// <summary>The policy of the role that reads the organization.</summary>
    public static string OrganizationPolicyJson() => Policy(Organization);

    /// <summary>The IAM action a metered call needs, for example <c>tag:GetResources</c> for <c>tagging:GetResources</c>; null where it
    /// needs none.</summary>
    internal static string? ActionOf(string api) => api == "sts:GetCallerIdentity" ? null : OtherwiseCalled.GetValueOrDefault(api, api);

    private static string Policy(IEnumerable<PermissionStatement> statements) => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray([.. statements.Select(s => s.ToJson())]),
    }.ToJsonString(Readable);
}

/// <summary>One statement that allows reading.</summary>
/// <param name="Sid">Letters and digits, as IAM wants.</param>
/// <param name="Actions">Exact, without wildcards.</param>
internal sealed record PermissionStatement(string Sid, IReadOnlyList<string> Actions)
{
    /// <summary>What is lost without it, where the portal works without it; null where it is needed.</summary>
    public string? Without { get; init; }

    /// <summary>List calls know no resource-level permission, hence the default.</summary>
    public string Resource { get; init; } = "*";

    /// <summary>The one prefix objects may be listed under; null where the statement lists no objects.</summary>
    public string? OnlyPrefix { get; init; }

    public JsonObject ToJson()
    {
        var statement = new JsonObject
        {
            [nameof(Sid)] = Sid,
            ["Effect"] = "Allow",
            ["Action"] = new JsonArray([.. Actions.Select(a => JsonValue.Create(a))]),
            [nameof(Resource)] = Resource,
        };
        if (OnlyPrefix is not null)
            statement["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { ["s3:prefix"] = OnlyPrefix } };
        return statement;
    }
}
