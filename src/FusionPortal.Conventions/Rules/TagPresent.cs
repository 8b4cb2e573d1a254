using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// A client’s resource carries the organization tag, in whatever spelling.
/// </summary>
public sealed class TagPresent : ResourceRule
{
    public override string Word => "tag-present";

    public override string Label => "Organization tag is there";

    public override RuleCategory Category => RuleCategory.Tag;

    public override bool NeedsWholeLists => true;

    public override string ExampleKind => S3Bucket.Kind;

    public override IReadOnlyList<RuleParameter> Takes => TagKeyParameter.Takes;

    public override RuleExample Passes { get; } = new(
        "The client’s bucket is tagged.", ExampleEstate.Bucket("fusion-rms-acme", ("OrgId", "acme")));

    public override RuleExample Breaks { get; } = new(
        "Its name says whose it is, and no tag does.", ExampleEstate.Bucket("fusion-rms-acme"));

    internal override RuleParameters Read(RuleReading reading) => TagKeyParameter.Read(reading);

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : CompiledRule(convention)
    {
        public override bool NeedsTags(in ResourceView view) => true;

        // Without a tag only the name can tell that the resource is a client's; others are not asked to carry one.
        public override Outcome Judge(in ResourceView view) =>
            view.Tag.IsPresent ? Outcome.Pass
            : view.ByRecord is not null || view.NamePattern is not null ? Outcome.Violation
            : Outcome.DoesNotApply;

        public override Violation Describe(in ResourceView view)
        {
            var key = TagKeyParameter.Of(Convention);
            var orgId = view.OrgId;
            return Violated(
                view, $"{Phrases.Subject(view)} has no {key} tag", $"{key}={orgId}", "absent",
                Evidence.Of(
                    new EvidenceFact(
                        "Tags", view.Resource.Tags.Count == 0 ? "none"
                        : string.Join(", ", view.Resource.Tags.Keys.Order(StringComparer.Ordinal).Select(RedactedText.Of)))),
                $"{key}={orgId}");
        }
    }
}
