using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>
/// The book that the fleet is judged by: the shipped one, and conventions of a company's own for the rules it does not use.
/// </summary>
internal static class FleetBook
{
    private const string Own = """

          - {id: OWN-01, title: Cost center is told, check: tag-required, kinds: [key-pair, load-balancer], severity: low,
             source: portal-default, rationale: The bill., fix: Add it., with: {key: CostCenter, accounts: non-production}}
          - {id: OWN-02, title: Cost center is one of ours, check: tag-value-pattern, kinds: ["*"], severity: low,
             source: portal-default, rationale: The bill., fix: Correct it., with: {key: CostCenter, pattern: "CC-{nnnn}", compare: exact}}
          - {id: OWN-03, title: Cost center is spelled one way, check: tag-key-spelling, kinds: ["*"], severity: low,
             source: portal-default, rationale: The bill., fix: Rename it., with: {key: CostCenter, instead-of: [CostCentre, Cost-Unit]}}
          - {id: OWN-04, title: Team is one of ours, check: tag-allowed-values, kinds: ["*"], severity: low,
             source: portal-default, rationale: Alarms., fix: Correct it.,
             with: {key: Team, values: [install, support], accounts: production}}
          - {id: OWN-05, title: No contact by name, check: tag-forbidden, kinds: ["*"], severity: low,
             source: portal-default, rationale: People leave., fix: Remove it., with: {key: Contact, accounts: every}}
          - {id: OWN-06, title: Stack is told, check: tag-required, kinds: [key-pair], severity: low,
             source: portal-default, rationale: The bill., fix: Add it., with: {key: Stack, accounts: production}}
        """;

    public static ConventionBook Book { get; } = ConventionBook.Load(ConventionBook.Default.Yaml.TrimEnd() + "\n" + Own);
}
