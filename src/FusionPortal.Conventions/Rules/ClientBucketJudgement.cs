using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Rules;

/// <summary>What rules about a client's bucket share: only what name, tag or record says to be a client's is judged.</summary>
internal abstract class ClientBucketJudgement(Convention convention) : CompiledRule(convention)
{
    public override bool NeedsTags(in ResourceView view) => view.NamePattern is null && view.ByRecord is null;

    public override Outcome Judge(in ResourceView view) =>
        view.IsToldByMoreThanHabit && AwsMade.Of(view.Resource) is null ? JudgeClients(in view) : Outcome.DoesNotApply;

    /// <summary>Judges a client's bucket.</summary>
    protected abstract Outcome JudgeClients(in ResourceView view);
}
