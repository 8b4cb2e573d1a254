using System.Globalization;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// Whoever may sign in to the console with a password has set up a second factor: people, and an account's root user, of which the
/// credential report never says whether it has a password. A user without one is not judged.
/// </summary>
public sealed class ConsoleUserHasMfa : ResourceRule
{
    public override string Word => "console-user-has-mfa";

    public override string Label => "Console user has a second factor";

    public override RuleCategory Category => RuleCategory.People;

    public override int FirstFormat => 3;

    public override string ExampleKind => IamUser.Kind;

    public override RuleExample Passes { get; } = new(
        "Password and second factor.", ExampleEstate.With(ExampleEstate.User("ana.ruiz"), """{"consolePassword":true,"mfa":true}"""));

    public override RuleExample Breaks { get; } = new(
        "A password alone.", ExampleEstate.With(ExampleEstate.User("ana.ruiz"), """{"consolePassword":true,"mfa":false}"""));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : CredentialJudgement(convention)
    {
        public override Outcome Judge(in ResourceView view) => HasPassword(in view) switch
        {
            false => Outcome.DoesNotApply,
            null => Outcome.NotEvaluated,
            true => Facts.Flag(view, "mfa") switch { true => Outcome.Pass, false => Outcome.Violation, null => Outcome.NotEvaluated },
        };

        public override Violation Describe(in ResourceView view)
        {
            var facts = new List<EvidenceFact> { new("Second factor", "none") };
            if (!IsRoot(in view)) facts.Insert(0, new("Console password", "set"));
            if (Facts.Day(view, "passwordLastUsed") is { } used)
                facts.Add(new("Password last used", used.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            return Violated(
                view, $"{Who(view)} may sign in with a password alone", "a second factor", "none", Evidence.Of(facts));
        }

        private static bool? HasPassword(in ResourceView view) => IsRoot(in view) ? true : Facts.Flag(view, "consolePassword");

        private static bool IsRoot(in ResourceView view) => view.Resource.Kind == IamRootUser.Kind;
    }
}
