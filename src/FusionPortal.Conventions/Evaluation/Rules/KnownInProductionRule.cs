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
        if (IsOpen(view)) return view.Role == AccountRole.NonProduction ? Outcome.DoesNotApply : Outcome.NotEvaluated;
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
        var claimed = view.OrgId ?? view.ShownTag;
        var noun = Phrases.Short(view.Resource.Kind);
        return Violated(
            view, $"{Phrases.Capital(Phrases.A(noun))} in {view.AccountName} names {claimed}, an organization the portal does not know",
            "a known client", claimed,
            new(Witnesses.Of(view), [Witnesses.Account(view)])
            {
                Verdict = PlacementVerdict.Unknown,
                Decides = $"A client recorded as {claimed} decides, or the corrected name or tag.",
            },
            _nearest.To(claimed));
    }

    public override string Reason(in ResourceView view) =>
        view.Role == AccountRole.Production && IsOpen(view) ? Undecided.Reason(view) : Undeclared.Reason(view);

    // Two tags, one with a known organization and one with an unknown: neither may be taken for the right one.
    private static bool IsOpen(in ResourceView view) =>
        view.Tag.Differ && view.ByRecord is null && view.ByName is null && view.IsUndecided
            && Claims.Of(view).Any(c => c.Organization is not null);
}
