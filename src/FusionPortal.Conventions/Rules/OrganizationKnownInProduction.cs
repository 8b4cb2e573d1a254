using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// In a production account, an organization that a resource names is one the portal knows. Told resource by resource, as books before
/// format 3 had it.
/// </summary>
public sealed class OrganizationKnownInProduction : ResourceRule
{
    public override string Word => "organization-known-in-production";

    public override string Label => "Production hosts known clients only";

    public override RuleCategory Category => RuleCategory.Environment;

    public override (int Format, string Instead)? SupersededSince =>
        (3, $"Since format 3 \"{OrganizationRecorded.Rule}\" tells each organization that is not known, once. Use it instead.");

    public override bool TellsOfUnrecorded => true;

    public override RuleExample Passes { get; } = new(
        "A client is recorded under that ID.", ExampleEstate.Bucket("fusion-rms-acme"));

    public override RuleExample Breaks { get; } = new(
        "Nobody has recorded a client ghost.", ExampleEstate.Bucket("fusion-rms-ghost"));

    internal override CompiledRule? Compile(RuleContext context) =>
        context.Book.Has<OrganizationRecorded>() ? null : new Judgement(context.Convention, context.Records);

    private sealed class Judgement(Convention convention, PortalRecords records) : CompiledRule(convention)
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
            view.Role == AccountRole.Production && IsOpen(view) ? Undecided.Reason(view) : UndeclaredAccount.Reason(view);

        // Two tags, one with a known organization and one with an unknown: neither may be taken for the right one.
        private static bool IsOpen(in ResourceView view) =>
            view.Tag.Differ && view.ByRecord is null && view.ByName is null && view.IsUndecided
                && Claims.Of(view).Any(c => c.Organization is not null);
    }
}
