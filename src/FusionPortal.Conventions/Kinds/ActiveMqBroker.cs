namespace FusionPortal.Conventions.Kinds;

/// <summary>Amazon MQ's ActiveMQ brokers, which it lists among the RabbitMQ ones.</summary>
public sealed class ActiveMqBroker : ResourceKind
{
    public const string Kind = "activemq-broker";

    public override string Id => Kind;

    public override string Label => "ActiveMQ broker";

    public override string ShortLabel => "broker";

    public override ArnShape Arn => MqBroker.Shape;

    public override string ListedAmong => MqBroker.Kind;

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateBroker");

    public override KindScope Scope => KindScope.Regional;

    public override string? NameProblem(string name) => NameLimits.Broker(name);
}
