using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Characters;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// Resources carry a tag of the company's own, with a value. Another spelling of it, and a value that is wrong because it is empty, are
/// told by the conventions about these where the book has them, and here where it has not.
/// </summary>
public sealed class TagRequired : ResourceRule
{
    public override string Word => "tag-required";

    public override string Label => "Required tag is there";

    public override RuleCategory Category => RuleCategory.Tag;

    public override int FirstFormat => 3;

    public override bool NeedsWholeLists => true;

    public override IReadOnlyList<RuleParameter> Takes => OwnTagParameters.Takes;

    public override RuleExample Passes { get; } = new("It says who pays for it.", ExampleEstate.Queue("orders", ("CostCenter", "4711")));

    public override RuleExample Breaks { get; } = new("Nothing says who pays for it.", ExampleEstate.Queue("orders", ("Team", "blue")));

    internal override RuleParameters Read(RuleReading reading) => OwnTagParameters.ReadFrom(reading);

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention, context.Book);

    private sealed class Judgement(Convention convention, ConventionBook book) : OwnTagRule(convention)
    {
        private readonly Convention[] _ofSpelling = Others<TagKeySpelling>(convention, book);
        private readonly Convention[] _ofValues =
            [.. Others<TagAllowedValues>(convention, book), .. Others<TagValuePattern>(convention, book)];

        protected override Outcome JudgeTag(in ResourceView view)
        {
            if (view.Resource.Tags.TryGetValue(Key, out var value))
                return !Spelling.IsBlank(value) ? Outcome.Pass
                    : Tells(_ofValues, view.Resource.Kind) ? Outcome.DoesNotApply
                    : Outcome.Violation;
            foreach (var other in _ofSpelling)
                if (IsFor(other, view.Resource.Kind) && TagKeySpelling.OtherSpelling(other, view.Resource.Tags) is not null)
                    return Outcome.DoesNotApply;
            return Outcome.Violation;
        }

        public override Violation Describe(in ResourceView view)
        {
            var (tags, key) = (view.Resource.Tags, RedactedText.Of(Key));
            if (tags.ContainsKey(Key))
                return Violated(
                    view, $"{Phrases.Subject(view)} has an empty {key} tag", $"{key} with a value", "empty", Evidence.Of(Fact(view, Key)));
            var there = tags.Count == 0 ? "none" : string.Join(", ", tags.Keys.Order(StringComparer.Ordinal).Select(RedactedText.Of));
            return Violated(
                view, $"{Phrases.Subject(view)} has no {key} tag", $"{key} with a value", "absent",
                Evidence.Of(new EvidenceFact("Tags", there)));
        }

        private static Convention[] Others<TRule>(Convention convention, ConventionBook book)
            where TRule : RuleKind =>
            [.. book.Of<TRule>().Where(c => ((OwnTagParameters)c.Parameters).Covers((OwnTagParameters)convention.Parameters))];

        private static bool Tells(Convention[] conventions, string kind)
        {
            foreach (var convention in conventions)
                if (IsFor(convention, kind)) return true;
            return false;
        }

        private static bool IsFor(Convention convention, string kind) =>
            convention.Kinds.Contains(kind) || convention.Kinds.Contains(Convention.AnyKind);
    }
}
