using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Reports;

/// <summary>The two lists of reports.</summary>
public static class ReportTabs
{
    public static IReadOnlyList<TabLink> Of(bool produced) =>
        [new(ReportAddress.Page, "What there is", !produced), new(ReportAddress.Produced, "What was produced", produced)];
}
