namespace FusionPortal.Conventions;

/// <summary>What the portal knows of one organization, as evaluation needs it.</summary>
/// <param name="OrgId">The organization ID as recorded.</param>
/// <param name="Title">The site title people know the client by.</param>
/// <param name="Environment">What the installation is for.</param>
/// <param name="RecordedBucketName">The bucket name an installer recorded because the conventional one was taken; null when none is recorded.</param>
public sealed record OrganizationRecord(string OrgId, string Title, EnvironmentKind Environment, string? RecordedBucketName = null);

/// <summary>What the portal knows of one AWS account.</summary>
public sealed record AccountRecord(string AccountId, string Name, AccountRole Role);

/// <summary>The portal's own records at the moment of evaluation: the expected half of the join.</summary>
public sealed class PortalRecords
{
    private readonly Dictionary<string, OrganizationRecord> _organizations;
    private readonly Dictionary<string, AccountRecord> _accounts;

    public PortalRecords(IEnumerable<OrganizationRecord> organizations, IEnumerable<AccountRecord> accounts)
    {
        // Organization IDs are unique ignoring case.
        _organizations = organizations.ToDictionary(o => o.OrgId, StringComparer.OrdinalIgnoreCase);
        _accounts = accounts.ToDictionary(a => a.AccountId, StringComparer.Ordinal);
    }

    public IReadOnlyCollection<OrganizationRecord> Organizations => _organizations.Values;

    public IReadOnlyCollection<AccountRecord> Accounts => _accounts.Values;

    public OrganizationRecord? Organization(string orgId) => _organizations.GetValueOrDefault(orgId);

    public AccountRecord? Account(string accountId) => _accounts.GetValueOrDefault(accountId);
}
