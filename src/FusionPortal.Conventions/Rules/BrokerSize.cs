using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// A broker of ours has the size that is usual for what it serves. In a production account, where staging lives as well, both sizes are
/// usual unless a tag says which it is. A size says nothing of a place: it is never a mix-up.
/// </summary>
public sealed class BrokerSize : ResourceRule
{
    public override string Word => "broker-size";

    public override string Label => "Broker has the usual size";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => MqBroker.Kind;

    public override IReadOnlyList<RuleParameter> Takes { get; } =
    [
        new("production", "the size for production, the last word of the instance’s type", "large", "mq.m5.large"),
        new("elsewhere", "the size for everything else", "micro", "mq.t3.micro"),
    ];

    public override RuleExample Passes { get; } = new(
        "Large enough for production.", ExampleEstate.Broker("mq-POS-01", """{"hostInstanceType":"mq.m5.large"}"""));

    public override RuleExample Breaks { get; } = new(
        "Neither what production needs nor what staging does.",
        ExampleEstate.Broker("mq-POS-01", """{"hostInstanceType":"mq.m5.4xlarge"}"""));

    internal override RuleParameters Read(RuleReading reading) => new Parameters(Size(reading, "production"), Size(reading, "elsewhere"));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context);

    private static string Size(RuleReading reading, string key)
    {
        var size = reading.With.Text(key);
        if (size.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c)))
            reading.With.Report(
                reading.With.PlaceOf(key), $"\"{size}\" is no size: the last word of an instance's type, as large of mq.m5.large.");
        return size;
    }

    public sealed record Parameters(string Production, string Elsewhere) : RuleParameters;

    private sealed class Judgement(RuleContext context) : OursRule(context)
    {
        private readonly Parameters _usual = (Parameters)context.Convention.Parameters;

        protected override bool DependsOnTags(in ResourceView view) => view.Role == AccountRole.Production;

        protected override Outcome JudgeFacts(in ResourceView view)
        {
            if (view.Role == AccountRole.Undeclared || Size(in view) is not { Length: > 0 } size) return Outcome.NotEvaluated;
            return IsUsual(in view, size) ? Outcome.Pass : Outcome.Violation;
        }

        public override Violation Describe(in ResourceView view)
        {
            var type = RedactedText.Of(Facts.Text(in view, "hostInstanceType")!);
            var environment = Environment(in view);
            var (expected, what) = environment switch
            {
                null when view.Role == AccountRole.Production =>
                    ($"{_usual.Production}, or {_usual.Elsewhere} for staging", "a production account"),
                EnvironmentKind.Production => (_usual.Production, "production"),
                { } known => (_usual.Elsewhere, Phrases.Word(known)),
                null => (_usual.Elsewhere, "a non-production account"),
            };
            return Violated(
                view, $"{Phrases.Named(view)} is {type}; for {what} {expected} is usual", expected, type,
                Evidence.Of([new("Instance type", type), Witnesses.Account(view)]));
        }

        public override string Reason(in ResourceView view) =>
            !Facts.AreRead(in view) ? base.Reason(in view)
            : view.Role == AccountRole.Undeclared ? UndeclaredAccount.Reason(view)
            : "Amazon MQ did not tell the type of the broker’s instance.";

        public override string Answer(in ResourceView view) => Facts.AreRead(in view) && view.Role == AccountRole.Undeclared
            ? "Declaring what the account is for, on the page Accounts or over the API." : base.Answer(in view);

        private bool IsUsual(in ResourceView view, ReadOnlySpan<char> size) => Environment(in view) switch
        {
            EnvironmentKind.Production => size.SequenceEqual(_usual.Production),
            null when view.Role == AccountRole.Production => size.SequenceEqual(_usual.Production) || size.SequenceEqual(_usual.Elsewhere),
            _ => size.SequenceEqual(_usual.Elsewhere),
        };

        // What the broker's own tags say it serves; a client's tag says whose it is, not which of the client's installations it serves.
        private static EnvironmentKind? Environment(in ResourceView view)
        {
            EnvironmentKind? found = null;
            foreach (var (key, value) in view.Resource.Tags)
            {
                if (!view.Words.IsKey(key)) continue;
                var said = view.Words.InTag(value);
                if (said is { Hosted.IsFound: true, Foreign.IsFound: true } or { IsFound: false }) continue;
                var means = said.Hosted.IsFound ? said.Hosted.Means : said.Foreign.Means;
                // Two tags that disagree say nothing.
                if (found is { } other && other != means) return null;
                found = means;
            }

            return found ?? view.Organization?.Environment;
        }

        private static ReadOnlySpan<char> Size(in ResourceView view) =>
            Facts.Text(in view, "hostInstanceType") is { } type && type.LastIndexOf('.') is var dot and >= 0
                ? type.AsSpan(dot + 1) : default;
    }
}
