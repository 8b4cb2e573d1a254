using System.Globalization;

namespace FusionPortal.Web.Components.Pages.Reports;

/// <summary>How moments are read and written where reports are chosen.</summary>
public static class ReportMoments
{
    /// <summary>31 Oct 2026 23:59:59 +00:00.</summary>
    public static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy HH:mm:ss '+00:00'", CultureInfo.InvariantCulture);

    /// <summary>Reads a moment as people type it: a date is its last second, a time without an offset is UTC.</summary>
    /// <returns>False where the text is no moment; true with null where it is empty.</returns>
    public static bool TryMoment(string text, out DateTimeOffset? moment)
    {
        moment = null;
        var given = text.Trim();
        if (given.Length == 0) return true;
        if (DateOnly.TryParseExact(given, ["yyyy-MM-dd", "d MMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            moment = new DateTimeOffset(day, new TimeOnly(23, 59, 59), TimeSpan.Zero);
            return true;
        }

        if (!DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)) return false;
        moment = parsed.ToUniversalTime();
        return true;
    }
}
