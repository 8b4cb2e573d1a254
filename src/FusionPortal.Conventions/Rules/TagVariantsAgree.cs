using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// Organization tags in several spellings say the same.
/// </summary>
public sealed class TagVariantsAgree : ResourceRule
{
    public override string Word => "tag-variants-agree";

    public override string Label => "Organization tags agree";

    public override RuleCategory Category => RuleCategory.Tag;

    public override RuleExample Passes { get; } = new(
        "Two spellings with one value.", ExampleEstate.Queue("orders", ("OrgId", "acme"), ("OrgID", "acme")));

    public override RuleExample Breaks { get; } = new(
        "Two spellings that name two clients.", ExampleEstate.Queue("orders", ("OrgId", "acme"), ("OrgID", "kiteqa")));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention, context.Book);

    private sealed class Judgement(Convention convention, ConventionBook book) : CompiledRule(convention)
    {
        public override bool NeedsTags(in ResourceView view) => true;

        public override Outcome Judge(in ResourceView view) =>
            view.Tag.Spellings < 2 ? Outcome.DoesNotApply : view.Tag.Differ ? Outcome.Violation : Outcome.Pass;

        public override Violation Describe(in ResourceView view)
        {
            var spellings = Spellings.Of(view);
            var records = view.Records;
            var told =
                Phrases.List([.. spellings.Select(s => $"{Spellings.Shown(s.Key)}={Spellings.ShownValue(records, s.Key, s.Value)}")]);
            return Violated(
                view, $"{Phrases.Subject(view)} names two organizations: {told}",
                $"one organization, in {(view.Tag.Misspelled ? book.Settings.OrganizationTagKeys[0] : view.Tag.Key)}", told,
                Undecided.With(
                    Evidence.Of(
                    [.. spellings.Select(
                    s => new EvidenceFact($"Tag {Spellings.Shown(s.Key)}", Spellings.ShownValue(records, s.Key, s.Value)))]), view),
                (view.ByRecord ?? view.ByName)?.OrgId);
        }
    }
}
