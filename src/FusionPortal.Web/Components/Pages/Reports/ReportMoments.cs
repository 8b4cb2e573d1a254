using System.Globalization;

namespace FusionPortal.Web.Components.Pages.Reports;

/// <summary>How a report's moment is written where an auditor may hold it.</summary>
public static class ReportMoments
{
    /// <summary>31 Oct 2026 23:59:59 +00:00.</summary>
    public static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy HH:mm:ss '+00:00'", CultureInfo.InvariantCulture);
}
