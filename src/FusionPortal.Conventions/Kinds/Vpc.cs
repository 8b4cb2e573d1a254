namespace FusionPortal.Conventions.Kinds;

/// <summary>Virtual private clouds, AWS's default ones among them.</summary>
public sealed class Vpc : ResourceKind
{
    public const string Kind = "vpc";

    public override string Id => Kind;

    public override string Label => "VPC";

    public override ArnShape Arn { get; } = ArnShape.Ec2("vpc", "vpc-0a1b");

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateVpc", "CreateDefaultVpc");

    public override KindScope Scope => KindScope.Regional;

    public override bool NamesMayRepeat => true;

    public override IReadOnlyList<ShownFact> Shows { get; } = [ShownFact.Of("cidr", "IPv4 CIDR block", "cidr")];

    public override string? NameProblem(string name) => NameLimits.NameTag(name);
}
