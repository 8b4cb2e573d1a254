using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Characters;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// A tag of the company's own has one spelling. Others are the same letters in another case, with other separators or with characters that
/// only look like them, and the words that the book says people use for it.
/// </summary>
public sealed class TagKeySpelling : ResourceRule
{
    public override string Word => "tag-key-spelling";

    public override string Label => "Tag is spelled in one way";

    public override RuleCategory Category => RuleCategory.Tag;

    public override int FirstFormat => 3;

    public override IReadOnlyList<RuleParameter> Takes { get; } =
    [
        .. OwnTagParameters.Takes,
        new("instead-of", "other words people use for it, in any letter case", "[CostCentre, Cost-Unit]", "[cost-center]"),
    ];

    public override RuleExample Passes { get; } = new(
        "Spelled as the book says.", ExampleEstate.Queue("orders", ("CostCenter", "4711")));

    public override RuleExample Breaks { get; } = new(
        "AWS takes it for another tag, and the bill does too.", ExampleEstate.Queue("orders", ("cost-center", "4711")));

    internal override RuleParameters Read(RuleReading reading)
    {
        var tag = OwnTagParameters.ReadFrom(reading);
        var others = reading.With.OptionalTexts("instead-of") ?? [];
        var normalized = Spelling.Normalize(tag.Key);
        if (others.FirstOrDefault(o => Spelling.Of(o, normalized) != Likeness.Other) is { } same && normalized.Length > 0)
            reading.With.Report(
                reading.With.PlaceOf("instead-of"),
                $"\"instead-of\" has \"{same}\", which is the key itself in another spelling: those are found without being named.");
        foreach (var other in others) OwnTagParameters.CheckKey(reading, "instead-of", other);
        return new Parameters(tag.Key, tag.Accounts, others);
    }

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    /// <summary>The first key in ordinal order that is another spelling of what the convention is about; or null.</summary>
    internal static string? OtherSpelling(Convention convention, IReadOnlyDictionary<string, string> tags) =>
        ((Parameters)convention.Parameters).OtherSpelling(tags);

    /// <param name="InsteadOf">Other words for it.</param>
    public sealed record Parameters(string Key, TagAccounts Accounts, IReadOnlyList<string> InsteadOf) : OwnTagParameters(Key, Accounts)
    {
        private readonly string[] _normalized = [Spelling.Normalize(Key), .. InsteadOf.Select(Spelling.Normalize)];

        internal string? OtherSpelling(IReadOnlyDictionary<string, string> tags)
        {
            string? found = null;
            if (tags is TagCollection collection)
            {
                foreach (var (key, _) in collection.AsSpan()) found = First(found, key);
                return found;
            }

            foreach (var key in tags.Keys) found = First(found, key);
            return found;
        }

        private string? First(string? found, string key)
        {
            if (key == Key || (found is not null && string.CompareOrdinal(found, key) < 0)) return found;
            foreach (var normalized in _normalized)
                if (Spelling.Of(key, normalized) != Likeness.Other) return key;
            return found;
        }
    }

    private sealed class Judgement(Convention convention) : OwnTagRule(convention)
    {
        private readonly Parameters _tag = (Parameters)convention.Parameters;

        protected override Outcome JudgeTag(in ResourceView view) =>
            _tag.OtherSpelling(view.Resource.Tags) is not null ? Outcome.Violation
            : view.Resource.Tags.ContainsKey(Key) ? Outcome.Pass
            : Outcome.DoesNotApply;

        public override Violation Describe(in ResourceView view)
        {
            var key = _tag.OtherSpelling(view.Resource.Tags)!;
            var shown = CharacterNames.Visible(key);
            var facts = new List<EvidenceFact> { Fact(view, key) };
            if (Spelling.Of(key, Spelling.Normalize(Key)) != Likeness.Other)
                facts.Add(new("Difference", MisspelledKey.Difference(key, Key)));
            if (view.Resource.Tags.ContainsKey(Key)) facts.Add(Fact(view, Key));
            return Violated(view, $"{Phrases.Subject(view)} has the tag {shown}, not {Key}", Key, shown, Evidence.Of(facts), Key);
        }
    }
}
