namespace FusionPortal.Conventions.Kinds;

/// <summary>SNS's topics.</summary>
public sealed class SnsTopic : ResourceKind
{
    public const string Kind = "sns-topic";

    public override string Id => Kind;

    public override string Label => "SNS topic";

    // A subscription's ARN is its topic's with an id after a further colon.
    public override ArnShape Arn { get; } = new("sns", "", "alarms", "alarms") { Name = rest => ArnShape.Without(rest, ':') };

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateTopic") with { NameTheArn = true };

    public override KindScope Scope => KindScope.Regional;
}
