namespace FusionPortal.Conventions.Books;

/// <summary>One rule of a convention book. Immutable.</summary>
/// <param name="Id">For example NAME-S3-01; unique in the book.</param>
/// <param name="Title">A few words for columns and filters.</param>
/// <param name="Check">What is judged.</param>
/// <param name="Kinds">The resource kinds judged; <see cref="AnyKind"/> for all, <see cref="OrganizationKind"/> and
/// <see cref="AccountKind"/> for the portal's own records.</param>
/// <param name="Severity">How much a violation matters.</param>
/// <param name="Source">Stated by the company's guide, or the portal's own default. Only the former may be shown as a company rule.</param>
/// <param name="Rationale">Why the convention exists.</param>
/// <param name="Fix">What to do about a violation.</param>
/// <param name="Parameters">The check's parameters.</param>
public sealed record Convention(
    string Id, string Title, CheckKind Check, IReadOnlyList<string> Kinds, Severity Severity, RuleSource Source,
    string Rationale, string Fix, CheckParameters Parameters)
{
    public const string AnyKind = "*";
    public const string OrganizationKind = "organization";
    public const string AccountKind = "account";

    /// <summary>Whether a violation is a mix-up: something in the wrong kind of account.</summary>
    public bool IsMixUp => Check is CheckKind.ProductionAccountHosts or CheckKind.ProductionOnlyInProductionAccount
        or CheckKind.OrganizationKnownInProduction or CheckKind.NameHint or CheckKind.EnvironmentTagAgrees or CheckKind.OneKindOfAccount;
}

/// <summary>What a convention judges.</summary>
public enum CheckKind
{
    /// <summary>The resource's name follows a naming pattern.</summary>
    NameFollowsPattern,

    /// <summary>The resource belongs to some organization by name, tag or record.</summary>
    BelongsToAnOrganization,

    /// <summary>The organization tag is spelled as expected.</summary>
    TagSpelling,

    /// <summary>A client's resource carries the organization tag in some spelling.</summary>
    TagPresent,

    /// <summary>The organization tag is not empty.</summary>
    TagNotEmpty,

    /// <summary>Organization tags in several spellings all say the same.</summary>
    TagVariantsAgree,

    /// <summary>The organization tag's value is an organization the portal knows, spelled as recorded.</summary>
    TagKnown,

    /// <summary>The organization tag says the same as the resource's own name.</summary>
    TagAgreesWithName,

    /// <summary>A shared resource carries no organization tag.</summary>
    TagNotOnShared,

    /// <summary>No organization tag's key only looks like it.</summary>
    TagKeyCharacters,

    /// <summary>No tag holds what looks like a secret.</summary>
    NoSecretInTags,

    /// <summary>No tag holds the id of an access key, but those in which the IAM console keeps a key's description.</summary>
    NoAccessKeyIdInTags,

    /// <summary>The production account hosts only the environments it may.</summary>
    ProductionAccountHosts,

    /// <summary>Environments that belong into the production account are nowhere else.</summary>
    ProductionOnlyInProductionAccount,

    /// <summary>An organization with resources in the production account is known to the portal.</summary>
    OrganizationKnownInProduction,

    /// <summary>Nothing in the production account hints at another environment while no record settles it.</summary>
    NameHint,

    /// <summary>An environment tag says nothing else than the organization's record, or the account it is in.</summary>
    EnvironmentTagAgrees,

    /// <summary>One organization's resources are all in accounts of one kind.</summary>
    OneKindOfAccount,

    /// <summary>A recorded organization ID follows the rules.</summary>
    OrganizationIdRules,

    /// <summary>Every organization that resources name is recorded: one verdict for each, however many resources name it.</summary>
    OrganizationRecorded,

    /// <summary>Somebody has declared what an account is for.</summary>
    AccountDeclared,

    /// <summary>The resource was not made with an account's root user. Judged where its maker was looked up.</summary>
    NotMadeByRoot,
}

/// <summary>Which resources of its kinds a naming convention judges.</summary>
public enum NameScope
{
    /// <summary>Every resource of the kind.</summary>
    Always,

    /// <summary>Those that claim to be ours: they carry an organization tag, or their name resembles the pattern.</summary>
    Claimed,

    /// <summary>Every one in a production account, which must host nothing else; elsewhere those that claim to be ours.</summary>
    ProductionOrClaimed,
}

/// <summary>The parameters of a check. Only those the check takes are set.</summary>
public sealed record CheckParameters
{
    public static CheckParameters None { get; } = new();

    /// <summary>The naming pattern judged against.</summary>
    public BookName? Name { get; init; }

    public NameScope Applies { get; init; }

    /// <summary>Whether the bucket name recorded for an organization is as good as the pattern's.</summary>
    public bool AcceptRecordedName { get; init; }

    /// <summary>The expected spelling of the organization tag.</summary>
    public string? TagKey { get; init; }

    /// <summary>Words that hint at an environment other than production, in lower case; empty where the book has a vocabulary.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];
}
