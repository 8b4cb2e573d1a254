using System.Globalization;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// No active access key of a user is older than so many days. A user without an active key is not judged.
/// </summary>
public sealed class AccessKeysAreYoung : ResourceRule
{
    public override string Word => "access-keys-are-young";

    public override string Label => "Access key is not too old";

    public override RuleCategory Category => RuleCategory.People;

    public override int FirstFormat => 3;

    public override string ExampleKind => IamUser.Kind;

    public override IReadOnlyList<RuleParameter> Takes { get; } = DaysParameter.Takes("how old an active key may be", "365");

    public override bool CountsDays => true;

    public override RuleExample Passes { get; } = new(
        "Made two months ago.", ExampleEstate.With(ExampleEstate.User("ana.ruiz"), """{"accessKeys":1,"accessKeyCreated":"2026-01-30"}"""));

    public override RuleExample Breaks { get; } = new(
        "Made years ago.", ExampleEstate.With(ExampleEstate.User("ana.ruiz"), """{"accessKeys":1,"accessKeyCreated":"2023-01-30"}"""));

    internal override RuleParameters Read(RuleReading reading) => DaysParameter.Read(reading);

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention, context.Day);

    private sealed class Judgement(Convention convention, DateOnly? day) : CredentialJudgement(convention)
    {
        private readonly int _days = ((DaysParameter)convention.Parameters).Days;

        public override Outcome Judge(in ResourceView view)
        {
            if (Facts.Count(view, "accessKeys") is not { } keys) return Outcome.NotEvaluated;
            if (keys == 0) return Outcome.DoesNotApply;
            if (day is not { } today || Facts.Day(view, "accessKeyCreated") is not { } made) return Outcome.NotEvaluated;
            return today.DayNumber - made.DayNumber > _days ? Outcome.Violation : Outcome.Pass;
        }

        public override Violation Describe(in ResourceView view)
        {
            var made = Facts.Day(view, "accessKeyCreated")!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var facts = new List<EvidenceFact> { new("Oldest active key made", made) };
            if (Facts.Day(view, "accessKeyLastUsed") is { } used)
                facts.Add(new("A key last used", used.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            return Violated(
                view, $"{Who(view)} has an access key of {made}", $"no key older than {_days} days", made, Evidence.Of(facts));
        }

        public override string Reason(in ResourceView view) =>
            day is null ? "Nobody said on which day it is judged, so no days can be counted." : base.Reason(in view);

        public override string Answer(in ResourceView view) => day is null ? "The next judging." : base.Answer(in view);
    }
}
