using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// The organization tag says the same as the resource’s name, or as the record of its name.
/// </summary>
public sealed class TagAgreesWithName : ResourceRule
{
    public override string Word => "tag-agrees-with-name";

    public override string Label => "Organization tag agrees with the name";

    public override RuleCategory Category => RuleCategory.Tag;

    public override RuleExample Passes { get; } = new(
        "Name and tag say the same client.", ExampleEstate.Bucket("fusion-rms-acme", ("OrgId", "acme")));

    public override RuleExample Breaks { get; } = new(
        "The name says one client and the tag another.", ExampleEstate.Bucket("fusion-rms-acme", ("OrgId", "kiteqa")));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : CompiledRule(convention)
    {
        public override bool NeedsTags(in ResourceView view) => true;

        public override Outcome Judge(in ResourceView view)
        {
            if (!view.Tag.HasValue || (view.ByRecord is null && view.NamePattern is null)) return Outcome.DoesNotApply;
            var byName = view.ByRecord is { } recorded ? recorded.OrgId : view.NameOrgId;
            var byTag = view.ByTag is { } known ? known.OrgId : view.Tag.Value.AsSpan().Trim();
            return byTag.Equals(byName, StringComparison.OrdinalIgnoreCase) ? Outcome.Pass : Outcome.Violation;
        }

        public override Violation Describe(in ResourceView view)
        {
            var key = Spellings.Shown(view.Tag.Key!);
            var value = view.ShownTag;
            var byName = view.ByRecord?.OrgId ?? view.NameOrgId.ToString();
            var name = view.ShownName;
            var from = view.ByRecord is null ? $"{name} by the pattern {view.NamePattern!.Pattern.Display}"
                : $"{name} is recorded as the bucket of {byName}";
            return Violated(
                view, $"{Phrases.Capital(Phrases.Short(view.Resource.Kind))} {name} is tagged {key}={value} but named for {byName}", byName,
                    value,
                Undecided.With(Evidence.Of(new EvidenceFact($"Tag {key}", value), new EvidenceFact("Name", from)), view),
                // When the tag is the known one, it may be the name that is wrong.
                view.ByTag is not null && (view.ByRecord ?? view.ByName) is null ? null : byName);
        }
    }
}
