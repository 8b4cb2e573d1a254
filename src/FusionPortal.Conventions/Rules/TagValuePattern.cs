using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Naming;

namespace FusionPortal.Conventions.Rules;

/// <summary>Where a tag of that key is, its value follows a pattern, written like the book's names from the book's parts.</summary>
public sealed class TagValuePattern : ResourceRule
{
    public override string Word => "tag-value-pattern";

    public override string Label => "Tag’s value follows its pattern";

    public override RuleCategory Category => RuleCategory.Tag;

    public override int FirstFormat => 3;

    public override IReadOnlyList<RuleParameter> Takes { get; } =
    [
        .. OwnTagParameters.Takes,
        new("pattern", "what the value looks like, made of the book’s parts; {nnnn} is a number of at least four digits", "CC-{nnnn}",
            "CC-{colour}"),
        new("compare", "ignore-case where letter case makes no difference; exact if it is left out", "ignore-case", "loosely"),
    ];

    public override RuleExample Passes { get; } = new(
        "It looks as the pattern says.", ExampleEstate.Queue("orders", ("CostCenter", "CC-4711")));

    public override RuleExample Breaks { get; } = new(
        "A part of what the pattern asks for is missing.", ExampleEstate.Queue("orders", ("CostCenter", "4711")));

    internal override RuleParameters Read(RuleReading reading)
    {
        var tag = OwnTagParameters.ReadFrom(reading);
        var ignoreCase = reading.With.Word("compare", BookWords.Comparisons, false);
        var text = reading.With.Text("pattern");
        NamePattern? pattern = null;
        if (text.Length > 0 && !NamePattern.TryParse(text, reading.Parts, ignoreCase, out pattern, out var error))
            reading.With.Report(reading.With.PlaceOf("pattern"), $"\"{text}\" is no pattern. {error}");
        return new Parameters(tag.Key, tag.Accounts, pattern);
    }

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    /// <param name="Value">What the value looks like; null only while a faulty book is read.</param>
    public sealed record Parameters(string Key, TagAccounts Accounts, NamePattern? Value) : OwnTagParameters(Key, Accounts);

    private sealed class Judgement(Convention convention) : OwnTagRule(convention)
    {
        private readonly NamePattern _pattern = ((Parameters)convention.Parameters).Value!;

        protected override Outcome JudgeTag(in ResourceView view) =>
            !view.Resource.Tags.TryGetValue(Key, out var value) ? Outcome.DoesNotApply
            : _pattern.IsMatch(value) ? Outcome.Pass
            : Outcome.Violation;

        public override Violation Describe(in ResourceView view)
        {
            var value = view.Resource.Tags[Key];
            var (key, shown) = (RedactedText.Of(Key), Shown(Key, value));
            var facts = new List<EvidenceFact> { Fact(view, Key), new("Pattern", _pattern.Display) };
            // Of a value that had to be changed to be shown nothing further may be told.
            if (shown == value && NameDiagnosis.Of(_pattern, value) is { } why) facts.Add(new("Why", why));
            return Violated(
                view, $"{Phrases.Subject(view)} is tagged {key}={shown}, which does not look like {_pattern.Display}", _pattern.Display,
                shown, Evidence.Of(facts), shown == value ? NearestName.To(_pattern, value) : null);
        }
    }
}
