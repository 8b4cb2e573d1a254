using System.Collections.ObjectModel;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>A broker of ours runs the engine that POS is made for, in the mode that is laid down.</summary>
public sealed class BrokerEngineAndMode : ResourceRule
{
    private static readonly ReadOnlyDictionary<string, string> Engines =
        new(new Dictionary<string, string> { ["RabbitMQ"] = "RABBITMQ", ["ActiveMQ"] = "ACTIVEMQ" });

    private static readonly ReadOnlyDictionary<string, string> Modes = new(new Dictionary<string, string>
    {
        ["single-instance"] = "SINGLE_INSTANCE",
        ["cluster"] = "CLUSTER_MULTI_AZ",
        ["active-standby"] = "ACTIVE_STANDBY_MULTI_AZ",
    });

    public override string Word => "broker-engine-and-mode";

    public override string Label => "Broker’s engine and mode";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => MqBroker.Kind;

    public override IReadOnlyList<RuleParameter> Takes { get; } =
    [
        new("engine", $"the broker’s engine: {string.Join(", ", Engines.Keys)}", "RabbitMQ", "Kafka"),
        new("mode", $"how it is deployed: {string.Join(", ", Modes.Keys)}", "single-instance", "everywhere"),
    ];

    public override RuleExample Passes { get; } = new(
        "RabbitMQ on one instance.",
        ExampleEstate.Broker("mq-POS-01", """{"engine":"RABBITMQ","deploymentMode":"SINGLE_INSTANCE"}"""));

    public override RuleExample Breaks { get; } = new(
        "A cluster, which costs three instances.",
        ExampleEstate.Broker("mq-POS-01", """{"engine":"RABBITMQ","deploymentMode":"CLUSTER_MULTI_AZ"}"""));

    internal override RuleParameters Read(RuleReading reading) =>
        new Parameters(Key(reading, "engine", Engines), Key(reading, "mode", Modes));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context);

    private static string Key(RuleReading reading, string key, ReadOnlyDictionary<string, string> words) =>
        words.Keys.ElementAt(reading.With.Word(key, BookWords.Of([.. words.Keys.Select((k, i) => (k, i))])));

    /// <param name="Engine">As people write it.</param>
    /// <param name="Mode">As people write it.</param>
    public sealed record Parameters(string Engine, string Mode) : RuleParameters;

    private sealed class Judgement(RuleContext context) : OursRule(context)
    {
        private readonly Parameters _expected = (Parameters)context.Convention.Parameters;

        protected override Outcome JudgeFacts(in ResourceView view)
        {
            var (engine, mode) = (Facts.Text(in view, "engine"), Facts.Text(in view, "deploymentMode"));
            if (Differs(engine, Engines[_expected.Engine]) || Differs(mode, Modes[_expected.Mode])) return Outcome.Violation;
            return engine is null || mode is null ? Outcome.NotEvaluated : Outcome.Pass;
        }

        public override Violation Describe(in ResourceView view)
        {
            var engine = Said(Facts.Text(in view, "engine"), Engines);
            var mode = Said(Facts.Text(in view, "deploymentMode"), Modes);
            var expected = $"{_expected.Engine}, {_expected.Mode}";
            return Violated(
                view, $"{Phrases.Named(view)} is {engine}, {mode}, not {expected}", expected, $"{engine}, {mode}",
                Evidence.Of([new("Engine", engine), new("Deployment mode", mode)]));
        }

        public override string Reason(in ResourceView view) => Facts.AreRead(in view)
            ? "Amazon MQ did not tell the broker’s engine, or how it is deployed." : base.Reason(in view);

        private static bool Differs(string? told, string expected) =>
            told is not null && !string.Equals(told, expected, StringComparison.OrdinalIgnoreCase);

        private static string Said(string? told, ReadOnlyDictionary<string, string> words) =>
            told is null ? "unknown"
            : words.FirstOrDefault(w => string.Equals(w.Value, told, StringComparison.OrdinalIgnoreCase)).Key ?? RedactedText.Of(told);
    }
}
