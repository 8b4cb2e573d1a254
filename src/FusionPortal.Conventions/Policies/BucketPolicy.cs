using System.Text.Json;

namespace FusionPortal.Conventions.Policies;

/// <summary>A bucket's policy as the scan knows it: read, or what stands in the way. Pure and immutable.</summary>
/// <param name="Document">The policy; <see cref="PolicyDocument.Empty"/> where AWS says there is none, null where nobody knows.</param>
/// <param name="Unknown">In a sentence, why nobody knows all of it; null where everything was read.</param>
/// <param name="Answer">In a sentence, what would let it be known; null where everything was read.</param>
public sealed record BucketPolicy(PolicyDocument? Document, string? Unknown, string? Answer)
{
    /// <summary>The fact that holds the policy: an object, or null for none.</summary>
    public const string Fact = "policy";

    /// <summary>The fact that says in a sentence why a policy that is there could not be read.</summary>
    public const string ProblemFact = "policyProblem";

    /// <summary>The permission that lets the scanner read it.</summary>
    public const string Permission = "s3:GetBucketPolicy";

    private const string Correct = "A policy that can be read; the bucket’s owner sees it in the S3 console under Permissions.";

    /// <summary>Reads it from a bucket's facts, whatever they hold. Never throws.</summary>
    public static BucketPolicy Of(JsonElement? facts)
    {
        if (BucketFacts.Problem(facts) is { } unreadable) return new(null, $"The bucket’s policy could not be read: {unreadable}", Correct);
        if (BucketFacts.Member(facts, Fact) is not { } policy)
            return new(null, BucketFacts.Unread(facts, Fact, "policy"), BucketFacts.Needed(Permission));
        var document = policy.ValueKind == JsonValueKind.Null ? PolicyDocument.Empty : PolicyDocument.Read(policy);
        return document.Problem is null
            ? new(document, null, null)
            : new(document, $"The bucket’s policy could not be read whole: {document.Problem}", Correct);
    }
}
