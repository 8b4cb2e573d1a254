using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>Remembers in which accounts each known organization has resources, for the conventions that need to have seen all of them.</summary>
internal sealed class OrganizationPresence(EvaluationPlan plan)
{
    private const int Samples = 3;

    private readonly Dictionary<OrganizationRecord, Dictionary<string, AccountPresence>> _seen = new(ReferenceEqualityComparer.Instance);

    public static string SubjectOf(OrganizationRecord organization) => $"organization:{organization.OrgId}";

    public void Add(in ResourceView view)
    {
        // Where name and tag point to different organizations, the resource speaks for neither.
        if (plan.ByOrganization.Count == 0 || view.Organization is not { } organization || view.IsContested) return;
        if (!_seen.TryGetValue(organization, out var accounts)) _seen[organization] = accounts = new(StringComparer.Ordinal);
        if (!accounts.TryGetValue(view.Resource.AccountId, out var presence))
            accounts[view.Resource.AccountId] = presence = new(view.Resource.AccountId, view.AccountName, view.Role);
        presence.Add(view.Resource);
    }

    public void Absorb(OrganizationPresence other)
    {
        foreach (var (organization, accounts) in other._seen)
        {
            if (!_seen.TryGetValue(organization, out var mine)) _seen[organization] = mine = new(StringComparer.Ordinal);
            foreach (var (accountId, presence) in accounts)
            {
                if (mine.TryGetValue(accountId, out var known)) known.Add(presence);
                else mine[accountId] = presence;
            }
        }
    }

    public void Complete<TSink>(ref TSink sink)
        where TSink : IVerdictSink
    {
        foreach (var convention in plan.ByOrganization)
            foreach (var (organization, accounts) in _seen.OrderBy(s => s.Key.OrgId, StringComparer.Ordinal))
                Judge(convention, organization, [.. accounts.Values.OrderBy(a => a.AccountId, StringComparer.Ordinal)], ref sink);
    }

    private void Judge<TSink>(Convention convention, OrganizationRecord organization, IReadOnlyList<AccountPresence> accounts, ref TSink sink)
        where TSink : IVerdictSink
    {
        var subject = SubjectOf(organization);
        var undeclared = accounts.FirstOrDefault(a => a.Role == AccountRole.Undeclared);
        if (accounts.Any(a => a.Role == AccountRole.Production) && accounts.Any(a => a.Role == AccountRole.NonProduction))
            sink.Violation(Describe(convention, organization, subject, accounts));
        else if (undeclared is not null)
            sink.NotEvaluated(new(convention.Id, subject, organization.OrgId, null, $"Nobody has declared what account {undeclared.Name} is for."));
        else if (plan.Reach.UnseenAccounts.Count > 0)
            sink.NotEvaluated(new(convention.Id, subject, organization.OrgId, null, "Not every account was seen whole, so resources elsewhere cannot be ruled out."));
        else
            sink.Pass(convention, new VerdictSubject(subject, null, organization));
    }

    private static Violation Describe(Convention convention, OrganizationRecord organization, string subject, IReadOnlyList<AccountPresence> accounts)
    {
        var inProduction = Names(accounts, AccountRole.Production);
        var elsewhere = Names(accounts, AccountRole.NonProduction);
        var witnesses = new List<Witness>
        {
            Witnesses.OfRecord(organization),
        };
        witnesses.AddRange(accounts.Select(a => new Witness(
            "Account", $"{a.Count} resource{(a.Count == 1 ? "" : "s")} in {a.Name}, {Role(a.Role)}", "AWS", WitnessVote.Abstains, null, WitnessWeight.None)));
        return new(
            convention.Id, subject, Convention.OrganizationKind, Phrases.Client(organization), "", "", organization.OrgId, organization.Environment, convention.Severity,
            $"{Phrases.Client(organization)} has resources in {inProduction} and in {elsewhere}",
            "one kind of account", $"{inProduction} and {elsewhere}", null,
            new(witnesses, [.. accounts.SelectMany(a => a.Samples.Select(s => new EvidenceFact(a.Name, s)))]));
    }

    private static string Names(IEnumerable<AccountPresence> accounts, AccountRole role) =>
        Phrases.List([.. accounts.Where(a => a.Role == role).Select(a => a.Name)]);

    private static string Role(AccountRole role) => role switch
    {
        AccountRole.Production => "a production account",
        AccountRole.NonProduction => "a non-production account",
        _ => "an account nobody has declared",
    };

    private sealed class AccountPresence(string accountId, string name, AccountRole role)
    {
        public string AccountId { get; } = accountId;

        public string Name { get; } = name;

        public AccountRole Role { get; } = role;

        public long Count { get; private set; }

        /// <summary>The first few by name, so that the same estate gives the same evidence in whatever order it comes.</summary>
        public SortedSet<string> Samples { get; } = new(StringComparer.Ordinal);

        public void Add(Observation resource)
        {
            Count++;
            Sample(resource.Arn);
        }

        public void Add(AccountPresence other)
        {
            Count += other.Count;
            foreach (var sample in other.Samples) Sample(sample);
        }

        private void Sample(string arn)
        {
            if (Samples.Count == OrganizationPresence.Samples && string.CompareOrdinal(arn, Samples.Max) >= 0) return;
            Samples.Add(arn);
            if (Samples.Count > OrganizationPresence.Samples) Samples.Remove(Samples.Max!);
        }
    }
}
