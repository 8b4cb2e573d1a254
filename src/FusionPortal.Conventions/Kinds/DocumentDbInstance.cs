namespace FusionPortal.Conventions.Kinds;

/// <summary>DocumentDB's instances, which RDS lists among its own.</summary>
public sealed class DocumentDbInstance : ResourceKind
{
    public const string Kind = "documentdb-instance";

    public override string Id => Kind;

    public override string Label => "DocumentDB instance";

    public override ArnShape Arn => RdsInstance.Shape;

    public override string ListedAmong => RdsInstance.Kind;

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateDBInstance");

    public override KindScope Scope => KindScope.Regional;
}
