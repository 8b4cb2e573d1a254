using FusionPortal.Conventions.Characters;

namespace FusionPortal.Conventions;

/// <summary>What the portal knows of one organization, as evaluation needs it.</summary>
/// <param name="OrgId">The organization ID as recorded.</param>
/// <param name="Title">The site title people know the client by.</param>
/// <param name="Environment">What the installation is for.</param>
/// <param name="RecordedBucketName">The bucket name an installer recorded because the conventional one was taken; null when none is
/// recorded.</param>
public sealed record OrganizationRecord(string OrgId, string Title, EnvironmentKind Environment, string? RecordedBucketName = null);

/// <summary>What the portal knows of one AWS account.</summary>
/// <param name="IsRead">False for one that nobody can or needs to read: closed, suspended, gone or retired. What it is for need not be
/// declared.</param>
public sealed record AccountRecord(string AccountId, string Name, AccountRole Role, bool IsRead = true);

/// <summary>The portal's own records at the moment of evaluation: the expected half of the join. Immutable and thread-safe.</summary>
public sealed class PortalRecords
{
    private readonly Dictionary<string, OrganizationRecord> _organizations;
    private readonly Dictionary<string, OrganizationRecord>.AlternateLookup<ReadOnlySpan<char>> _organizationsBySpan;
    private readonly Dictionary<string, OrganizationRecord?> _byBucketName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AccountRecord> _accounts;

    /// <exception cref="ArgumentException">Two organizations have the same ID ignoring case, or two accounts the same ID.</exception>
    public PortalRecords(IEnumerable<OrganizationRecord> organizations, IEnumerable<AccountRecord> accounts)
    {
        // Organization IDs are unique ignoring case.
        _organizations = organizations.ToDictionary(o => o.OrgId, StringComparer.OrdinalIgnoreCase);
        _organizationsBySpan = _organizations.GetAlternateLookup<ReadOnlySpan<char>>();
        _accounts = accounts.ToDictionary(a => a.AccountId, StringComparer.Ordinal);
        foreach (var organization in _organizations.Values)
        {
            if (organization.RecordedBucketName is not { Length: > 0 } bucket) continue;
            // A name recorded for two organizations tells nothing about whose the bucket is.
            if (!_byBucketName.TryAdd(bucket, organization)) _byBucketName[bucket] = null;
        }
    }

    public static PortalRecords Empty { get; } = new([], []);

    public IReadOnlyCollection<OrganizationRecord> Organizations => _organizations.Values;

    public IReadOnlyCollection<AccountRecord> Accounts => _accounts.Values;

    /// <summary>What people captured of resources in their checklists.</summary>
    public CapturedResources Captured { get; init; } = CapturedResources.None;

    /// <summary>The same records with other organizations or accounts.</summary>
    /// <exception cref="ArgumentException">As the constructor's.</exception>
    public PortalRecords With(IEnumerable<OrganizationRecord>? organizations = null, IEnumerable<AccountRecord>? accounts = null) =>
        new(organizations ?? Organizations, accounts ?? Accounts) { Captured = Captured };

    /// <summary>The organization with the ID ignoring case, or null.</summary>
    public OrganizationRecord? Organization(string orgId) => _organizations.GetValueOrDefault(orgId);

    /// <inheritdoc cref="Organization(string)"/>
    public OrganizationRecord? Organization(ReadOnlySpan<char> orgId) =>
        _organizationsBySpan.TryGetValue(orgId, out var found) ? found : null;

    /// <summary>
    /// The organization that a tag's value names, or null: ignoring case and spaces around it, and reading what it looks like where it
    /// holds characters that cannot be seen or told apart. No organization ID holds any of those.
    /// </summary>
    public OrganizationRecord? Claimed(string value)
    {
        var trimmed = value.AsSpan().Trim();
        return Organization(trimmed) ?? (System.Text.Ascii.IsValid(trimmed) ? null : Organization(Spelling.Seen(trimmed)));
    }

    /// <summary>The organization for which the bucket name was recorded; null when none or more than one.</summary>
    public OrganizationRecord? OrganizationOfBucket(string bucketName) => _byBucketName.GetValueOrDefault(bucketName);

    public AccountRecord? Account(string accountId) => _accounts.GetValueOrDefault(accountId);
}
