using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>A recorded organization ID follows the rules: one that does not makes every name made from it wrong.</summary>
public sealed class OrganizationIdRules : EstateRule
{
    public override string Word => "organization-id-rules";

    public override string Label => "Organization ID is valid";

    public override RuleCategory Category => RuleCategory.Record;

    public override RuleSubject Subject => RuleSubject.Organization;

    public override RuleExample Passes { get; } = new("Lower-case letters and digits, the first a letter.");

    public override RuleExample Breaks { get; } = new("No name in AWS can be made from it.")
    {
        Clients = [new("1-Acme", "Acme Stores", EnvironmentKind.Production)],
    };

    internal override void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
    {
        foreach (var organization in seen.Records.Organizations.OrderBy(o => o.OrgId, StringComparer.Ordinal))
        {
            var subject = OrganizationPresence.SubjectOf(organization);
            var problems = OrganizationId.Validate(organization.OrgId);
            if (problems.Count == 0)
            {
                sink.Pass(convention, new VerdictSubject(subject, null, organization));
                continue;
            }

            var suggestion = OrganizationId.Suggest(organization.OrgId);
            sink.Violation(new(
                convention.Id, subject, Convention.OrganizationKind, organization.OrgId, "", "", organization.OrgId,
                organization.Environment, convention.Severity,
                $"{Phrases.Possessive(Phrases.Client(organization))} organization ID is not valid",
                suggestion ?? "a valid organization ID", organization.OrgId, suggestion,
                Evidence.Of([.. problems.Select(p => new EvidenceFact("Rule", p))])));
        }
    }
}
