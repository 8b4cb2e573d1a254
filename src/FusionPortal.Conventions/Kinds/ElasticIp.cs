namespace FusionPortal.Conventions.Kinds;

/// <summary>Elastic IP addresses.</summary>
public sealed class ElasticIp : ResourceKind
{
    public const string Kind = "elastic-ip";

    public override string Id => Kind;

    public override string Label => "elastic IP";

    public override ArnShape Arn { get; } = ArnShape.Ec2("elastic-ip", "eipalloc-0a1b");

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("AllocateAddress");

    public override KindScope Scope => KindScope.Regional;
}
