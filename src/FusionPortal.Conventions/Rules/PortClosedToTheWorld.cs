using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// No security group, whosever it is, lets the whole world in on a port: by itself, inside a range of ports, with every protocol, over IPv4
/// or over IPv6.
/// </summary>
public sealed class PortClosedToTheWorld : ResourceRule
{
    public override string Word => "port-closed-to-the-world";

    public override string Label => "Port is closed to the world";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => SecurityGroup.Kind;

    public override IReadOnlyList<RuleParameter> Takes { get; } =
        [new("port", "the TCP port that stays closed", "1433", "70000")];

    public override RuleExample Passes { get; } = new(
        "One person’s address may reach the database.",
        ExampleEstate.SecurityGroup(
            "SG-POS-DB", """[{"protocol":"tcp","fromPort":1433,"toPort":1433,"source":"198.51.100.11/32","description":"Ana Ruiz"}]"""));

    public override RuleExample Breaks { get; } = new(
        "Everybody may reach the database.",
        ExampleEstate.SecurityGroup(
            "SG-POS-DB", """[{"protocol":"tcp","fromPort":1000,"toPort":2000,"source":"0.0.0.0/0"}]"""));

    internal override RuleParameters Read(RuleReading reading) => new Parameters(reading.With.Number("port", 1, 65_535));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    public sealed record Parameters(int Port) : RuleParameters;

    private sealed class Judgement(Convention convention) : CompiledRule(convention)
    {
        private readonly int _port = ((Parameters)convention.Parameters).Port;

        public override bool NeedsTags(in ResourceView view) => false;

        public override Outcome Judge(in ResourceView view)
        {
            if (InboundRules.Of(in view) is not var (rules, allRead)) return Outcome.NotEvaluated;
            foreach (var rule in rules)
                if (IsOpen(rule)) return Outcome.Violation;
            foreach (var rule in rules)
                if (IsUnknown(rule)) return Outcome.NotEvaluated;
            return allRead ? Outcome.Pass : Outcome.NotEvaluated;
        }

        public override Violation Describe(in ResourceView view)
        {
            var open = InboundRules.Of(in view)!.Value.Rules.Where(IsOpen).ToList();
            var sources = Phrases.List([.. open.Select(r => RedactedText.Of(r.Source!)).Distinct().Take(3)]);
            return Violated(
                view, $"{Phrases.Named(view)} lets the whole world in on port {_port}, from {sources}",
                $"port {_port} open to single addresses and groups only", $"open to {sources}",
                Evidence.Of([.. open.Take(EvidenceRules.Most).Select(EvidenceRules.Fact)]));
        }

        public override string Reason(in ResourceView view) => Unknown(in view) is { } source
            ? $"Port {_port} is open to {RedactedText.Of(source)}, and which addresses that holds has not been read."
            : InboundRules.Of(in view) is null
            ? "No source of the scan has read the group’s rules." : "One of the group’s rules could not be read.";

        public override string Answer(in ResourceView view) => Unknown(in view) is null
            ? "A complete reading of EC2." : "Addresses or a security group in place of the prefix list.";

        private string? Unknown(in ResourceView view) =>
            InboundRules.Of(in view) is var (rules, _) ? rules.Where(IsUnknown).Select(r => r.Source).FirstOrDefault() : null;

        private bool IsUnknown(InboundRule rule) => rule.IsOfUnknownSource && rule.Opens(_port);

        private bool IsOpen(InboundRule rule) => rule.IsWorld && rule.Opens(_port);
    }
}
