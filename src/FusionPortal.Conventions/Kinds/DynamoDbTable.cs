namespace FusionPortal.Conventions.Kinds;

/// <summary>DynamoDB's tables; an index within one is none.</summary>
public sealed class DynamoDbTable : ResourceKind
{
    public const string Kind = "dynamodb-table";

    public override string Id => Kind;

    public override string Label => "DynamoDB table";

    public override ArnShape Arn { get; } = new("dynamodb", "table/", "table/carts", "carts")
    {
        Name = rest => ArnShape.Without(rest, '/'),
    };

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of(
        "CreateTable", "ImportTable", "RestoreTableFromBackup", "RestoreTableToPointInTime");

    public override KindScope Scope => KindScope.Regional;
}
