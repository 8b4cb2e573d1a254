using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Environments;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// An environment tag is a person’s word, and worth more than a hint. On a resource whose organization is known it has to say an
/// environment of the same kind of account, or it is a wrong label. Where nobody knows whose the resource is, a tag in a production account
/// that says another environment leaves the resource undecided.
/// </summary>
public sealed class EnvironmentTagAgrees : ResourceRule
{
    public override string Word => "environment-tag-agrees";

    public override string Label => "Environment tag is true";

    public override RuleCategory Category => RuleCategory.Environment;

    internal override RuleParameters Read(RuleReading reading)
    {
        if (reading.Vocabulary.IsEmpty)
            reading.Report(
                $"{reading.Id} judges environment tags, so the book has to say which words they hold: add \"environment-words\".");
        return RuleParameters.None;
    }

    public override RuleExample Passes { get; } = new(
        "A production client’s queue that says so.", ExampleEstate.Queue("orders", ("OrgId", "acme"), ("Environment", "prod")));

    public override RuleExample Breaks { get; } = new(
        "A production client’s queue that calls itself QA.", ExampleEstate.Queue("orders", ("OrgId", "acme"), ("Environment", "qa")));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention, context.Book, context.Words);

    private sealed class Judgement(Convention convention, ConventionBook book, EnvironmentWordFinder words) : CompiledRule(convention)
    {
        private readonly bool _tellsOfTenants = book.Has<TenantsBelongHere>();

        public override bool NeedsTags(in ResourceView view) => true;

        public override Outcome Judge(in ResourceView view)
        {
            var tags = EnvironmentTags.Read(view.Resource.Tags, words);
            if (!tags.IsFound) return Outcome.DoesNotApply;
            if (Owner(view) is { } owner)
            {
                var hosted = book.Settings.BelongsInProduction(owner.Environment);
                if ((hosted ? tags.ForeignKey : tags.HostedKey) is null) return Outcome.Pass;
                // In the wrong place altogether: that is told already, and the tag stands among the witnesses there.
                return view.Role != AccountRole.Undeclared && hosted != (view.Role == AccountRole.Production) ? Outcome.DoesNotApply
                    : Outcome.Violation;
            }

            // Other accounts may host what they like of applications that are not POS, production of those included.
            return view.Role switch
            {
                // Who belongs elsewhere is told with its tenants already.
                AccountRole.Production => tags.ForeignKey is null ? Outcome.Pass
                    : _tellsOfTenants && Tenants.Sides(in view, book.Settings).Foreign ? Outcome.DoesNotApply
                    : Outcome.Violation,
                AccountRole.Undeclared => tags.ForeignKey is null ? Outcome.DoesNotApply : Outcome.NotEvaluated,
                _ => Outcome.DoesNotApply,
            };
        }

        public override Violation Describe(in ResourceView view)
        {
            var tags = EnvironmentTags.Read(view.Resource.Tags, words);
            var owner = Owner(view);
            var foreign = owner is null || book.Settings.BelongsInProduction(owner.Environment);
            var key = foreign ? tags.ForeignKey! : tags.HostedKey!;
            var means = Phrases.Word((foreign ? tags.Foreign : tags.Hosted).Means);
            var tag = $"{RedactedText.Of(key)}={RedactedText.OfTag(key, view.Resource.Tags[key])}";
            var evidence =
                new Evidence(
                Witnesses.Of(view),
                [new EvidenceFact($"Tag {RedactedText.Of(key)}", RedactedText.OfTag(key, view.Resource.Tags[key])),
                    Witnesses.Account(view)]);
            if (owner is not null)
            {
                return Violated(
                    view, $"{Phrases.Subject(view)} is labelled {means} and is {Phrases.Word(owner.Environment)}: {tag}",
                    $"{Phrases.Word(owner.Environment)}, as {owner.OrgId} is recorded", tag,
                        evidence with { Verdict = PlacementVerdict.WrongLabel },
                    $"{RedactedText.Of(key)}={owner.Environment}");
            }

            // What installs record weighs more than a tag: where all of its tenants belong here, the label is wrong.
            if (Tenants.Sides(in view, book.Settings) is { Any: true, Foreign: false })
            {
                var served = Phrases.List([.. Tenants.Of(view).Select(t => $"{t.OrgId} ({Phrases.Word(t.Environment)})")]);
                return Violated(
                    view, $"{Phrases.Named(view)} in {view.AccountName} is labelled {means} and serves {served}: {tag}",
                    $"what {served} may use", tag, evidence with { Verdict = PlacementVerdict.WrongLabel });
            }

            return Violated(
                view, $"{Phrases.Named(view)} in {view.AccountName} is labelled {means}: {tag}",
                $"what {view.AccountName} may host", tag,
                evidence with
                {
                    Verdict = PlacementVerdict.Undecided,
                    Decides = view.IsUndecided
                        ? "Finding out whose it is decides: organization tags or name and tag disagree."
                        : "Whose it is decides: an organization tag with a known client tells whether the place is wrong or the label.",
                });
        }

        public override string Reason(in ResourceView view) => UndeclaredAccount.Reason(view);

        private static OrganizationRecord? Owner(in ResourceView view) => view.IsUndecided ? null : view.Organization;
    }
}
