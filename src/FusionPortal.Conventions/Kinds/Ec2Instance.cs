namespace FusionPortal.Conventions.Kinds;

/// <summary>EC2's instances.</summary>
public sealed class Ec2Instance : ResourceKind
{
    public const string Kind = "ec2-instance";

    public override string Id => Kind;

    public override string Label => "EC2 instance";

    public override ArnShape Arn { get; } = ArnShape.Ec2("instance", "i-0a1b");

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("RunInstances");

    public override KindScope Scope => KindScope.Regional;

    public override IReadOnlyList<ShownFact> Shows { get; } =
    [
        ShownFact.Of("availability-zone", "availability zone", "availabilityZone"),
        ShownFact.Of("vpc", "VPC", "vpcId"),
        ShownFact.Of("instance-type", "instance type", "instanceType"),
    ];

    public override IReadOnlyList<ShownFact> Sizes { get; } = [ShownFact.Of("instance-type", "instance type", "instanceType")];

    public override string SizeUnseen =>
        "The scanner reads no CloudWatch metrics: load, free memory and free disk space are not known here.";

    public override string? NameProblem(string name) => NameLimits.NameTag(name);
}
