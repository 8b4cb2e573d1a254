using FusionPortal.Conventions.Rules;

namespace FusionPortal.Conventions.Books;

/// <summary>One rule of a convention book. Immutable.</summary>
/// <param name="Id">For example NAME-S3-01; unique in the book.</param>
/// <param name="Title">A few words for columns and filters.</param>
/// <param name="Rule">What is judged, and how.</param>
/// <param name="Kinds">The resource kinds judged; <see cref="AnyKind"/> for all, <see cref="OrganizationKind"/> and
/// <see cref="AccountKind"/> for the portal's own records.</param>
/// <param name="Severity">How much a violation matters.</param>
/// <param name="Source">Stated by the company's guide, or the portal's own default. Only the former may be shown as a company rule.</param>
/// <param name="Rationale">Why the convention exists.</param>
/// <param name="Fix">What to do about a violation.</param>
/// <param name="Parameters">What the rule takes.</param>
public sealed record Convention(
    string Id, string Title, RuleKind Rule, IReadOnlyList<string> Kinds, Severity Severity, RuleSource Source,
    string Rationale, string Fix, RuleParameters Parameters)
{
    public const string AnyKind = "*";
    public const string OrganizationKind = "organization";
    public const string AccountKind = "account";

    /// <summary>Whether it judges resources of that kind.</summary>
    public bool IsFor(string kind) => Kinds.Contains(kind) || Kinds.Contains(AnyKind);

    /// <summary>Whether a violation is a mix-up: something in the wrong kind of account.</summary>
    public bool IsMixUp => Rule.Category == RuleCategory.Environment;
}
