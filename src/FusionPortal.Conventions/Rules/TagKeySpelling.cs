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

    internal override IEnumerable<(Convention Convention, string Parameter, string Why)> Contradictions(
        IReadOnlyList<Convention> conventions)
    {
        var all = conventions.Where(c => c.Rule == this).ToList();
        foreach (var last in all)
        {
            if (Circle(last, all) is not { } circle) continue;
            // Told once, of the last of them.
            if (circle.Any(c => all.IndexOf(c) > all.IndexOf(last))) continue;
            var keys = string.Join(" → ", circle.Append(last).Select(c => ((Parameters)c.Parameters).Key));
            var ids = Phrases.List([.. circle.Select(c => c.Id).Order(StringComparer.Ordinal)]);
            yield return (last, "key", $"{ids} send a tag round in a circle: {keys}.");
        }
    }

    // The conventions by which the key of the first comes back to itself, each refusing the key before it; null where none does.
    private static List<Convention>? Circle(Convention first, List<Convention> all)
    {
        var from = new Dictionary<Convention, Convention>(ReferenceEqualityComparer.Instance);
        var open = new Queue<Convention>([first]);
        while (open.TryDequeue(out var at))
        {
            foreach (var next in all.Where(c => OwnTagParameters.Meet(at, c) && ((Parameters)c.Parameters).Refuses(at)))
            {
                if (ReferenceEquals(next, first))
                {
                    var circle = new List<Convention> { at };
                    while (!ReferenceEquals(circle[0], first)) circle.Insert(0, from[circle[0]]);
                    return circle;
                }

                if (from.TryAdd(next, at)) open.Enqueue(next);
            }
        }

        return null;
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

        /// <summary>Whether the other convention's key is to be replaced by this one's.</summary>
        internal bool Refuses(Convention other) =>
            Key.Length > 0 && ((Parameters)other.Parameters).Key is { Length: > 0 } key && First(null, key) is not null;

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
