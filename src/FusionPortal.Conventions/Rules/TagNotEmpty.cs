using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Characters;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// No spelling of the organization tag is empty.
/// </summary>
public sealed class TagNotEmpty : ResourceRule
{
    public override string Word => "tag-not-empty";

    public override string Label => "Organization tag has a value";

    public override RuleCategory Category => RuleCategory.Tag;

    public override RuleExample Passes { get; } = new(
        "The tag says whose it is.", ExampleEstate.Queue("orders", ("OrgId", "acme")));

    public override RuleExample Breaks { get; } = new(
        "The tag is there and says nothing.", ExampleEstate.Queue("orders", ("OrgId", "")));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : CompiledRule(convention)
    {
        public override bool NeedsTags(in ResourceView view) => true;

        public override Outcome Judge(in ResourceView view) =>
            !view.Tag.IsPresent ? Outcome.DoesNotApply : view.Tag.HasEmpty ? Outcome.Violation : Outcome.Pass;

        public override Violation Describe(in ResourceView view)
        {
            var spellings = Spellings.Of(view);
            var empty = Spellings.Shown(spellings.First(s => Spelling.IsBlank(s.Value)).Key);
            var orgId = view.Organization?.OrgId;
            return Violated(
                view, $"{Phrases.Subject(view)} has an empty {empty} tag", orgId ?? "an organization ID", "empty",
                Evidence.Of(
                    [.. spellings.Select(
                    s => new EvidenceFact(
                    $"Tag {Spellings.Shown(s.Key)}", Spelling.IsBlank(s.Value) ? "empty" : RedactedText.OfTag(s.Key, s.Value)))]),
                orgId);
        }
    }
}
