using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// A convention about how POS's own resources are set up, made ready. Ours is everything in a production account, which must host nothing
/// else; elsewhere what claims to be by a tag of an organization or a name that resembles the book's. What AWS made is nobody's.
/// </summary>
internal abstract class OursRule(RuleContext context) : CompiledRule(context.Convention)
{
    private readonly BookPatterns _names = new(context.Book);

    public sealed override bool NeedsTags(in ResourceView view) =>
        AwsMade.Of(view.Resource) is null && (AwsMade.TagsCanTell(view.Resource.Kind) || !IsOursByPlaceOrName(in view)
            || DependsOnTags(in view));

    public sealed override Outcome Judge(in ResourceView view) =>
        !IsOurs(in view) ? Outcome.DoesNotApply
        : !Facts.AreRead(in view) ? Outcome.NotEvaluated
        : JudgeFacts(in view);

    public override string Reason(in ResourceView view) => !Facts.AreRead(in view)
        ? "No source of the scan has read how it is set up."
        : "Its own list does not tell how it is set up.";

    public override string Answer(in ResourceView view) => "A complete reading by the service that lists it.";

    /// <summary>Judges one of ours, of which its service has told something.</summary>
    protected abstract Outcome JudgeFacts(in ResourceView view);

    /// <summary>Whether tags could change what is made of one of ours.</summary>
    protected virtual bool DependsOnTags(in ResourceView view) => false;

    private bool IsOurs(in ResourceView view) =>
        (view.Tag.IsPresent || IsOursByPlaceOrName(in view)) && AwsMade.Of(view.Resource) is null;

    private bool IsOursByPlaceOrName(in ResourceView view) =>
        view.Role == AccountRole.Production || _names.Resemble(view.Resource);
}
