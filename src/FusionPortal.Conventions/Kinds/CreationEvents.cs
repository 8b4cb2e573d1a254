namespace FusionPortal.Conventions.Kinds;

/// <summary>
/// The events of CloudTrail that make a resource of a kind. Only those that make the kind itself: RunInstances also names the groups and
/// subnets it uses, CreateSubnet its VPC.
/// </summary>
public sealed record CreationEvents
{
    private CreationEvents(IReadOnlyList<string> names, string? whyNone) => (Names, WhyNone) = (names, whyNone);

    /// <summary>Event names, for example CreateBucket; empty where no event makes one.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Why no event makes one, as a sentence; null where one does.</summary>
    public string? WhyNone { get; }

    /// <summary>CloudTrail names most resources by id or name, and those of this kind by ARN.</summary>
    public bool NameTheArn { get; init; }

    public static CreationEvents Of(params IReadOnlyList<string> names) => new(names, null);

    public static CreationEvents None(string why) => new([], why);
}
