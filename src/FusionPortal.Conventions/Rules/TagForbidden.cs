using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>Resources do not carry a tag of that key, letter for letter.</summary>
public sealed class TagForbidden : ResourceRule
{
    public override string Word => "tag-forbidden";

    public override string Label => "Forbidden tag is absent";

    public override RuleCategory Category => RuleCategory.Tag;

    public override int FirstFormat => 3;

    public override IReadOnlyList<RuleParameter> Takes => OwnTagParameters.Takes;

    public override RuleExample Passes { get; } = new("It carries other tags only.", ExampleEstate.Queue("orders", ("Team", "blue")));

    public override RuleExample Breaks { get; } = new(
        "The company has given up that tag.", ExampleEstate.Queue("orders", ("CostCenter", "4711")));

    internal override IEnumerable<(Convention Convention, string Parameter, string Why)> Contradictions(
        IReadOnlyList<Convention> conventions) =>
        from forbidden in conventions.Where(c => c.Rule == this)
        let key = ((OwnTagParameters)forbidden.Parameters).Key
        where key.Length > 0
        from required in conventions.Where(c => c.Rule is TagRequired && ((OwnTagParameters)c.Parameters).Key == key)
        where OwnTagParameters.Meet(forbidden, required)
        select (forbidden, "key", $"{forbidden.Id} forbids the tag \"{key}\", which {required.Id} requires.");

    internal override RuleParameters Read(RuleReading reading) => OwnTagParameters.ReadFrom(reading);

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : OwnTagRule(convention)
    {
        protected override Outcome JudgeTag(in ResourceView view) =>
            view.Resource.Tags.ContainsKey(Key) ? Outcome.Violation : Outcome.Pass;

        public override Violation Describe(in ResourceView view)
        {
            var key = RedactedText.Of(Key);
            return Violated(
                view, $"{Phrases.Subject(view)} carries the tag {key}, which is not used here", $"no {key} tag",
                Shown(Key, view.Resource.Tags[Key]), Evidence.Of(Fact(view, Key)));
        }
    }
}
