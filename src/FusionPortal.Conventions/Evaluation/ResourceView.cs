using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Environments;
using FusionPortal.Conventions.Policies;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>One observation and everything the rules need to know about it, worked out once. Made without allocating.</summary>
internal readonly struct ResourceView
{
    public required Observation Resource { get; init; }

    /// <summary>Where what several rules need is kept: names and tags fit for showing, the policy as read.</summary>
    public required ResourceCache Shown { get; init; }

    /// <summary>The account's record, or null where the portal has none.</summary>
    public required AccountRecord? Account { get; init; }

    public required OrganizationTag Tag { get; init; }

    /// <summary>The organization tag's key without case and separators.</summary>
    public required string TagKey { get; init; }

    /// <summary>How the organization tag is to be spelled on this kind; null where nobody says.</summary>
    public required string? ExpectedTagKey { get; init; }

    /// <summary>The pattern of an organization's name that the resource's name follows, or null.</summary>
    public required BookName? NamePattern { get; init; }

    /// <summary>Where in the name the organization ID stands; meaningless without <see cref="NamePattern"/>.</summary>
    public required Range NameSlot { get; init; }

    /// <summary>The organization for which an installer recorded this bucket name.</summary>
    public required OrganizationRecord? ByRecord { get; init; }

    public required OrganizationRecord? ByName { get; init; }

    public required OrganizationRecord? ByTag { get; init; }

    /// <summary>The client whose ID the name begins with; looked for only where no pattern and no tag names one.</summary>
    public required OrganizationRecord? ByHabit { get; init; }

    public required PortalRecords Records { get; init; }

    /// <summary>The book's words for environments.</summary>
    public required EnvironmentWordFinder Words { get; init; }

    /// <summary>What VPCs and subnets say.</summary>
    public required Networks Networks { get; init; }

    /// <summary>What checklists mean of what was seen; null where no convention of the book asks.</summary>
    public CapturedSightings? Captured { get; init; }

    /// <summary>Users that a policy may name; null before anything is judged.</summary>
    public TaggedUsers? Users { get; init; }

    /// <summary>
    /// Whether two organizations are claimed that do not belong into the same kind of account, or one of which nobody knows: name against
    /// tag, or tag against tag, whichever spelling says what. Nothing then decides where the resource belongs.
    /// </summary>
    public bool IsUndecided { get; init; }

    public AccountRole Role => Account?.Role ?? AccountRole.Undeclared;

    /// <summary>
    /// Whose the resource is. A recorded name is a person's word; a name was fixed when the resource was made; a tag can be typed wrongly
    /// at any time; a name's first word is a habit. Two tags that cannot both be right leave it open.
    /// </summary>
    public OrganizationRecord? Organization => ByRecord ?? ByName ?? (IsUndecided ? null : ByTag ?? ByHabit);

    /// <summary>Whether anything on the resource names an organization, known or not.</summary>
    public bool NamesAnOrganization => ByRecord is not null || NamePattern is not null || Tag.HasValue || ByHabit is not null;

    /// <summary>Whether an organization is told by a record, a pattern or a tag.</summary>
    public bool IsToldByMoreThanHabit => ByRecord is not null || NamePattern is not null || Tag.HasValue;

    /// <summary>
    /// Whether a record or a pattern says that it is what an install makes for an organization. A tag does not: whatever is billed to a
    /// client may have one.
    /// </summary>
    public bool IsOfAnInstall => ByRecord is not null || NamePattern is not null;

    /// <summary>
    /// Whether the name or record points to one organization and the tag to another, both known; or two spellings of the tag to different
    /// ones.
    /// </summary>
    public bool IsContested => (ByTag is not null && (ByRecord ?? ByName) is { } other && !ReferenceEquals(other, ByTag))
        || (Tag.Differ && Claims.Of(this).Count > 1);

    /// <summary>The organization ID inside the name; empty without one.</summary>
    public ReadOnlySpan<char> NameOrgId => NamePattern is null ? default : Resource.Name.AsSpan()[NameSlot];

    /// <summary>The resource's name, fit for showing.</summary>
    public string ShownName => Shown.Name(Resource);

    /// <summary>The organization tag's value, fit for showing; only where there is a tag.</summary>
    public string ShownTag => Shown.Tag(Resource, Tag.Key!, Tag.Value);

    /// <summary>A bucket's policy, read once.</summary>
    public BucketPolicy BucketPolicy => Shown.Policy(Resource);

    /// <summary>The organization ID as far as it can be told: as recorded, else as tag or name have it; null when nothing names
    /// one.</summary>
    public string? OrgId =>
        Organization?.OrgId ?? (IsUndecided ? null : Tag.HasValue ? ShownTag : NamePattern is not null ? NameOrgId.ToString() : null);

    /// <summary>The account as people call it.</summary>
    public string AccountName => Account?.Name is { Length: > 0 } name ? name : Resource.AccountId;
}
