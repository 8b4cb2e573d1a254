namespace FusionPortal.Conventions.Kinds;

/// <summary>Neptune's instances, which RDS lists among its own.</summary>
public sealed class NeptuneInstance : ResourceKind
{
    public const string Kind = "neptune-instance";

    public override string Id => Kind;

    public override string Label => "Neptune instance";

    public override ArnShape Arn => RdsInstance.Shape;

    public override string ListedAmong => RdsInstance.Kind;

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateDBInstance");

    public override KindScope Scope => KindScope.Regional;
}
