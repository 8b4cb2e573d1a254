namespace FusionPortal.Conventions.Kinds;

/// <summary>SQS's queues.</summary>
public sealed class SqsQueue : ResourceKind
{
    public const string Kind = "sqs-queue";

    public override string Id => Kind;

    public override string Label => "SQS queue";

    public override ArnShape Arn { get; } = new("sqs", "", "orders", "orders");

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateQueue");

    public override KindScope Scope => KindScope.Regional;
}
