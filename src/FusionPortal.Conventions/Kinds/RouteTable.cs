namespace FusionPortal.Conventions.Kinds;

/// <summary>Route tables of VPCs.</summary>
public sealed class RouteTable : ResourceKind
{
    public const string Kind = "route-table";

    public override string Id => Kind;

    public override string Label => "route table";

    public override ArnShape Arn { get; } = ArnShape.Ec2("route-table", "rtb-0a1b");

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateRouteTable");

    public override KindScope Scope => KindScope.Regional;

    public override string? NameProblem(string name) => NameLimits.NameTag(name);
}
