namespace FusionPortal.Conventions.Evaluation;

/// <summary>Remembers in which accounts each known organization has resources, for the conventions that need to have seen all of
/// them.</summary>
internal sealed class OrganizationPresence
{
    // An organization is in a handful of accounts, which a list finds quicker than a dictionary.
    private readonly Dictionary<OrganizationRecord, List<AccountPresence>> _seen = new(ReferenceEqualityComparer.Instance);

    public static string SubjectOf(OrganizationRecord organization) => $"organization:{organization.OrgId}";

    public void Add(in ResourceView view)
    {
        // Where name and tag point to different organizations, the resource speaks for neither.
        if (view.Organization is not { } organization || view.IsContested) return;
        In(organization, view.Resource.AccountId, in view).Add(view.Resource.Arn);
    }

    /// <summary>Whether anything of it was seen.</summary>
    public bool Has(OrganizationRecord organization) => _seen.ContainsKey(organization);

    /// <summary>The accounts in which something of it was seen, by their ids; empty where nothing was.</summary>
    public IReadOnlyList<AccountPresence> Of(OrganizationRecord organization) =>
        _seen.TryGetValue(organization, out var accounts) ? [.. accounts.OrderBy(a => a.AccountId, StringComparer.Ordinal)] : [];

    private AccountPresence In(OrganizationRecord organization, string accountId, in ResourceView view)
    {
        if (!_seen.TryGetValue(organization, out var accounts)) _seen[organization] = accounts = [];
        foreach (var account in accounts)
            if (account.AccountId == accountId) return account;

        var added = new AccountPresence(accountId, view.AccountName, view.Role);
        accounts.Add(added);
        return added;
    }
}
