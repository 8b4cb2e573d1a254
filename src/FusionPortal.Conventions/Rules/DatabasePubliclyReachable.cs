using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>A database instance of ours can be reached from outside its network, as the synchronization of older installations
/// needs.</summary>
public sealed class DatabasePubliclyReachable : ResourceRule
{
    private const string Fact = "publiclyAccessible";

    public override string Word => "database-publicly-reachable";

    public override string Label => "Database is publicly reachable";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => RdsInstance.Kind;

    public override RuleExample Passes { get; } = new(
        "Installations on site reach it.", ExampleEstate.Database("db-pos-01", """{"publiclyAccessible":true}"""));

    public override RuleExample Breaks { get; } = new(
        "Installations on site cannot reach it.", ExampleEstate.Database("db-pos-01", """{"publiclyAccessible":false}"""));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context);

    private sealed class Judgement(RuleContext context) : OursRule(context)
    {
        protected override Outcome JudgeFacts(in ResourceView view) => Facts.Flag(in view, Fact) switch
        {
            true => Outcome.Pass,
            false => Outcome.Violation,
            null => Outcome.NotEvaluated,
        };

        public override Violation Describe(in ResourceView view) => Violated(
            view, $"{Phrases.Named(view)} cannot be reached from outside its VPC, as the synchronization needs for now",
            "publicly accessible", "not publicly accessible", Evidence.Of(new EvidenceFact("Publicly accessible", "no")));

        public override string Reason(in ResourceView view) =>
            Facts.AreRead(in view) ? "RDS did not tell whether it is publicly accessible." : base.Reason(in view);
    }
}
