using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// A shared resource carries no organization tag.
/// </summary>
public sealed class TagNotOnShared : ResourceRule
{
    public override string Word => "tag-not-on-shared";

    public override string Label => "Shared resource is tagged with no client";

    public override RuleCategory Category => RuleCategory.Tag;

    public override RuleExample Passes { get; } = new(
        "It serves many clients and names none.", ExampleEstate.Queue("orders"));

    public override RuleExample Breaks { get; } = new(
        "It would be billed to one client alone.", ExampleEstate.Queue("orders", ("OrgId", "acme")));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : CompiledRule(convention)
    {
        public override bool NeedsTags(in ResourceView view) => true;

        public override Outcome Judge(in ResourceView view) => view.Tag.HasValue ? Outcome.Violation : Outcome.Pass;

        public override Violation Describe(in ResourceView view)
        {
            var key = Spellings.Shown(view.Tag.Key!);
            var value = view.ShownTag;
            return Violated(
                view, $"{Phrases.Named(view)} carries the organization tag {key}={value}",
                "no organization tag, unless dedicated", value, Evidence.Of(new EvidenceFact($"Tag {key}", value)));
        }
    }
}
