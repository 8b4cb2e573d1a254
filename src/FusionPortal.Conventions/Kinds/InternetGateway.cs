namespace FusionPortal.Conventions.Kinds;

/// <summary>Internet gateways.</summary>
public sealed class InternetGateway : ResourceKind
{
    public const string Kind = "internet-gateway";

    public override string Id => Kind;

    public override string Label => "internet gateway";

    public override ArnShape Arn { get; } = ArnShape.Ec2("internet-gateway", "igw-0a1b");

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateInternetGateway");

    public override KindScope Scope => KindScope.Regional;

    public override string? NameProblem(string name) => NameLimits.NameTag(name);
}
