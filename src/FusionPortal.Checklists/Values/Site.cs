using FusionPortal.Checklists.Templates;

namespace FusionPortal.Checklists.Values;

/// <summary>One site of an organization: its corporate office or a store.</summary>
/// <param name="SiteId"><c>corp</c> for corporate, otherwise for example <c>store1</c>. It names logins and tenants, so it does not change
/// once worked.</param>
/// <param name="Title">What people call it.</param>
public sealed record Site(string SiteId, string Title)
{
    public const string CorporateId = "corp";

    public SiteKind Kind => string.Equals(SiteId, CorporateId, StringComparison.OrdinalIgnoreCase) ? SiteKind.Corporate : SiteKind.Store;
}
