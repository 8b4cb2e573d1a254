using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Characters;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>Where a tag of that key is, its value is one of a list, letter for letter.</summary>
public sealed class TagAllowedValues : ResourceRule
{
    private const int Shortest = 3;
    private const int Listed = 6;

    public override string Word => "tag-allowed-values";

    public override string Label => "Tag has one of its allowed values";

    public override RuleCategory Category => RuleCategory.Tag;

    public override int FirstFormat => 3;

    public override IReadOnlyList<RuleParameter> Takes { get; } =
    [
        .. OwnTagParameters.Takes,
        new("values", "the values it may have, letter for letter", "[\"4711\", \"4712\", central]", "[blue, blue]"),
    ];

    public override RuleExample Passes { get; } = new("A value of the list.", ExampleEstate.Queue("orders", ("CostCenter", "4711")));

    public override RuleExample Breaks { get; } = new(
        "AWS and the bill tell letter cases apart.", ExampleEstate.Queue("orders", ("CostCenter", "Central")));

    internal override RuleParameters Read(RuleReading reading)
    {
        var tag = OwnTagParameters.ReadFrom(reading);
        var values = reading.With.Texts("values");
        if (values.GroupBy(v => v, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            reading.With.Report(reading.With.PlaceOf("values"), $"\"values\" has \"{twice.Key}\" twice.");
        foreach (var value in values.Where(v => v.Length > OwnTagParameters.LongestValue))
            reading.With.Report(
                reading.With.PlaceOf("values"),
                $"\"{value}\" is too long: a tag's value has at most {OwnTagParameters.LongestValue} characters.");
        return new Parameters(tag.Key, tag.Accounts, values);
    }

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    /// <param name="Values">In the book's order.</param>
    public sealed record Parameters(string Key, TagAccounts Accounts, IReadOnlyList<string> Values) : OwnTagParameters(Key, Accounts);

    private sealed class Judgement(Convention convention) : OwnTagRule(convention)
    {
        private readonly string[] _values = [.. ((Parameters)convention.Parameters).Values];

        protected override Outcome JudgeTag(in ResourceView view)
        {
            if (!view.Resource.Tags.TryGetValue(Key, out var value)) return Outcome.DoesNotApply;
            foreach (var allowed in _values)
                if (value == allowed) return Outcome.Pass;
            return Outcome.Violation;
        }

        public override Violation Describe(in ResourceView view)
        {
            var value = view.Resource.Tags[Key];
            var (key, shown) = (RedactedText.Of(Key), Shown(Key, value));
            var list = string.Join(", ", _values.Take(Listed)) + (_values.Length > Listed ? ", …" : "");
            return Violated(
                view, $"{Phrases.Subject(view)} is tagged {key}={shown}, which is no value of that tag",
                _values.Length == 1 ? list : $"one of {list}", shown, Evidence.Of(Fact(view, Key), new("Allowed", list)), Nearest(value));
        }

        // Only where one value alone can have been meant.
        private string? Nearest(string value)
        {
            var likely = _values.Where(v => v.Length >= Shortest && Spelling.Normalize(v) is { Length: > 0 } normalized
                && (Spelling.Of(value, normalized) != Likeness.Other || Spelling.IsTypo(value, normalized))).ToList();
            return likely.Count == 1 ? likely[0] : null;
        }
    }
}
