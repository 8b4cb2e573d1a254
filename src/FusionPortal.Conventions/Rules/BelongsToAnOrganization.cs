using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Naming;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// In production, a resource belongs to some organization: by name, tag or record.
/// </summary>
public sealed class BelongsToAnOrganization : ResourceRule
{
    public override string Word => "belongs-to-an-organization";

    public override string Label => "Belongs to a client";

    public override RuleCategory Category => RuleCategory.Name;

    public override RuleExample Passes { get; } = new(
        "The name tells whose it is.", ExampleEstate.Bucket("fusion-rms-acme"));

    public override RuleExample Breaks { get; } = new(
        "Nothing tells whose a bucket in a production account is.", ExampleEstate.Bucket("holiday-pictures"));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention, context.Book, context.Records);

    private sealed class Judgement(Convention convention, ConventionBook book, PortalRecords records) : CompiledRule(convention)
    {
        private readonly ILookup<string?, BookName> _namesByKind = book.Names.ToLookup(n => n.Kind);

        public override bool NeedsTags(in ResourceView view) => !view.NamesAnOrganization;

        public override Outcome Judge(in ResourceView view)
        {
            if (view.NamesAnOrganization) return view.Role == AccountRole.Production ? Outcome.Pass : Outcome.DoesNotApply;
            // A name that is nearly right is the naming convention's matter already.
            foreach (var name in _namesByKind[view.Resource.Kind])
                if (NearestName.Resembles(name.Pattern, view.Resource.Name)) return Outcome.DoesNotApply;

            // What a service made for itself is no client's, and says whose work it is.
            if (AwsMade.Of(view.Resource) is not null) return Outcome.DoesNotApply;
            return view.Role switch
            {
                AccountRole.Production => Outcome.Violation,
                AccountRole.Undeclared => Outcome.NotEvaluated,
                _ => Outcome.DoesNotApply,
            };
        }

        public override Violation Describe(in ResourceView view)
        {
            var name = view.ShownName;
            var perhaps = Mentioned(view.Resource.Name);
            return Violated(
                view,
                $"Nothing tells whose {Phrases.Short(view.Resource.Kind)} {name} in {view.AccountName} is",
                "a client by name, tag or record", "nobody",
                Evidence.Of(
                    new("Name", "follows no pattern of a client's name"),
                    new("Organization tag", "absent"),
                    new("Recorded name", "recorded for no client")),
                perhaps is null ? null : $"{book.Settings.OrganizationTagKeys[0]}={perhaps.OrgId}");
        }

        public override string Reason(in ResourceView view) => UndeclaredAccount.Reason(view);

        // A known organization ID standing as a word of its own in the name.
        private OrganizationRecord? Mentioned(string name)
        {
            foreach (var range in name.AsSpan().SplitAny('-', '_', '.'))
                if (records.Organization(name.AsSpan()[range]) is { } organization) return organization;
            return null;
        }
    }
}
