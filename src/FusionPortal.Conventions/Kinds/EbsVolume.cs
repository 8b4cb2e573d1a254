namespace FusionPortal.Conventions.Kinds;

/// <summary>EBS's volumes.</summary>
public sealed class EbsVolume : ResourceKind
{
    public const string Kind = "ebs-volume";

    public override string Id => Kind;

    public override string Label => "EBS volume";

    public override ArnShape Arn { get; } = ArnShape.Ec2("volume", "vol-0a1b");

    // An instance cannot be run with a volume that is there already: one it names it made.
    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateVolume", "RunInstances");

    public override KindScope Scope => KindScope.Regional;
}
