using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Characters;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// No organization tag only looks like one. Where a spelling is laid down, that convention tells already; this one is for all other kinds,
/// and for a misspelled tag beside the right one.
/// </summary>
public sealed class TagKeyCharacters : ResourceRule
{
    public override string Word => "tag-key-characters";

    public override string Label => "Organization tag’s key is what it looks like";

    public override RuleCategory Category => RuleCategory.Tag;

    public override RuleExample Passes { get; } = new(
        "The key is the one the book has.", ExampleEstate.Queue("orders", ("OrgId", "acme")));

    public override RuleExample Breaks { get; } = new(
        "The first letter is a Cyrillic one.", ExampleEstate.Queue("orders", ("\u041ergId", "acme")));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention, context.Book);

    private sealed class Judgement(Convention convention, ConventionBook book) : CompiledRule(convention)
    {
        public override bool NeedsTags(in ResourceView view) => true;

        public override Outcome Judge(in ResourceView view) =>
            !view.Tag.IsPresent ? Outcome.DoesNotApply
            : !view.Tag.Misspelled ? Outcome.Pass
            : view.ExpectedTagKey is not null && !view.Tag.HasExpected ? Outcome.DoesNotApply
            : Outcome.Violation;

        public override Violation Describe(in ResourceView view)
        {
            var normalized = view.TagKey;
            var key = Spellings.Of(view).Select(s => s.Key).First(k => Spelling.Of(k, normalized) != Likeness.Variant);
            return MisspelledKey.Violation(view, Violated, key, view.ExpectedTagKey
                ?? MisspelledKey.Nearest(key, book.Settings.OrganizationTagKeys));
        }
    }
}
