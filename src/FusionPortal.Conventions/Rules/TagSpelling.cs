using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// The organization tag is spelled as expected on this kind.
/// </summary>
public sealed class TagSpelling : ResourceRule
{
    public override string Word => "tag-spelling";

    public override string Label => "Organization tag is spelled as laid down";

    public override RuleCategory Category => RuleCategory.Tag;

    public override string ExampleKind => S3Bucket.Kind;

    public override IReadOnlyList<RuleParameter> Takes => TagKeyParameter.Takes;

    public override RuleExample Passes { get; } = new(
        "Spelled as the book says.", ExampleEstate.Bucket("fusion-rms-acme", ("OrgId", "acme")));

    public override RuleExample Breaks { get; } = new(
        "AWS takes another letter case for another tag.", ExampleEstate.Bucket("fusion-rms-acme", ("orgid", "acme")));

    internal override RuleParameters Read(RuleReading reading) => TagKeyParameter.Read(reading);

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : CompiledRule(convention)
    {
        // Its own, whatever another convention lays down for the same kind.
        private readonly string _key = TagKeyParameter.Of(convention);

        public override bool NeedsTags(in ResourceView view) => true;

        public override Outcome Judge(in ResourceView view) =>
            !view.Tag.IsPresent ? Outcome.DoesNotApply : view.Resource.Tags.ContainsKey(_key) ? Outcome.Pass : Outcome.Violation;

        public override Violation Describe(in ResourceView view) =>
            MisspelledKey.Violation(view, Violated, view.Tag.Key!, _key);
    }
}
