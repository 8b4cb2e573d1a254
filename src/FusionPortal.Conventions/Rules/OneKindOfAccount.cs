using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>One organization's resources are all in accounts of one kind.</summary>
public sealed class OneKindOfAccount : EstateRule
{
    public override string Word => "one-kind-of-account";

    public override string Label => "One client in one kind of account";

    public override RuleCategory Category => RuleCategory.Environment;

    public override PlacementVerdict? Place => PlacementVerdict.WrongPlace;

    public override RuleExample Passes { get; } = new(
        "Everything of the client is in production accounts.",
        ExampleEstate.Bucket("fusion-rms-acme"), ExampleEstate.User("rms_acme"));

    public override RuleExample Breaks { get; } = new(
        "One bucket of the client is in a production account, another is not.",
        ExampleEstate.Bucket("fusion-rms-acme"), ExampleEstate.Elsewhere(ExampleEstate.Bucket("acme-copy", ("OrgId", "acme"))));

    internal override bool CountsResources => true;

    internal override void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
    {
        foreach (var organization in seen.Records.Organizations.OrderBy(o => o.OrgId, StringComparer.Ordinal))
        {
            if (seen.Presence.Of(organization) is { Count: > 0 } accounts)
                Judge(convention, organization, accounts, seen.Reach, ref sink);
            else if (seen.Reach.UnseenAccounts.Count > 0)
                sink.NotEvaluated(Unseen(convention, organization));
        }
    }

    private static void Judge<TSink>(
        Convention convention, OrganizationRecord organization, IReadOnlyList<AccountPresence> accounts, ScanReach reach, ref TSink sink)
        where TSink : IVerdictSink
    {
        var subject = OrganizationPresence.SubjectOf(organization);
        var undeclared = accounts.FirstOrDefault(a => a.Role == AccountRole.Undeclared);
        if (accounts.Any(a => a.Role == AccountRole.Production) && accounts.Any(a => a.Role == AccountRole.NonProduction))
            sink.Violation(Describe(convention, organization, subject, accounts));
        else if (undeclared is not null)
            sink.NotEvaluated(
                new(convention.Id, subject, organization.OrgId, null, $"Nobody has declared what account {undeclared.Name} is for.")
                {
                    Answer = "Declaring what the account is for, on the page Accounts or over the API.",
                });
        else if (reach.UnseenAccounts.Count > 0)
            sink.NotEvaluated(Unseen(convention, organization));
        else
            sink.Pass(convention, new VerdictSubject(subject, null, organization));
    }

    // Also for organizations of which nothing was seen: their resources may be in the accounts that were not.
    private static NotEvaluatedVerdict Unseen(Convention convention, OrganizationRecord organization) => new(
        convention.Id, OrganizationPresence.SubjectOf(organization), organization.OrgId, null,
            "Not every account was seen whole, so resources elsewhere cannot be ruled out.");

    private static Violation Describe(
        Convention convention, OrganizationRecord organization, string subject, IReadOnlyList<AccountPresence> accounts)
    {
        var inProduction = Names(accounts, AccountRole.Production);
        var elsewhere = Names(accounts, AccountRole.NonProduction);
        var witnesses = new List<Witness>
        {
            Witnesses.OfRecord(organization),
        };
        witnesses.AddRange(accounts.Select(a => new Witness(
            "Account", $"{a.Count} resource{(a.Count == 1 ? "" : "s")} in {a.Name}, {Phrases.Account(a.Role)}", "AWS", WitnessVote.Abstains,
                null,
                WitnessWeight.None)));
        return new(
            convention.Id, subject, Convention.OrganizationKind, Phrases.Client(organization), "", "", organization.OrgId,
                organization.Environment, convention.Severity,
            $"{Phrases.Client(organization)} has resources in {inProduction} and in {elsewhere}",
            "one kind of account", $"{inProduction} and {elsewhere}", null,
            new(witnesses, [.. accounts.SelectMany(a => a.Samples.ToArray(), (a, arn) => new EvidenceFact(a.Name, arn))])
            {
                Verdict = PlacementVerdict.WrongPlace
            });
    }

    private static string Names(IEnumerable<AccountPresence> accounts, AccountRole role) =>
        Phrases.List([.. accounts.Where(a => a.Role == role).Select(a => a.Name)]);
}
