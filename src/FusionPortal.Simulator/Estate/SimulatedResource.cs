using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Simulator.Estate;

/// <summary>A resource: what the tagging API shows of it, and what only its own service tells.</summary>
/// <param name="Arn">Its identity.</param>
/// <param name="Tags">Empty for one that lost its tags, and for one that never had any.</param>
public sealed record SimulatedResource(string Arn, IReadOnlyList<KeyValuePair<string, string>> Tags)
{
    /// <summary>False for a resource that never had a tag: its service lists it, the tagging API does not know it.</summary>
    public bool EverTagged { get; init; } = true;

    /// <summary>What its service's list answers beyond name and tags; null for what is usual.</summary>
    public ResourceFacts? Facts { get; init; }

    /// <summary>Who made it, as CloudTrail tells; null where CloudTrail does not remember.</summary>
    public Creation? Made { get; init; }

    /// <summary>Name or id, from the ARN.</summary>
    public string Name => ArnKind.NameOf(Arn);

    /// <summary>The value of a tag; null where there is none of that key.</summary>
    public string? Tag(string key) => Tags.FirstOrDefault(t => t.Key == key) is { Key: not null } tag ? tag.Value : null;
}
