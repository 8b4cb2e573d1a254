using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>Remembers in which accounts each known organization has resources, for the conventions that need to have seen all of
/// them.</summary>
internal sealed class OrganizationPresence(EvaluationPlan plan)
{
    // An organization is in a handful of accounts, which a list finds quicker than a dictionary.
    private readonly Dictionary<OrganizationRecord, List<AccountPresence>> _seen = new(ReferenceEqualityComparer.Instance);

    public static string SubjectOf(OrganizationRecord organization) => $"organization:{organization.OrgId}";

    public void Add(in ResourceView view)
    {
        // Where name and tag point to different organizations, the resource speaks for neither.
        if ((plan.ByOrganization.Count == 0 && plan.RecordedConvention is null) || view.Organization is not { } organization
            || view.IsContested) return;
        In(organization, view.Resource.AccountId, in view).Add(view.Resource.Arn);
    }

    /// <summary>Whether anything of it was seen.</summary>
    public bool Has(OrganizationRecord organization) => _seen.ContainsKey(organization);

    public void Absorb(OrganizationPresence other)
    {
        foreach (var (organization, accounts) in other._seen)
        {
            if (_seen.TryAdd(organization, accounts)) continue;
            var mine = _seen[organization];
            foreach (var account in accounts)
            {
                if (mine.Find(a => a.AccountId == account.AccountId) is { } known) known.Add(account);
                else mine.Add(account);
            }
        }
    }

    public void Complete<TSink>(ref TSink sink)
        where TSink : IVerdictSink
    {
        foreach (var convention in plan.ByOrganization)
            foreach (var organization in plan.Records.Organizations.OrderBy(o => o.OrgId, StringComparer.Ordinal))
            {
                if (_seen.TryGetValue(organization, out var accounts))
                    Judge(convention, organization, [.. accounts.OrderBy(a => a.AccountId, StringComparer.Ordinal)], ref sink);
                else if (plan.Reach.UnseenAccounts.Count > 0)
                    sink.NotEvaluated(Unseen(convention, organization));
            }
    }

    private AccountPresence In(OrganizationRecord organization, string accountId, in ResourceView view)
    {
        if (!_seen.TryGetValue(organization, out var accounts)) _seen[organization] = accounts = [];
        foreach (var account in accounts)
            if (account.AccountId == accountId) return account;

        var added = new AccountPresence(accountId, view.AccountName, view.Role);
        accounts.Add(added);
        return added;
    }

    private void Judge<TSink>(
        Convention convention, OrganizationRecord organization, IReadOnlyList<AccountPresence> accounts, ref TSink sink)
        where TSink : IVerdictSink
    {
        var subject = SubjectOf(organization);
        var undeclared = accounts.FirstOrDefault(a => a.Role == AccountRole.Undeclared);
        if (accounts.Any(a => a.Role == AccountRole.Production) && accounts.Any(a => a.Role == AccountRole.NonProduction))
            sink.Violation(Describe(convention, organization, subject, accounts));
        else if (undeclared is not null)
            sink.NotEvaluated(
                new(convention.Id, subject, organization.OrgId, null, $"Nobody has declared what account {undeclared.Name} is for.")
                {
                    Answer = "Declaring what the account is for, on the page Accounts or over the API.",
                });
        else if (plan.Reach.UnseenAccounts.Count > 0)
            sink.NotEvaluated(Unseen(convention, organization));
        else
            sink.Pass(convention, new VerdictSubject(subject, null, organization));
    }

    // Also for organizations of which nothing was seen: their resources may be in the accounts that were not.
    private static NotEvaluatedVerdict Unseen(Convention convention, OrganizationRecord organization) => new(
        convention.Id, SubjectOf(organization), organization.OrgId, null,
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
            "Account", $"{a.Count} resource{(a.Count == 1 ? "" : "s")} in {a.Name}, {Role(a.Role)}", "AWS", WitnessVote.Abstains, null,
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

    private static string Role(AccountRole role) => role switch
    {
        AccountRole.Production => "a production account",
        AccountRole.NonProduction => "a non-production account",
        _ => "an account nobody has declared",
    };
}
