using System.Globalization;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// Nobody has signed in as an account's root user, or used a key of it, within so many days. AWS tells the day of the last use, for a few
/// tasks it is the only user that may do them.
/// </summary>
public sealed class RootUserNotUsed : ResourceRule
{
    public override string Word => "root-user-not-used";

    public override string Label => "Root user is not used";

    public override RuleCategory Category => RuleCategory.People;

    public override int FirstFormat => 3;

    public override string ExampleKind => IamRootUser.Kind;

    public override IReadOnlyList<RuleParameter> Takes { get; } = DaysParameter.Takes("how long nobody may have used it", "90");

    public override bool CountsDays => true;

    public override RuleExample Passes { get; } = new(
        "It was used last year.", ExampleEstate.With(ExampleEstate.Root, """{"rootUse":"2025-03-01T09:30:00Z","accessKeys":0}"""));

    public override RuleExample Breaks { get; } = new(
        "Somebody signed in as root this month.",
        ExampleEstate.With(ExampleEstate.Root, """{"rootUse":"2026-03-20T09:30:00Z","accessKeys":0}"""));

    internal override RuleParameters Read(RuleReading reading) => DaysParameter.Read(reading);

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention, context.Day);

    private sealed class Judgement(Convention convention, DateOnly? day) : CredentialJudgement(convention)
    {
        private readonly int _days = ((DaysParameter)convention.Parameters).Days;

        public override Outcome Judge(in ResourceView view)
        {
            if (!Facts.AreRead(view) || Facts.IsDenied(view, "credentialReport") || day is not { } today) return Outcome.NotEvaluated;
            // The report has a row of root and no use in it: never, as far as AWS remembers.
            if (!Facts.Has(view, "rootUse")) return Outcome.Pass;
            return Facts.Day(view, "rootUse") is not { } used ? Outcome.NotEvaluated
                : today.DayNumber - used.DayNumber < _days ? Outcome.Violation : Outcome.Pass;
        }

        public override Violation Describe(in ResourceView view)
        {
            var used = Facts.Day(view, "rootUse")!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return Violated(
                view, $"{Who(view)} was used on {used}", $"no use for {_days} days", used,
                Evidence.Of(new("Last use", used), new("Account", view.Resource.AccountId)));
        }

        public override string Reason(in ResourceView view) =>
            day is null ? "Nobody said on which day it is judged, so no days can be counted." : base.Reason(in view);

        public override string Answer(in ResourceView view) => day is null ? "The next judging." : base.Answer(in view);
    }
}
