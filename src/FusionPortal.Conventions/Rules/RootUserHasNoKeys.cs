using System.Globalization;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// An account's root user has no access key: whoever holds one may do everything in the account, and nobody can say who it was.
/// </summary>
public sealed class RootUserHasNoKeys : ResourceRule
{
    public override string Word => "root-user-has-no-keys";

    public override string Label => "Root user has no access keys";

    public override RuleCategory Category => RuleCategory.People;

    public override int FirstFormat => 3;

    public override string ExampleKind => IamRootUser.Kind;

    public override RuleExample Passes { get; } = new(
        "Nobody can act as root without its password.", ExampleEstate.With(ExampleEstate.Root, """{"accessKeys":0}"""));

    public override RuleExample Breaks { get; } = new(
        "It has a key: whoever has that is root.", ExampleEstate.With(ExampleEstate.Root, """{"accessKeys":1}"""));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : CredentialJudgement(convention)
    {
        public override Outcome Judge(in ResourceView view) => Facts.Count(view, "accessKeys") switch
        {
            null => Outcome.NotEvaluated,
            0 => Outcome.Pass,
            _ => Outcome.Violation,
        };

        public override Violation Describe(in ResourceView view)
        {
            var keys = Facts.Count(view, "accessKeys")!.Value;
            var said = keys == 1 ? "an active access key" : $"{keys.ToString(CultureInfo.InvariantCulture)} active access keys";
            return Violated(
                view, $"{Who(view)} has {said}", "no access key", said,
                Evidence.Of(new("Active access keys", keys.ToString(CultureInfo.InvariantCulture)),
                    new("Account", view.Resource.AccountId)));
        }
    }
}
