namespace FusionPortal.Conventions.Kinds;

/// <summary>Amazon MQ's RabbitMQ brokers.</summary>
public sealed class MqBroker : ResourceKind
{
    public const string Kind = "mq-broker";

    public override string Id => Kind;

    public override string Label => "message broker";

    public override string ShortLabel => "broker";

    public override string Title => "MQ broker";

    internal static ArnShape Shape { get; } = new("mq", "broker:", "broker:mq-POS-01:b-1234-5678", "mq-POS-01")
    {
        Name = rest => ArnShape.Before(rest, ':'),
    };

    public override ArnShape Arn => Shape;

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateBroker");

    public override KindScope Scope => KindScope.Regional;

    public override IReadOnlyList<ShownFact> Shows { get; } =
    [
        ShownFact.Of("engine", "engine", "engine"),
        ShownFact.Of("deployment-mode", "deployment mode", "deploymentMode"),
        ShownFact.Of("instance-type", "instance type", "hostInstanceType"),
    ];

    public override string? NameProblem(string name) => NameLimits.Broker(name);
}
