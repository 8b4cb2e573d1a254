using System.Globalization;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// A user has one active access key at most. Two are usual while one is replaced, and then one of them has to go. None is usual right after
/// an install.
/// </summary>
public sealed class OneActiveAccessKey : ResourceRule
{
    public override string Word => "one-active-access-key";

    public override string Label => "One active access key at most";

    public override RuleCategory Category => RuleCategory.People;

    public override int FirstFormat => 3;

    public override string ExampleKind => IamUser.Kind;

    public override RuleExample Passes { get; } = new(
        "One key, as every server that uses it has.", ExampleEstate.With(ExampleEstate.User("ana.ruiz"), """{"accessKeys":1}"""));

    public override RuleExample Breaks { get; } = new(
        "Two keys: while one is replaced, or since.", ExampleEstate.With(ExampleEstate.User("ana.ruiz"), """{"accessKeys":2}"""));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : CredentialJudgement(convention)
    {
        public override Outcome Judge(in ResourceView view) => Facts.Count(view, "accessKeys") switch
        {
            null => Outcome.NotEvaluated,
            0 or 1 => Outcome.Pass,
            _ => Outcome.Violation,
        };

        public override Violation Describe(in ResourceView view)
        {
            var keys = Facts.Count(view, "accessKeys")!.Value.ToString(CultureInfo.InvariantCulture);
            return Violated(
                view, $"{Who(view)} has {keys} active access keys", "one at most", keys,
                Evidence.Of(new EvidenceFact("Active access keys", keys)));
        }
    }
}
