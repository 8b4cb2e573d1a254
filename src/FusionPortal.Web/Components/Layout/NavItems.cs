using FusionPortal.Core;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Layout;

/// <summary>One entry of the main navigation.</summary>
/// <param name="Href">Path; the entry is current on this path and below it. <c>/</c> only on itself.</param>
/// <param name="Group">Entries of one group stand together; groups part by a gap.</param>
/// <param name="Roles">Shown to these; empty means everybody who is signed in.</param>
public sealed record NavItem(string Href, string Title, string Icon, int Group, params IReadOnlyList<Role> Roles)
{
    public bool IsFor(Actor actor) => Roles.Count == 0 || Roles.Any(actor.Is);

    /// <param name="path">Absolute path without query.</param>
    public bool IsCurrent(string path) =>
        Href == "/" ? path == "/" : path == Href || path.StartsWith(Href + "/", StringComparison.Ordinal);
}

/// <summary>The main navigation. An entry appears here with its page, never before.</summary>
public static class NavItems
{
    public static IReadOnlyList<NavItem> All { get; } =
    [
        new("/", "My work", PortalIcons.Home, 1),
        new("/runs", "Runs", PortalIcons.List, 1),
        new("/shared-resources", "Shared resources", PortalIcons.Share, 1),
        new("/clients", "Clients", PortalIcons.Building, 1),
        new("/compliance", "Compliance", PortalIcons.Gauge, 2),
        new("/findings", "Findings", PortalIcons.Flag, 2),
        new("/scans", "Scans", PortalIcons.Radar, 2),
        new("/coverage", "Coverage", PortalIcons.Grid, 2),
        new("/inventory", "Inventory", PortalIcons.Box, 2),
        new("/conventions", "Conventions", PortalIcons.Book, 2),
        new("/reports", "Reports", PortalIcons.File, 3),
        new("/audit", "Audit trail", PortalIcons.Chain, 3, Role.Lead, Role.Auditor, Role.Administrator),
        new("/accounts", "Accounts", PortalIcons.Aws, 3, Role.Lead, Role.Auditor, Role.Administrator),
        new("/people", "People", PortalIcons.User, 3, Role.Lead, Role.Auditor, Role.Administrator),
    ];
}
