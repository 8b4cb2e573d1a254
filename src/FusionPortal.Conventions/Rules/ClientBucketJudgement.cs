using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// What rules about a client's bucket share: only what name or record says to be a client's is judged. A tag alone says whose a bucket is,
/// not that it is the one of the client's install: it may hold backups, and be tagged for its bill.
/// </summary>
internal abstract class ClientBucketJudgement(Convention convention) : CompiledRule(convention)
{
    /// <summary>Whether what is asked of the client's bucket is asked of every other one that is tagged as the client's too.</summary>
    protected virtual bool IsOfTaggedToo => false;

    public override bool NeedsTags(in ResourceView view) => IsOfTaggedToo && !view.IsOfAnInstall;

    public override Outcome Judge(in ResourceView view) =>
        (view.IsOfAnInstall || (IsOfTaggedToo && view.Tag.HasValue)) && AwsMade.Of(view.Resource) is null
            ? JudgeClients(in view) : Outcome.DoesNotApply;

    /// <summary>Judges a client's bucket.</summary>
    protected abstract Outcome JudgeClients(in ResourceView view);
}
