using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>One observation and everything the rules need to know about it, worked out once. Made without allocating.</summary>
internal readonly struct ResourceView
{
    public required Observation Resource { get; init; }

    /// <summary>Where names and tags are made fit for showing.</summary>
    public required ShownText Shown { get; init; }

    /// <summary>The account's record, or null where the portal has none.</summary>
    public required AccountRecord? Account { get; init; }

    public required OrganizationTag Tag { get; init; }

    /// <summary>The pattern of an organization's name that the resource's name follows, or null.</summary>
    public required BookName? NamePattern { get; init; }

    /// <summary>Where in the name the organization ID stands; meaningless without <see cref="NamePattern"/>.</summary>
    public required Range NameSlot { get; init; }

    /// <summary>The organization for which an installer recorded this bucket name.</summary>
    public required OrganizationRecord? ByRecord { get; init; }

    public required OrganizationRecord? ByName { get; init; }

    public required OrganizationRecord? ByTag { get; init; }

    public AccountRole Role => Account?.Role ?? AccountRole.Undeclared;

    /// <summary>
    /// Whose the resource is. A recorded name is a person's word; a name was fixed when the resource was made; a tag can be typed wrongly at any time.
    /// </summary>
    public OrganizationRecord? Organization => ByRecord ?? ByName ?? ByTag;

    /// <summary>Whether anything on the resource names an organization, known or not.</summary>
    public bool NamesAnOrganization => ByRecord is not null || NamePattern is not null || Tag.HasValue;

    /// <summary>The organization the name or record points to, and the one the tag points to, when they are two different known ones.</summary>
    public bool IsContested => ByTag is not null && (ByRecord ?? ByName) is { } other && !ReferenceEquals(other, ByTag);

    /// <summary>The organization ID inside the name; empty without one.</summary>
    public ReadOnlySpan<char> NameOrgId => NamePattern is null ? default : Resource.Name.AsSpan()[NameSlot];

    /// <summary>The resource's name, fit for showing.</summary>
    public string ShownName => Shown.Name(Resource);

    /// <summary>The organization tag's value, fit for showing; only where there is a tag.</summary>
    public string ShownTag => Shown.Tag(Resource, Tag.Key!, Tag.Value);

    /// <summary>The organization ID as far as it can be told: as recorded, else as tag or name have it; null when nothing names one.</summary>
    public string? OrgId => Organization?.OrgId ?? (Tag.HasValue ? ShownTag : NamePattern is not null ? NameOrgId.ToString() : null);

    /// <summary>The account as people call it.</summary>
    public string AccountName => Account?.Name is { Length: > 0 } name ? name : Resource.AccountId;
}
