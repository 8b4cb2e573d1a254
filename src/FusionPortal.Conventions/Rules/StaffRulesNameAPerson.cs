using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Naming;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// In the security group by which the staff reach databases, each rule lets in one address, with a person's name beside it. Whether a text
/// is a person's name nobody can tell; that there is one can be seen.
/// </summary>
public sealed class StaffRulesNameAPerson : ResourceRule
{
    public override string Word => "staff-rules-name-a-person";

    public override string Label => "Staff’s rules name one address and a person";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => SecurityGroup.Kind;

    public override IReadOnlyList<RuleParameter> Takes { get; } =
        [new("pattern", "what such a group is called, made of the book’s parts; letter case makes no difference", "SG-{product}-OPS",
            "SG-{colour}-OPS")];

    public override RuleExample Passes { get; } = new(
        "One address of one of the staff, who is named.",
        ExampleEstate.SecurityGroup(
            "SG-POS-OPS", """[{"protocol":"tcp","fromPort":1433,"toPort":1433,"source":"198.51.100.11/32","description":"Ana Ruiz"}]"""));

    public override RuleExample Breaks { get; } = new(
        "One address, and nobody knows whose.",
        ExampleEstate.SecurityGroup("SG-POS-OPS", """[{"protocol":"tcp","fromPort":1433,"toPort":1433,"source":"198.51.100.11/32"}]"""));

    internal override RuleParameters Read(RuleReading reading)
    {
        var text = reading.With.Text("pattern");
        NamePattern? pattern = null;
        if (text.Length > 0 && !NamePattern.TryParse(text, reading.Parts, ignoreCase: true, out pattern, out var error))
            reading.With.Report(reading.With.PlaceOf("pattern"), $"\"{text}\" is no pattern. {error}");
        return new Parameters(pattern);
    }

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context);

    /// <param name="Group">Null only while a faulty book is read.</param>
    public sealed record Parameters(NamePattern? Group) : RuleParameters;

    private sealed class Judgement(RuleContext context) : CompiledRule(context.Convention)
    {
        private readonly NamePattern _group = ((Parameters)context.Convention.Parameters).Group!;

        public override bool NeedsTags(in ResourceView view) => false;

        public override Outcome Judge(in ResourceView view)
        {
            if (!_group.IsMatch(view.Resource.Name)) return Outcome.DoesNotApply;
            if (InboundRules.Of(in view) is not var (rules, allRead)) return Outcome.NotEvaluated;
            foreach (var rule in rules)
                if (IsWrong(rule)) return Outcome.Violation;
            return allRead ? Outcome.Pass : Outcome.NotEvaluated;
        }

        public override Violation Describe(in ResourceView view)
        {
            var wrong = InboundRules.Of(in view)!.Value.Rules.Where(IsWrong).ToList();
            var (named, first) = (Phrases.Named(view), wrong[0]);
            var source = RedactedText.Of(first.Source!);
            var title = wrong.Count > 1 ? $"{named} has {wrong.Count} rules without one address and a person’s name"
                : first.IsOneAddress ? $"{named} lets {source} in, and no person’s name stands beside it"
                : $"{named} lets {source} in, which is not one person’s address";
            return Violated(
                view, title, "one address and a person’s name in each rule", wrong.Count > 1 ? $"{wrong.Count} rules without" : first.Shown,
                Evidence.Of([.. wrong.Take(EvidenceRules.Most).Select(EvidenceRules.Fact)]));
        }

        public override string Reason(in ResourceView view) => InboundRules.Of(in view) is null
            ? "No source of the scan has read the group’s rules." : "One of the group’s rules could not be read.";

        public override string Answer(in ResourceView view) => "A complete reading of EC2.";

        private static bool IsWrong(InboundRule rule) =>
            !rule.IsOneAddress || rule.Description is null || Characters.Spelling.IsBlank(rule.Description);
    }
}
