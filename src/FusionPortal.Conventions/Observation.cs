using System.Text.Json;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions;

/// <summary>One AWS resource as a scan saw it. Evaluation reads nothing else about the resource.</summary>
/// <param name="Arn">The full ARN, at most 2,048 characters; the resource's identity.</param>
/// <param name="Kind">One of <see cref="ResourceKinds"/>.</param>
/// <param name="Name">The name the conventions judge (bucket, user, broker name ...), taken from the ARN or the Name tag.</param>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="Region">For example us-east-1; empty for global services.</param>
/// <param name="Tags">Case-sensitive keys, as AWS keeps them.</param>
/// <param name="Facts">Service-specific facts, or null where no source has read any.</param>
public sealed record Observation(
    string Arn, string Kind, string Name, string AccountId, string Region,
    IReadOnlyDictionary<string, string> Tags, JsonElement? Facts = null)
{
    /// <summary>
    /// False where <see cref="Tags"/> is empty because no source has told the tags, and not because there are none: what depends on tags is
    /// then not evaluated.
    /// </summary>
    public bool TagsKnown { get; init; } = true;
}
