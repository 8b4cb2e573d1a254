using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Scans;

/// <summary>The two sides of scanning: what ran, and what will by itself.</summary>
public static class ScanTabs
{
    public static IReadOnlyList<TabLink> Of(bool schedules) =>
        [new("/scans", "Scans", !schedules), new("/scans/schedules", "Schedules", schedules)];
}
