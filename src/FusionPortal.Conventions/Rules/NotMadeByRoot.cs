using System.Text.Json;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// The resource was not made with an account’s root user. Creators are looked up for resources with findings only, so it applies to those;
/// one whose creator CloudTrail does not know is not evaluated.
/// </summary>
public sealed class NotMadeByRoot : ResourceRule
{
    public override string Word => "not-made-by-root";

    public override string Label => "Not made with the root user";

    public override RuleCategory Category => RuleCategory.People;

    public override RuleExample Passes { get; } = new(
        "A person made it under a user of their own.", ExampleEstate.With(ExampleEstate.Queue("orders"), Made(false, "user/ana.ruiz")));

    public override RuleExample Breaks { get; } = new(
        "CloudTrail says that the account’s root user made it.", ExampleEstate.With(ExampleEstate.Queue("orders"), Made(true, "root")));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private static string Made(bool isRoot, string by) => JsonSerializer.Serialize(new
    {
        creator = new
        {
            name = by,
            arn = $"arn:aws:iam::{ExampleEstate.Production}:{by}",
            isRoot,
            @event = "CreateQueue",
            at = "2026-03-01T09:00:00Z",
        },
    });

    private sealed class Judgement(Convention convention) : CompiledRule(convention)
    {
        public override bool NeedsTags(in ResourceView view) => false;

        public override Outcome Judge(in ResourceView view) => Creator.Of(view) switch
        {
            { LookedUp: false } => Outcome.DoesNotApply,
            { Name: null } => Outcome.NotEvaluated,
            { IsRoot: true } => Outcome.Violation,
            _ => Outcome.Pass,
        };

        public override Violation Describe(in ResourceView view)
        {
            var creator = Creator.Of(view);
            return Violated(
                view, $"{Phrases.Subject(view)} was made with the root user of {view.AccountName}", "a person's own IAM user or role",
                    "root",
                Evidence.Of(new("Made by", creator.Arn ?? "root"), new("CloudTrail event", $"{creator.Event} at {creator.At}")));
        }

        public override string Answer(in ResourceView view) =>
            "Nothing any more, once CloudTrail has forgotten; for what is newer, the next look-ups of makers.";

        public override string Reason(in ResourceView view) => "CloudTrail does not know who made it: it remembers 90 days.";
    }
}
