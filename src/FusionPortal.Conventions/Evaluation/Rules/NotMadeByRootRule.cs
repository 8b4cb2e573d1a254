using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Evaluation.Rules;

/// <summary>
/// The resource was not made with an account's root user. Makers are looked up for resources with findings only, so it applies to those;
/// one
/// whose maker CloudTrail does not know is not evaluated.
/// </summary>
internal sealed class NotMadeByRootRule(Convention convention) : CompiledRule(convention)
{
    public override bool NeedsTags(in ResourceView view) => false;

    public override Outcome Judge(in ResourceView view) => Maker.Of(view) switch
    {
        { LookedUp: false } => Outcome.DoesNotApply,
        { Name: null } => Outcome.NotEvaluated,
        { IsRoot: true } => Outcome.Violation,
        _ => Outcome.Pass,
    };

    public override Violation Describe(in ResourceView view)
    {
        var maker = Maker.Of(view);
        return Violated(
            view, $"{Phrases.Subject(view)} was made with the root user of {view.AccountName}", "a person's own IAM user or role", "root",
            Evidence.Of(new("Made by", maker.Arn ?? "root"), new("CloudTrail event", $"{maker.Event} at {maker.At}")));
    }

    public override string Answer(in ResourceView view) =>
        "Nothing any more, once CloudTrail has forgotten; for what is newer, the next look-ups of makers.";

    public override string Reason(in ResourceView view) => "CloudTrail does not know who made it: it remembers 90 days.";
}
