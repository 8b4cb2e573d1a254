using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using FusionPortal.Aws.Calls;
using FusionPortal.Aws.Services;
using FusionPortal.Conventions.Policies;
using FusionPortal.Core.Abstractions;
using Kinds = FusionPortal.Conventions.Kinds;

namespace FusionPortal.Aws.Readers;

/// <summary>One bucket's facts, by three calls. It reads no object: of the <c>pub/</c> folder it asks only whether it holds
/// anything.</summary>
internal sealed class BucketFactReader : IKindFactReader
{
    // A bucket policy may have 20 KB.
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 32 };

    public FactPass Pass { get; } = new(Kinds.S3Bucket.Kind, "bucket", AtMost: 200)
    {
        // A bucket's own policy may shut everybody out.
        Refused = JsonSerializer.SerializeToElement(
            new { denied = new[] { BucketFacts.Block, BucketPolicy.Fact, BucketFacts.Folder } }),
    };

    public IReadOnlyList<PermissionStatement> Permissions { get; } =
    [
        new("ReadBucketFacts", ["s3:GetBucketPolicy", "s3:GetBucketPublicAccessBlock"])
        {
            Without = "conventions about bucket policies are not evaluated.",
        },
        new("SeePubFolder", ["s3:ListBucket"])
        {
            Without = "whether a bucket has its pub folder is not evaluated.", OnlyPrefix = BucketFacts.PublicFolder,
        },
    ];

    public string Gone => "NoSuchBucket";

    public async Task<JsonElement> ReadAsync(AccountCalls calls, DueResource resource, CancellationToken cancellationToken)
    {
        var (facts, denied) = (new JsonObject(), new JsonArray());
        TargetFailedException? refusal = null;
        await MemberAsync(BucketFacts.Block, () => BlockAsync(calls, resource.Name, cancellationToken));
        await MemberAsync(BucketPolicy.Fact, () => PolicyAsync(calls, resource.Name, cancellationToken));
        await MemberAsync(BucketFacts.Folder, () => PubFolderAsync(calls, resource.Name, cancellationToken));
        if (facts.Count == 0) throw refusal!;
        if (denied.Count > 0) facts["denied"] = denied;
        return JsonSerializer.SerializeToElement(facts);

        async Task MemberAsync(string member, Func<Task<JsonNode?>> read)
        {
            try
            {
                facts[member] = await read();
            }
            catch (TargetFailedException e) when (e.Failure == TargetFailure.Denied && e.InnerException is AmazonServiceException)
            {
                refusal = e;
                denied.Add(member);
            }
            catch (JsonException)
            {
                // The other facts are as true as they were.
                facts[BucketPolicy.ProblemFact] = "It is no JSON, or nested deeper than any policy is.";
            }
        }
    }

    private static async Task<JsonNode?> BlockAsync(AccountCalls calls, string bucket, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AskAsync(calls, "s3:GetPublicAccessBlock",
                c => c.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = bucket }, cancellationToken),
                    cancellationToken);
            return Block(answer.PublicAccessBlockConfiguration);
        }
        catch (TargetFailedException e) when (Code(e) == "NoSuchPublicAccessBlockConfiguration")
        {
            return Block(null);
        }
    }

    private static JsonObject Block(PublicAccessBlockConfiguration? block) => new()
    {
        ["blockPublicAcls"] = block?.BlockPublicAcls ?? false,
        ["ignorePublicAcls"] = block?.IgnorePublicAcls ?? false,
        ["blockPublicPolicy"] = block?.BlockPublicPolicy ?? false,
        ["restrictPublicBuckets"] = block?.RestrictPublicBuckets ?? false,
    };

    private static async Task<JsonNode?> PolicyAsync(AccountCalls calls, string bucket, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AskAsync(calls, "s3:GetBucketPolicy",
                c => c.GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = bucket }, cancellationToken), cancellationToken);
            // The SDK throws nothing for a missing policy: it hands out the error's body as one.
            if (answer.HttpStatusCode == System.Net.HttpStatusCode.NotFound || string.IsNullOrWhiteSpace(answer.Policy)) return null;
            // A node alone is read no further than it is asked.
            using var policy = JsonDocument.Parse(answer.Policy, Shallow);
            return JsonSerializer.SerializeToNode(policy.RootElement);
        }
        catch (TargetFailedException e) when (Code(e) == "NoSuchBucketPolicy")
        {
            return null;
        }
    }

    private static async Task<JsonNode?> PubFolderAsync(AccountCalls calls, string bucket, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(calls, "s3:ListObjectsV2",
            c => c.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = bucket, Prefix = BucketFacts.PublicFolder, MaxKeys = 1 }, cancellationToken),
                cancellationToken);
        return answer.S3Objects is { Count: > 0 };
    }

    private static Task<T> AskAsync<T>(
        AccountCalls calls, string api, Func<AmazonS3Client, Task<T>> call, CancellationToken cancellationToken) =>
        calls.CallAsync(
            api, credentials => S3Lister.Client(calls.Clients, credentials, calls.Region, calls.Meter), call, cancellationToken);

    private static string? Code(TargetFailedException e) => (e.InnerException as AmazonServiceException)?.ErrorCode;
}
