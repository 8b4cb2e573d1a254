using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Characters;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// The organization tag’s value is a known organization ID, spelled as recorded.
/// </summary>
public sealed class TagKnown : ResourceRule
{
    public override string Word => "tag-known";

    public override string Label => "Organization tag names a known client";

    public override RuleCategory Category => RuleCategory.Tag;

    public override bool TellsOfUnrecorded => true;

    public override RuleExample Passes { get; } = new(
        "A client is recorded under that ID.", ExampleEstate.Queue("orders", ("OrgId", "acme")));

    public override RuleExample Breaks { get; } = new(
        "Letter case is not that of the record, and bills are split by the value as it stands.",
        ExampleEstate.Queue("orders", ("OrgId", "ACME")));

    internal override CompiledRule Compile(RuleContext context) =>
        new Judgement(context.Convention, context.Records, context.Book.Has<OrganizationRecorded>());

    private sealed class Judgement(Convention convention, PortalRecords records, bool unrecordedOnce) : CompiledRule(convention)
    {
        public override bool NeedsTags(in ResourceView view) => true;

        private readonly NearestOrganization _nearest = new(records);

        public override Outcome Judge(in ResourceView view) =>
            !view.Tag.HasValue ? Outcome.DoesNotApply
            : view.ByTag is { } known ? known.OrgId == view.Tag.Value ? Outcome.Pass : Outcome.Violation
            : unrecordedOnce && IsOfUnrecorded(view) ? Outcome.DoesNotApply
            : Outcome.Violation;

        public override Violation Describe(in ResourceView view)
        {
            var key = Spellings.Shown(view.Tag.Key!);
            var value = view.ShownTag;
            if (view.ByTag is { } known)
            {
                if (!System.Text.Ascii.IsValid(view.Tag.Value))
                {
                    var visible = CharacterNames.Visible(view.Tag.Value!);
                    var faults = Phrases.List(Spelling.Faults(view.Tag.Value!, known.OrgId));
                    return Violated(
                        view, $"{Phrases.Subject(view)} has {key}={visible}, which only looks like {known.OrgId}", known.OrgId, visible,
                        Evidence.Of(
                            new EvidenceFact($"Tag {key}", visible), new EvidenceFact("Characters", faults),
                            new EvidenceFact("Organization record", known.OrgId)), known.OrgId);
                }

                return Violated(
                    view, $"{Phrases.Subject(view)} has {key}={value}, which differs from {known.OrgId} in letter case or spaces",
                        known.OrgId,
                        value,
                    Evidence.Of(new EvidenceFact($"Tag {key}", value), new EvidenceFact("Organization record", known.OrgId)), known.OrgId);
            }

            var suggestion = (view.ByRecord ?? view.ByName)?.OrgId ?? _nearest.To(view.Tag.Value!.Trim());
            return Violated(
                view, $"{Phrases.Named(view)} is tagged {key}={value}, an organization the portal does not know",
                suggestion ?? "a known organization ID", value,
                Evidence.Of(new EvidenceFact($"Tag {key}", value), new EvidenceFact("Organization record", "none with this ID")),
                    suggestion);
        }

        // Where name, record or another spelling of the tag names a recorded one, this tag is what is wrong.
        private static bool IsOfUnrecorded(in ResourceView view) =>
            view.Organization is null && (!view.Tag.Differ || Claims.Of(view).All(c => c.Organization is null));
    }
}
