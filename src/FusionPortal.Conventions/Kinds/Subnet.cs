namespace FusionPortal.Conventions.Kinds;

/// <summary>Subnets of VPCs.</summary>
public sealed class Subnet : ResourceKind
{
    public const string Kind = "subnet";

    public override string Id => Kind;

    public override string Label => "subnet";

    public override ArnShape Arn { get; } = ArnShape.Ec2("subnet", "subnet-0a1b");

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateSubnet", "CreateDefaultSubnet");

    public override KindScope Scope => KindScope.Regional;

    public override string? NameProblem(string name) => NameLimits.NameTag(name);
}
