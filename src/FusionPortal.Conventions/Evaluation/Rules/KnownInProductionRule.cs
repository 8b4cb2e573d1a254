using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Evaluation.Rules;

/// <summary>In a production account, an organization that a resource names is one the portal knows.</summary>
internal sealed class KnownInProductionRule(Convention convention, PortalRecords records) : CompiledRule(convention)
{
    private readonly NearestOrganization _nearest = new(records);

    public override bool NeedsTags(in ResourceView view) => view.ByRecord is null && view.ByName is null;

    public override Outcome Judge(in ResourceView view)
    {
        if (!view.NamesAnOrganization) return Outcome.DoesNotApply;
        var known = view.Organization is not null;
        return view.Role switch
        {
            AccountRole.Production => known ? Outcome.Pass : Outcome.Violation,
            AccountRole.Undeclared => known ? Outcome.DoesNotApply : Outcome.NotEvaluated,
            _ => Outcome.DoesNotApply,
        };
    }

    public override Violation Describe(in ResourceView view)
    {
        var claimed = view.OrgId!;
        var noun = Phrases.Short(view.Resource.Kind);
        return Violated(
            view, $"{Phrases.Capital(Phrases.A(noun))} in {view.AccountName} names {claimed}, an organization the portal does not know",
            "a known client", claimed, new(Witnesses.Of(view), [Witnesses.Account(view)]), _nearest.To(claimed));
    }

    public override string Reason(in ResourceView view) => Undeclared.Reason(view);
}
